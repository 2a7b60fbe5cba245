# ruff: noqa: DTZ001 - what hangs on the wall is naive
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from festival.wall_clock import MissingHour, RepeatedHour, moment_at, same_hour_later, whole_weeks

ROME = ZoneInfo("Europe/Rome")


def test_an_hour_on_the_wall_is_a_moment():
    assert moment_at(datetime(2026, 7, 1, 12), ROME).astimezone(UTC) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert moment_at(datetime(2026, 1, 1, 12), ROME).astimezone(UTC) == datetime(2026, 1, 1, 11, tzinfo=UTC)


def test_the_missing_and_the_repeated_hour_are_refused():
    with pytest.raises(MissingHour):
        moment_at(datetime(2026, 3, 29, 2, 30), ROME)
    with pytest.raises(RepeatedHour):
        moment_at(datetime(2026, 10, 25, 2, 30), ROME)
    for wall in (
        datetime(2026, 3, 29, 1, 59),
        datetime(2026, 3, 29, 3),
        datetime(2026, 10, 25, 1, 59),
        datetime(2026, 10, 25, 3),
    ):
        assert moment_at(wall, ROME).replace(tzinfo=None) == wall


def test_a_deadline_keeps_its_hour_over_the_change_of_clocks():
    winter = datetime(2026, 3, 1, 23, 59, tzinfo=ROME)
    assert same_hour_later(winter, 35, ROME) == datetime(2026, 4, 5, 23, 59, tzinfo=ROME)
    assert same_hour_later(datetime(2026, 3, 22, 2, 30, tzinfo=ROME), 7, ROME) == datetime(
        2026, 3, 29, 3, 30, tzinfo=ROME
    )


@pytest.mark.parametrize(
    ("to", "days"), [((2027, 9, 9), 364), ((2027, 9, 10), 364), ((2027, 9, 15), 371), ((2026, 9, 10), 0)]
)
def test_dates_move_by_whole_weeks(to, days):
    assert whole_weeks(date(2026, 9, 10), date(*to)) == days
