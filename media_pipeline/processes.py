"""Start another program, keep it within limits, and be sure that it ends.

The only module of this app that starts a process.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CONFINE = str(Path(__file__).with_name("confine.py"))
_GIGABYTE = 1024**3
_LINE_BYTES = 4096
TICK_S = 0.1
_KILLED_OUTRIGHT = frozenset({-signal.SIGKILL, 128 + signal.SIGKILL})


@dataclass(frozen=True)
class Limits:
    """What one process may use. Times in seconds, sizes in bytes."""

    wall_s: float = 60
    cpu_s: int | None = None
    memory: int = 6 * _GIGABYTE
    file_bytes: int = 16 * _GIGABYTE
    open_files: int = 256
    niceness: int = 0
    output_lines: int = 20_000
    output_bytes: int = 8 * 1024**2
    """Both are kept from each of stdout and stderr; what comes after is read and thrown away, but for the last lines."""

    def as_json(self) -> str:
        """The form that confine.py reads."""
        kept = {"as": self.memory, "fsize": self.file_bytes, "nofile": self.open_files, "core": 0}
        return json.dumps({**kept, "cpu": self.processor_s, "nice": self.niceness})

    @property
    def processor_s(self) -> int:
        """Of all threads together; eight cores at full speed for the whole time, if nothing else was said."""
        return self.cpu_s or int(self.wall_s * 8) + 10


@dataclass(frozen=True)
class Walls:
    """All that a process may see, as paths of files and folders; everything below a folder belongs to it."""

    reads: tuple[str, ...]
    writes: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The form that confine.py reads."""
        return json.dumps({"reads": self.reads, "writes": self.writes})


@dataclass(frozen=True)
class Finished:
    stdout: list[str]
    stderr: list[str]
    seconds: float


class ProcessFailedError(Exception):
    """A program failed or took too long."""

    def __init__(
        self, command: Sequence[str], returncode: int | None, stderr: list[str], *, timed_out: bool
    ) -> None:
        """Keep what a person needs to try it again."""
        self.command, self.returncode, self.stderr, self.timed_out = (
            list(command),
            returncode,
            stderr,
            timed_out,
        )
        what = "took too long and was stopped" if timed_out else f"ended with {returncode}"
        super().__init__(f"{Path(command[0]).name} {what}")


class _Lines(threading.Thread):
    """Read a pipe to its end: the first lines and the last ones are kept, so a flood costs no memory."""

    def __init__(self, pipe: IO[bytes], limits: Limits, on_line: Callable[[str], None] | None) -> None:
        super().__init__(daemon=True)
        self._pipe, self._on_line = pipe, on_line
        self._lines_left, self._bytes_left = limits.output_lines, limits.output_bytes
        self._first: list[str] = []
        self._last: deque[str] = deque(maxlen=200)

    def run(self) -> None:
        while chunk := self._pipe.readline(_LINE_BYTES):
            line = chunk.decode("utf-8", "replace").rstrip("\r\n")
            if self._on_line is not None:
                self._on_line(line)
            self._lines_left -= 1
            self._bytes_left -= len(chunk)
            if self._lines_left >= 0 and self._bytes_left >= 0:
                self._first.append(line)
            else:
                self._last.append(line)
        self._pipe.close()

    @property
    def kept(self) -> list[str]:
        return [*self._first, *self._last]


def run(
    command: Sequence[str],
    *,
    limits: Limits,
    confined: bool = False,
    walls: Walls | None = None,
    on_line: Callable[[str], None] | None = None,
    on_tick: Callable[[], None] | None = None,
    cwd: Path | None = None,
) -> Finished:
    """Run a program to its end, if ``confined`` within its limits, and within ``walls`` where the system builds any.

    ``on_line`` sees each line of stdout, in another thread; ``on_tick`` is called four times a second in this one.

    Raises ProcessFailedError. Whatever ends this call - a failure, a time limit of the task queue, Ctrl-C - the
    program and its children end with it.
    """
    started, used_before = time.monotonic(), _used_by_children_s()
    full = list(command)
    if confined:
        around = walls.as_json() if walls else "{}"
        full = [sys.executable, "-I", "-S", _CONFINE, str(os.getpid()), limits.as_json(), around, *command]
    process = subprocess.Popen(
        full,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={
            "PATH": os.environ.get("PATH", ""),
            "LC_ALL": "C",
            "HOME": "/nonexistent",
            "AV_LOG_FORCE_NOCOLOR": "1",
            # The C library reserves 64 MB of addresses for each of eight arenas a core: on many cores that alone
            # would meet the limit of memory.
            "MALLOC_ARENA_MAX": "8",
        },
        cwd=cwd,
    )
    assert process.stdout is not None and process.stderr is not None  # noqa: S101, PT018  (for the type checker)
    out = _Lines(process.stdout, limits, on_line)
    err = _Lines(process.stderr, limits, None)
    out.start()
    err.start()
    try:
        returncode = _wait(process, started + limits.wall_s, on_tick)
    finally:
        _end(process)
        out.join(10)
        err.join(10)
    if returncode != 0:
        too_long = returncode is None or (
            confined
            and returncode in _KILLED_OUTRIGHT
            and _used_by_children_s() - used_before > limits.processor_s - 1
        )
        raise ProcessFailedError(command, returncode, err.kept, timed_out=too_long)
    if on_tick is not None:
        on_tick()  # the last word: a short run may end before its first tick
    return Finished(out.kept, err.kept, time.monotonic() - started)


def _used_by_children_s() -> float:
    """Processor time of those that have ended. At the limit the kernel kills without a word of why."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait(
    process: subprocess.Popen[bytes], deadline: float, on_tick: Callable[[], None] | None
) -> int | None:
    """Return the exit code, or None when the deadline passed first."""
    while (left := deadline - time.monotonic()) > 0:
        try:
            return process.wait(min(left, TICK_S))
        except subprocess.TimeoutExpired:
            if on_tick is not None:
                on_tick()
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole group: a sandbox has children of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    finally:
        process.wait()
