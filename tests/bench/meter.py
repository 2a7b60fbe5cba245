"""Processor time, which other people's load changes less than it changes the clock."""

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and on the processors."""

    wall_s: float
    cpu_s: float


def programs(*words: str) -> list[psutil.Process]:
    """Our descendants whose command line holds all these words."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            line = process.cmdline()
        except psutil.NoSuchProcess:
            continue
        if all(any(word in part for part in line) for word in words):
            found.append(process)
    return found


def cpu_s(processes: Sequence[psutil.Process]) -> float:
    """Used by these processes so far, and by the programs they started that have ended."""
    return sum(sum(process.cpu_times()[:4]) for process in processes)


def run(command: Sequence[str]) -> Cost:
    """Run a program to its end, alone. Raises CalledProcessError."""
    before, began = ended_children_s(), time.monotonic()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return Cost(time.monotonic() - began, ended_children_s() - before)


def until_there(command: Sequence[str], files: Sequence[Path]) -> float:
    """Seconds until a program has written all of these; then it is stopped."""
    began = time.monotonic()
    program = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not all(file.exists() for file in files):
            if program.poll() not in (None, 0):
                raise RuntimeError(f"{command[0]} ended with {program.returncode}")
            time.sleep(0.005)
        return time.monotonic() - began
    finally:
        program.kill()
        program.wait()


def adopt_orphans() -> None:
    """Become the parent of what our descendants leave behind.

    bubblewrap ends before the program in its box has been reaped, and nobody else would know what that used.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def orphans_s() -> float:
    """Used by our own ended children so far, after burying the adopted ones."""
    for process in psutil.Process().children():
        if process.status() == psutil.STATUS_ZOMBIE:
            os.waitpid(process.pid, 0)
    return ended_children_s()


def ended_children_s() -> float:
    """Processor seconds of the children that this process has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_and_ended_s() -> float:
    """Processor seconds of this process and of everything it started that has ended, adopted ones included."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return orphans_s() + own.ru_utime + own.ru_stime


def load() -> str:
    """How busy this machine is, to be printed beside every result."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
