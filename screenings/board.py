"""The schedule as the desk sees it: one picture and one list a day, computed on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from festival.models import Edition
from screenings.films import running_of_screening
from screenings.models import ScheduleVersion, Screen, Screening, Slot
from screenings.planning.days import festival_day, festival_days
from screenings.planning.running import Running
from screenings.warnings import ScheduleWarning

HOUR = 112  # pixels an hour is wide
ROW = 64
HEAD = 28
MARGIN = 168  # room for the names of the screens


@dataclass(frozen=True)
class Bar:
    """One item in the picture; lengths in pixels."""

    slot: Slot
    x: int
    y: int
    width: int
    rest: int  # the turnaround behind it
    warned: bool
    height: int = ROW - 12

    @property
    def text_x(self) -> int:
        return self.x + 8

    @property
    def clip(self) -> str:
        return f"clip-{self.slot.pk}"

    @property
    def rest_x(self) -> int:
        return self.x + self.width

    @property
    def time_y(self) -> int:
        return self.y + 20

    @property
    def title_y(self) -> int:
        return self.y + 40


@dataclass(frozen=True)
class Lane:
    screen: Screen
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 28

    @property
    def note_y(self) -> int:
        return self.y + 46


@dataclass(frozen=True)
class Line:
    """One row of the list under the picture."""

    slot: Slot
    running: Running | None
    warnings: list[ScheduleWarning]

    @property
    def minutes(self) -> int:
        return round((self.slot.ends_at - self.slot.starts_at).total_seconds() / 60)


@dataclass(frozen=True)
class BoardDay:
    date: date
    lines: list[Line]
    lanes: list[Lane]
    bars: list[Bar]
    hours: list[tuple[int, str]]
    width: int
    height: int


def board_of(edition: Edition, slots: Sequence[Slot], warnings: Sequence[ScheduleWarning]) -> list[BoardDay]:
    """The festival's days, and further ones on which something stands."""
    by_day: dict[date, list[Slot]] = {day: [] for day in festival_days(edition.starts_on, edition.ends_on)}
    for slot in slots:
        by_day.setdefault(festival_day(slot.starts_at, edition.tz), []).append(slot)
    return [_day(edition, day, found, warnings) for day, found in sorted(by_day.items())]


def slots_of(version: ScheduleVersion) -> list[Slot]:
    """With all that the board shows, in a fixed number of queries."""
    return list(
        version.slots.select_related(
            "screen__venue", "screening__block", "screening__session"
        ).prefetch_related("screening__block__block_films__entry__film")
    )


def unplaced(edition: Edition, version: ScheduleVersion | None) -> list[Screening]:
    screenings = Screening.objects.filter(edition=edition).select_related("block", "session")
    if version is not None:
        screenings = screenings.not_placed_in(version)
    return list(screenings.exclude(state="cancelled"))


def _day(edition: Edition, day: date, slots: list[Slot], warnings: Sequence[ScheduleWarning]) -> BoardDay:
    screens = _screens(slots)
    opens, closes = _frame(edition, day, slots)
    lanes = [Lane(screen, HEAD + number * ROW) for number, screen in enumerate(screens)]
    rows = {lane.screen.pk: lane.y for lane in lanes}
    warned = {key for warning in warnings for key in warning.keys}
    bars = [
        Bar(
            slot=slot,
            x=MARGIN + _pixels(slot.starts_at - opens),
            y=rows[slot.screen_id] + 6,
            width=max(28, _pixels(slot.ends_at - slot.starts_at)),
            rest=_pixels(slot.occupied_until - slot.ends_at),
            warned=slot.pk in warned,
        )
        for slot in slots
    ]
    hours = round((closes - opens).total_seconds() / 3600)
    marks = [
        (MARGIN + n * HOUR, f"{(opens + timedelta(hours=n)).astimezone(edition.tz):%H:%M}")
        for n in range(hours)
    ]
    lines = [
        Line(
            slot,
            running_of_screening(slot.screening) if slot.screening.block_id else None,
            [warning for warning in warnings if slot.pk in warning.keys],
        )
        for slot in slots
    ]
    return BoardDay(day, lines, lanes, bars, marks, MARGIN + hours * HOUR, HEAD + max(1, len(lanes)) * ROW)


def _screens(slots: list[Slot]) -> list[Screen]:
    screens = {slot.screen_id: slot.screen for slot in slots}
    return sorted(screens.values(), key=lambda s: (s.venue.position, s.venue_id, s.position, s.pk))


def _frame(edition: Edition, day: date, slots: list[Slot]) -> tuple[datetime, datetime]:
    """Full hours around everything that happens."""
    if not slots:
        noon = datetime.combine(day, datetime.min.time(), edition.tz) + timedelta(hours=12)
        return noon, noon + timedelta(hours=8)
    first = (
        min(slot.starts_at for slot in slots)
        .astimezone(edition.tz)
        .replace(minute=0, second=0, microsecond=0)
    )
    last = max(slot.occupied_until for slot in slots)
    hours = -(-(last - first).total_seconds() // 3600)
    return first, first + timedelta(hours=max(4, hours))


def _pixels(length: timedelta) -> int:
    return round(length.total_seconds() / 3600 * HOUR)


def draft_of(edition: Edition) -> ScheduleVersion | None:
    """The draft that the desk works on: the newest."""
    return ScheduleVersion.objects.drafts().filter(edition=edition).order_by("-pk").first()


def shown_version(edition: Edition) -> ScheduleVersion | None:
    """The draft, else what is released."""
    return draft_of(edition) or ScheduleVersion.objects.released_for(edition)


def screening_slot(version: ScheduleVersion | None, screening: Screening) -> Any:
    return (
        version.slots.filter(screening=screening).select_related("screen__venue").first() if version else None
    )
