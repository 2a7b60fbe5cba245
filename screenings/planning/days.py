"""Wall times and festival days. A festival day ends at five in the morning: the midnight show belongs to its evening."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_BEGINS_AT = 5


class NoSuchTime(ValueError):
    """The clocks jump over this time."""


class TimeComesTwice(ValueError):
    """The clocks go back over this time, so it names two instants."""


def festival_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day under which the programme prints this instant."""
    return (instant.astimezone(zone).replace(tzinfo=None) - timedelta(hours=DAY_BEGINS_AT)).date()


def festival_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def instant_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of `zone` show this time on this calendar day."""
    first = datetime.combine(day, wall, zone).replace(fold=0)
    second = first.replace(fold=1)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise NoSuchTime(wall)
    if first.utcoffset() != second.utcoffset():
        raise TimeComesTwice(wall)
    return first.astimezone(UTC)


def instant_on_festival_day(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """As `instant_of`, but 00:30 on the festival's Friday is what calendars call Saturday."""
    return instant_of(day + timedelta(days=1) if wall.hour < DAY_BEGINS_AT else day, wall, zone)


def next_calendar_day(starts: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock has already passed midnight of its festival day."""
    return starts.astimezone(zone).date() != festival_day(starts, zone)
