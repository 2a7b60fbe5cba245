"""Children of the launcher: started in sessions of their own, logged to files, and stopped with all they started."""

import errno
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil

from festival.launch import watchdog
from festival.launch.exceptions import CannotStart


@dataclass(frozen=True)
class Command:
    """One program of the portal: its log's name, its arguments and how it likes to be asked to stop."""

    name: str
    arguments: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    serves_the_others: bool = False  # then it is stopped last, and given time to write down what it holds
    user: str | None = None
    stdin: str | None = None
    is_shown: bool = False  # talks to the terminal in place of its log


@dataclass(eq=False)
class Child:
    command: Command
    process: subprocess.Popen[str]
    log: Path
    started: float = field(default_factory=time.monotonic)

    @property
    def age_seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def last_words(self, lines: int = 5) -> str:
        """The end of its log, for the sentence that says why it stopped."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def ask_to_stop(self) -> None:
        if self.is_alive:
            self.process.send_signal(self.command.stop_signal)

    def end(self, deadline: float) -> None:
        """Wait until the deadline of the monotonic clock, then insist."""
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Processes:
    """The children of one launcher. Leaving the context stops them, servers after their clients.

    A watchdog process does the same if the launcher itself is killed and cannot.
    """

    def __init__(self, logs: Path, *, grace_seconds: float = 5, server_grace_seconds: float = 30) -> None:
        self._logs = logs
        self._grace_seconds = grace_seconds
        self._server_grace_seconds = server_grace_seconds
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._watchdog = subprocess.Popen(
            [sys.executable, watchdog.__file__], stdin=subprocess.PIPE, start_new_session=True, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop([child for child in self._children if not child.command.serves_the_others])
        self.stop(self._children)
        assert self._watchdog.stdin is not None  # noqa: S101 - asked for above
        self._watchdog.stdin.close()
        self._watchdog.wait()

    def start(self, command: Command) -> Child:
        """Start it with its output in `<logs>/<name>.log`. Raises CannotStart when that is impossible."""
        log = self._logs / f"{command.name}.log"
        try:
            with log.open("a") as output:
                process = _spawn(command, None if command.is_shown else output)
        except OSError as error:
            raise CannotStart(_why_not(command, error)) from error
        self._tell_watchdog(process.pid)
        if process.stdin is not None:
            with process.stdin as stdin:
                stdin.write(command.stdin or "")
        child = Child(command, process, log)
        self._children.append(child)
        return child

    def stop(self, children: Sequence[Child]) -> None:
        """All of them at once, with their descendants, such as an ffmpeg in a session of its own."""
        members = watchdog.family(child.process.pid for child in children)
        for child in children:
            child.ask_to_stop()
        asked = time.monotonic()
        for child in children:
            serves = child.command.serves_the_others
            child.end(asked + (self._server_grace_seconds if serves else self._grace_seconds))
        watchdog.kill(members)
        self._children = [child for child in self._children if child not in children]

    def _tell_watchdog(self, pid: int) -> None:
        assert self._watchdog.stdin is not None  # noqa: S101 - asked for above
        self._watchdog.stdin.write(f"{pid} {psutil.Process(pid).create_time()}\n")
        self._watchdog.stdin.flush()


def _spawn(command: Command, output: IO[str] | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command.arguments,
        stdin=subprocess.DEVNULL if command.stdin is None else subprocess.PIPE,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        text=True,
        start_new_session=True,
        user=command.user,
        group=command.user,
        extra_groups=None if command.user is None else [],
    )


def _why_not(command: Command, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full; make room and try again."
    return f"{command.name} cannot be started: {error.strerror} ({command.arguments[0]})."
