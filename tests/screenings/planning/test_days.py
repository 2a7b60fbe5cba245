from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from screenings.planning.days import (
    NoSuchTime,
    TimeComesTwice,
    festival_day,
    instant_of,
    instant_on_festival_day,
    next_calendar_day,
)

ROME = ZoneInfo("Europe/Rome")


@pytest.mark.parametrize(
    ("zone", "utc_hour", "utc_minute"),
    [
        ("Europe/Rome", 18, 0),
        ("America/New_York", 0, 0),
        ("Asia/Kathmandu", 14, 15),
        ("Pacific/Apia", 7, 0),
        ("UTC", 20, 0),
    ],
)
def test_eight_in_the_evening_is_eight_on_the_wall(zone, utc_hour, utc_minute):
    instant = instant_of(date(2026, 7, 3), time(20), ZoneInfo(zone))
    assert (instant.hour, instant.minute) == (utc_hour, utc_minute)
    assert instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime(2026, 7, 3, 20)  # noqa: DTZ001


def test_the_midnight_show_belongs_to_its_evening():
    instant = instant_on_festival_day(date(2026, 10, 23), time(0, 30), ROME)
    assert instant == datetime(2026, 10, 23, 22, 30, tzinfo=UTC)
    assert festival_day(instant, ROME) == date(2026, 10, 23)
    assert next_calendar_day(instant, ROME)
    assert festival_day(instant_of(date(2026, 10, 24), time(5), ROME), ROME) == date(2026, 10, 24)


def test_the_hour_that_comes_twice_and_the_one_that_never_comes_are_refused():
    with pytest.raises(TimeComesTwice):
        instant_of(date(2026, 10, 25), time(2, 30), ROME)
    with pytest.raises(NoSuchTime):
        instant_of(date(2026, 3, 29), time(2, 30), ROME)
