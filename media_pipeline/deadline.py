"""A worker's own alarm clock: each film has its own time, whatever message of the queue brought its worker here."""

import faulthandler
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

GRACE_S = 30
"""Between the alarm and the end of the process: enough to kill an encoder and write down why."""


class OutOfTime(Exception):
    """Raised in the middle of the work, wherever it is."""


@contextmanager
def deadline(hard_limit_s: float) -> Iterator[None]:
    """Raise OutOfTime shortly before the limit; end the process at the limit if even that does not help.

    The end comes from a thread in C, so code that never returns to Python is ended too; the queue then gives the
    message to another process. Only a main thread can be interrupted: elsewhere the queue's own limits must do.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, max(hard_limit_s - GRACE_S, hard_limit_s / 2))
    faulthandler.dump_traceback_later(hard_limit_s, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise OutOfTime
