"""Ctrl-C and its like become a question that every wait asks, so that nothing is cut off half-started."""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType


class Stopped(Exception):
    """Somebody asked the portal to stop."""


class StopRequest:
    """Set by an interrupt, a termination, a closed terminal, or (if asked for) the end of the parent process."""

    def __init__(self, *, follow_parent: bool = False) -> None:
        self._asked = threading.Event()
        self._parent = os.getppid() if follow_parent else None
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup's wish is kept
            signal.signal(signal.SIGHUP, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked.set()

    def check(self) -> None:
        if self._asked.is_set() or (self._parent is not None and os.getppid() != self._parent):
            raise Stopped

    def sleep(self, seconds: float) -> None:
        self.check()
        self._asked.wait(seconds)
        self.check()

    def wait_until(
        self, answer: Callable[[], bool], *, seconds: float | None = None, pause: float = 0.1
    ) -> bool:
        """Whether the answer came in time. Raises Stopped at the first request."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not answer():
            if deadline is not None and time.monotonic() > deadline:
                return False
            self.sleep(pause)
        return True
