"""When a draft is due for a reminder. Pure: dates in, a number of days out."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = time(10)
"""On the festival's wall: nobody is woken, and there is a day's work left."""


def moment_of(days: int, closes_at: datetime, zone: ZoneInfo) -> datetime:
    """Ten o'clock, so many days before the day on which the call closes."""
    day = closes_at.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(day, HOUR, tzinfo=zone)


def due_rule(
    rules: Iterable[int], *, now: datetime, begun_at: datetime, closes_at: datetime, zone: ZoneInfo
) -> int | None:
    """The last of the rules whose moment has come, if the draft was there at that moment and may still be submitted.

    Only the last: whoever was asleep when the earlier ones came is not written to twice.
    """
    if now >= closes_at:
        return None
    come = [days for days in sorted(set(rules)) if moment_of(days, closes_at, zone) <= now]
    if not come:
        return None
    return come[0] if begun_at < moment_of(come[0], closes_at, zone) else None
