"""Whole portals, started and stopped as `make run` does it, each over a place of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from festival.launch.place import REPOSITORY
from festival.launch.ports import free_port

pytestmark = [pytest.mark.launch, pytest.mark.xdist_group("launch")]

READY_SECONDS = 180


@pytest.fixture(scope="module")
def var(shared_folder: Path) -> Path:
    """Shared by the tests of this file: the second start over the same data is the quick one."""
    return shared_folder


class Portal:
    """A launcher in a process of its own and what it printed."""

    def __init__(self, var: Path, port: int) -> None:
        environment = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        environment.update(VAR_DIR=str(var), DJANGO_SETTINGS_MODULE="festival.settings.local")
        self.port = port
        self.launcher = subprocess.Popen(
            [sys.executable, "-m", "festival.launch", "run", "--no-demo", "--port", str(port)],
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed = ""

    def read_until_ready(self) -> "Portal":
        deadline = time.monotonic() + READY_SECONDS
        assert self.launcher.stdout is not None
        while "Ctrl-C stops the portal" not in self.printed:
            line = self.launcher.stdout.readline()
            assert line, self.printed
            assert time.monotonic() < deadline, self.printed
            self.printed += line
        self.printed += self.launcher.stdout.readline()  # the empty line after it, which may come later
        return self

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.launcher.pid).children(recursive=True)

    def stop(self, number: signal.Signals) -> tuple[int, str]:
        self.launcher.send_signal(number)
        rest, _ = self.launcher.communicate(timeout=90)
        return self.launcher.returncode, rest


@pytest.fixture
def start(var: Path) -> Iterator[object]:
    portals: list[Portal] = []

    def _start(port: int | None = None, place: Path = var) -> Portal:
        portals.append(Portal(place, port or free_port()))
        return portals[-1]

    yield _start
    for portal in portals:
        if portal.launcher.poll() is None:
            portal.stop(signal.SIGTERM)
        if portal.launcher.stdout is not None:
            portal.launcher.stdout.close()


def command(process: psutil.Process) -> str:
    """Nothing for a process that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie is one too
        return ""


def names(processes: list[psutil.Process]) -> set[str]:
    lines = [command(process) for process in processes]
    known = {
        "postgres": "postgres",
        "redis-server": "redis",
        "gunicorn": "web",
        " worker ": "worker",
        " beat ": "beat",
    }
    return {name for sign, name in known.items() for line in lines if sign in line}


def test_a_portal_refuses_a_second_launcher_and_an_interrupt_stops_every_process(start, var: Path) -> None:
    portal = start().read_until_ready()
    with urllib.request.urlopen(f"http://127.0.0.1:{portal.port}/healthz/", timeout=10) as answer:
        assert (answer.status, answer.read()) == (200, b"ok\n")
    deadline = time.monotonic() + 20
    while names(portal.family()) != {"postgres", "redis", "web", "worker", "beat"}:
        assert time.monotonic() < deadline, names(portal.family())
        time.sleep(0.2)

    second = start()
    printed, _ = second.launcher.communicate(timeout=90)
    assert second.launcher.returncode == 1
    assert printed == (
        f"\nThis portal runs already: http://127.0.0.1:{portal.port} (process {portal.launcher.pid})\n"
    )

    family = portal.family()
    assert portal.stop(signal.SIGINT) == (0, "\n  The portal has stopped.\n")

    assert psutil.wait_procs(family, timeout=20)[1] == []
    assert not (var / "postgres" / "postmaster.pid").exists()
    assert (var / "postgres" / "PG_VERSION").exists()


def test_a_taken_port_is_refused_before_anything_is_started(start, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        portal = start(port, tmp_path)
        printed, _ = portal.launcher.communicate(timeout=90)
    assert portal.launcher.returncode == 1
    assert printed == (
        f"\nPort {port} is in use by another program; choose another one: make run PORT={port + 10}\n"
    )
    assert not (tmp_path / "postgres").exists()


def test_a_dead_worker_is_started_again_and_a_killed_launcher_leaves_nothing(start) -> None:
    portal = start().read_until_ready()
    beat = next(process for process in portal.family() if " beat " in " ".join(process.cmdline()))
    beat.kill()  # one short life is forgiven
    deadline = time.monotonic() + 20
    while "beat" not in names(portal.family()):
        assert time.monotonic() < deadline
        time.sleep(0.2)

    family = portal.family()
    portal.launcher.kill()
    assert psutil.wait_procs(family, timeout=20)[1] == []
