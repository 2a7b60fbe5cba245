"""Waits for the launcher's end and then stops what it left behind; run as a script by `processes`.

The launcher holds the other end of our standard input and writes one line for each child: process id and birth
time. When it ends, however it ends, that pipe closes. A pipe works alike on Linux and macOS, and no id is ever
trusted without its birth time, because ids are used again.
"""

import contextlib
import signal
import sys
from collections.abc import Iterable

import psutil


def family(pids: Iterable[int]) -> list[psutil.Process]:
    """These processes with all their descendants, whichever session these moved to."""
    members: list[psutil.Process] = []
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            head = psutil.Process(pid)
            members += [head, *head.children(recursive=True)]
    return members


def kill(members: Iterable[psutil.Process]) -> None:
    """End for good those that still run. psutil compares birth times, so a reused id is left alone."""
    for member in members:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()


def stop(members: list[psutil.Process], grace_seconds: float) -> None:
    """Ask first. PostgreSQL understands an interrupt as "roll back and close now", and so do the others."""
    for member in members:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(members, grace_seconds)
    kill(alive)


def _is_same(pid: int, born: float) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(
            abs(psutil.Process(pid).create_time() - born) < 1
        )  # seconds: the clock may be set meanwhile
    return False


def main() -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    children = [line.split() for line in sys.stdin]
    left = [int(pid) for pid, born in children if _is_same(int(pid), float(born))]
    stop(family(left), grace_seconds=8)


if __name__ == "__main__":
    main()
