"""Festival days. One ends at five in the morning: the midnight show belongs to its evening."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from festival.wall_clock import moment_at

DAY_BEGINS_AT = 5


def festival_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day under which the programme prints this instant."""
    return (instant.astimezone(zone).replace(tzinfo=None) - timedelta(hours=DAY_BEGINS_AT)).date()


def festival_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def instant_on_festival_day(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """When clocks show `wall` on this festival day: 00:30 of the Friday is what calendars call Saturday.

    Raises MissingHour or RepeatedHour in the nights in which the clocks change.
    """
    calendar_day = day + timedelta(days=1) if wall.hour < DAY_BEGINS_AT else day
    return moment_at(datetime.combine(calendar_day, wall), zone)
