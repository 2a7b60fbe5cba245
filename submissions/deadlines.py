"""When a category takes films, from whom, and at what price. Pure: moments in, answers out; no clock, no database.

The edition's call is the frame. Within it a category's deadlines cut the time into windows (early, regular, late,
extended) that follow each other without gap or overlap; each has its fee. An extension moves the end for one maker
alone. The minutes of grace let go through what was begun in time; nothing new begins in them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Door(StrEnum):
    BEFORE = "before"  # the call has not opened
    OPEN = "open"
    GRACE = "grace"  # closed; what was begun in time may still be finished and handed in
    CLOSED = "closed"


@dataclass(frozen=True)
class Cut:
    """A deadline as the office sets it. Without `closes_at` it is the end of the call itself. `fee` in minor units."""

    kind: str
    closes_at: datetime | None = None
    fee: int = 0


@dataclass(frozen=True)
class Window:
    """From `opens_at` until just before `closes_at`."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    fee: int = 0

    def holds(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def windows_between(opens_at: datetime, closes_at: datetime, cuts: Iterable[Cut]) -> tuple[Window, ...]:
    """The call cut at its deadlines. A deadline outside the frame is moved to its edge; what has no length is left out.

    Without any deadline the whole call is one regular window.
    """
    ends = sorted(
        ((min(cut.closes_at or closes_at, closes_at), cut) for cut in cuts or (Cut("regular"),)),
        key=lambda pair: (pair[0], pair[1].closes_at is None),
    )
    found: list[Window] = []
    start = opens_at
    for end, cut in ends or [(closes_at, Cut("regular"))]:
        if start < end:
            found.append(Window(cut.kind, start, end, cut.fee))
            start = end
    return tuple(found)


@dataclass(frozen=True)
class Schedule:
    """One category as one maker finds it."""

    opens_at: datetime
    windows: tuple[Window, ...]
    grace: timedelta = timedelta(0)
    start_counts: bool = False  # an upload begun before the deadline may finish within the grace
    extended_until: datetime | None = None

    def extended(self, until: datetime | None) -> "Schedule":
        """The same category for a maker who has an extension."""
        return replace(self, extended_until=until)

    @property
    def last(self) -> Window | None:
        return self.windows[-1] if self.windows else None

    @property
    def closes_for_all(self) -> datetime:
        return self.last.closes_at if self.last else self.opens_at

    @property
    def closes_at(self) -> datetime:
        return max(self.closes_for_all, self.extended_until or self.closes_for_all)

    @property
    def is_extended(self) -> bool:
        return self.closes_at > self.closes_for_all

    @property
    def last_call(self) -> datetime:
        """After this nothing is handed in any more."""
        return self.closes_at + self.grace

    def door_at(self, now: datetime) -> Door:
        if now < self.opens_at:
            return Door.BEFORE
        if now < self.closes_at:
            return Door.OPEN
        return Door.GRACE if now < self.last_call else Door.CLOSED

    def takes_new(self, now: datetime) -> bool:
        """A draft may be begun, a film may be sent."""
        return self.door_at(now) == Door.OPEN

    def takes_submissions(self, now: datetime) -> bool:
        return self.door_at(now) in (Door.OPEN, Door.GRACE)

    def window_at(self, now: datetime) -> Window | None:
        """The window that counts now. In an extension and in the grace it is the last one; otherwise None outside."""
        for window in self.windows:
            if window.holds(now):
                return window
        return self.last if self.takes_submissions(now) else None

    def fee_at(self, now: datetime) -> int:
        """In minor units of the edition's currency."""
        window = self.window_at(now)
        return window.fee if window else 0

    def film_is_in_time(self, begun_at: datetime, finished_at: datetime) -> bool:
        if self.start_counts:
            return begun_at < self.closes_at and finished_at < self.last_call
        return finished_at < self.closes_at

    def next_window(self, now: datetime) -> Window | None:
        """What comes after the present window, if anything does."""
        return next((window for window in self.windows if window.opens_at > now), None)
