"""Local times of a festival as moments. Pure. Twice a year an hour is missing or comes twice: then we ask again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class MissingHour(ValueError):
    """The clocks were put forward over this time: it does not exist on that day."""


class RepeatedHour(ValueError):
    """The clocks were put back over this time: it comes twice on that day."""


def moment_at(wall: datetime, tz: ZoneInfo) -> datetime:
    """The moment when clocks in `tz` show the naive time `wall`."""
    first, second = (wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != wall:
        raise MissingHour
    raise RepeatedHour


def same_hour_later(moment: datetime, days: int, tz: ZoneInfo) -> datetime:
    """`days` later at the same hour on the wall; a missing hour becomes the next one that exists."""
    wall = moment.astimezone(tz) + timedelta(days=days)
    return wall.astimezone(UTC).astimezone(tz)


def whole_weeks(first: date, second: date) -> int:
    """Days from `first` to `second`, rounded to whole weeks, so that a Sunday stays a Sunday."""
    return round((second - first).days / 7) * 7
