"""Import this to have PostgreSQL and Redis for tests: it sets DATABASE_URL and REDIS_URL where they are unset.

The test settings do so before anything reads them, hence plain `pytest tests/some_folder` works in any shell.
Each pytest-xdist worker inherits the servers and takes a Redis database of its own; pytest-django does the same
for PostgreSQL. The servers end with this process.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from festival.launch import services
from festival.launch.processes import Processes


def _start() -> None:
    scratch = Path(tempfile.mkdtemp(prefix="portal-services-"))
    stack = ExitStack()
    stack.callback(shutil.rmtree, scratch, ignore_errors=True)
    atexit.register(stack.close)
    processes = stack.enter_context(Processes(scratch / "log"))
    os.environ.update(services.start_for_tests(processes, scratch))


def _own_redis_database(worker: str) -> None:
    """Database n+1 for the worker "gwn"; Redis has sixteen."""
    number = 1 + int(worker.removeprefix("gw")) % 15
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}").geturl()


if not {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys():
    _start()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _own_redis_database(worker)
