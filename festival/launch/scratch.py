"""Any command beside a PostgreSQL and a Redis of its own, which end with it: `with-services -- pytest tests`."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from festival.launch import services
from festival.launch.processes import Command, Processes
from festival.launch.stopping import Stopped, StopRequest


def run_beside_services(arguments: Sequence[str]) -> int:
    """The command's exit code, or 130 when somebody asked to stop."""
    stop = StopRequest()
    scratch = Path(tempfile.mkdtemp(prefix="portal-services-"))
    try:
        with Processes(scratch / "log") as processes:
            os.environ.update(services.start_for_tests(processes, scratch))
            child = processes.start(Command("command", arguments, is_shown=True))
            stop.wait_until(lambda: not child.is_alive)
            return child.process.returncode
    except Stopped:
        return 130
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
