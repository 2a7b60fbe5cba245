"""Children of the launcher end with it: asked, killed, or never told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from festival.launch.exceptions import CannotStart
from festival.launch.processes import Command, Processes

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]
HAVE_A_GRANDCHILD = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(grandchild.pid, flush=True)
time.sleep(60)
"""
TELL_WHEN_STOPPED = """
import signal, sys, time
def leave(*_):
    print(time.time(), flush=True)
    sys.exit()
signal.signal(15, leave)
print("ready", flush=True)
time.sleep(60)
"""
LAUNCHER = """
import sys, time
from pathlib import Path
from festival.launch.processes import Command, Processes
with Processes(Path(sys.argv[1])) as processes:
    child = processes.start(Command("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"]))
    print(child.process.pid, flush=True)
    time.sleep(60)
"""


def is_gone(pid: int, *, within_seconds: float = 10) -> bool:
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_leaving_stops_every_child(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        children = [processes.start(Command(name, SLEEPER)) for name in ("one", "two")]
        assert [child.is_alive for child in children] == [True, True]
    assert [child.is_alive for child in children] == [False, False]


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    with Processes(tmp_path, grace_seconds=0.3) as processes:
        child = processes.start(Command("stubborn", STUBBORN))
        time.sleep(0.5)
    assert child.process.returncode == -signal.SIGKILL


def test_grandchildren_in_sessions_of_their_own_end_too(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        child = processes.start(Command("parent", [sys.executable, "-c", HAVE_A_GRANDCHILD]))
        while not (grandchild := child.last_words()):
            time.sleep(0.05)
    assert is_gone(int(grandchild))


def test_servers_are_stopped_after_their_clients(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", TELL_WHEN_STOPPED]
    with Processes(tmp_path) as processes:
        server = processes.start(Command("server", arguments, serves_the_others=True))
        client = processes.start(Command("client", arguments))
        while "ready" not in server.last_words() or "ready" not in client.last_words():
            time.sleep(0.05)
    assert float(client.last_words(1)) < float(server.last_words(1))


def test_a_killed_launcher_leaves_nothing_behind(tmp_path: Path) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    with launcher:
        child = int(launcher.stdout.readline())
        launcher.kill()
    assert is_gone(child)


def test_a_missing_program_is_one_sentence(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes, pytest.raises(CannotStart) as refusal:
        processes.start(Command("projector", ["/nowhere/projector"]))
    assert (
        str(refusal.value) == "projector cannot be started: No such file or directory (/nowhere/projector)."
    )


def test_the_last_words_are_the_end_of_the_log(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        child = processes.start(Command("talker", [sys.executable, "-c", "print('a\\nb\\nc')"]))
        child.process.wait()
    assert child.last_words(2) == "b\nc"


def test_secrets_on_standard_input_arrive(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        child = processes.start(
            Command("reader", [sys.executable, "-c", "import sys; print(sys.stdin.read())"], stdin="hush")
        )
        child.process.wait()
    assert child.last_words() == "hush"
    assert "hush" not in " ".join(child.command.arguments)


def test_children_do_not_get_the_terminals_interrupt(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        child = processes.start(Command("sleeper", SLEEPER))
        assert os.getsid(child.process.pid) == child.process.pid
