from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from festival.wall_clock import MissingHour, RepeatedHour
from screenings.planning.days import festival_day, festival_days, instant_on_festival_day

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
    instant = instant_on_festival_day(date(2026, 7, 3), time(20), ZoneInfo(zone)).astimezone(UTC)
    assert (instant.hour, instant.minute) == (utc_hour, utc_minute)


def test_the_midnight_show_belongs_to_its_evening():
    instant = instant_on_festival_day(date(2026, 10, 23), time(0, 30), ROME)
    assert instant == datetime(2026, 10, 23, 22, 30, tzinfo=UTC)
    assert festival_day(instant, ROME) == date(2026, 10, 23)
    morning = instant_on_festival_day(date(2026, 10, 24), time(5), ROME)
    assert festival_day(morning, ROME) == date(2026, 10, 24)


def test_the_hour_that_comes_twice_and_the_one_that_never_comes_are_refused():
    with pytest.raises(RepeatedHour):
        instant_on_festival_day(date(2026, 10, 24), time(2, 30), ROME)
    with pytest.raises(MissingHour):
        instant_on_festival_day(date(2026, 3, 28), time(2, 30), ROME)


def test_the_days_of_a_festival():
    assert festival_days(date(2026, 2, 28), date(2026, 3, 1)) == [date(2026, 2, 28), date(2026, 3, 1)]
