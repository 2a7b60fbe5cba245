"""What a piece of work costs this process and its children, in seconds of processor time."""

import resource
from contextlib import suppress

import psutil


class Effort:
    """Counts from its making on. Children that have ended count for certain, running ones as far as can be seen."""

    def __init__(self) -> None:
        """Begin to count."""
        self._before, self._most = _used_s(), 0.0

    def spent_s(self) -> float:
        """User and system time until now; never less than was said before.

        bubblewrap ends without having waited for the program in its box: when that has ended, nobody knows its time.
        """
        self._most = max(self._most, _used_s() - self._before)
        return self._most


def _used_s() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    used = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            times = child.cpu_times()
            used += times.user + times.system
    return used
