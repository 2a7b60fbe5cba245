"""Zones are named as people name them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from festival.zones import zone_name, zones_to_choose


@pytest.mark.parametrize(
    ("zone", "month", "text"),
    [
        ("Europe/Rome", 7, "Rome time (UTC+2)"),
        ("Europe/Rome", 12, "Rome time (UTC+1)"),
        ("Asia/Kathmandu", 7, "Kathmandu time (UTC+5:45)"),
        ("America/St_Johns", 7, "St John’s time (UTC-2:30)"),
        ("Europe/London", 1, "London time (UTC)"),
        ("UTC", 1, "UTC"),
    ],
)
def test_zones_are_named_by_a_city_and_a_figure(zone, month, text):
    assert zone_name(ZoneInfo(zone), datetime(2026, month, 1, tzinfo=UTC)) == text


def test_aliases_of_the_database_are_not_offered():
    names = zones_to_choose()
    assert [name for name in ("localtime", "US/Pacific", "Etc/GMT+5", "Factory") if name in names] == []
    assert [name for name in ("UTC", "Asia/Shanghai", "Europe/Rome") if name not in names] == []


def test_what_was_chosen_before_stays_on_the_list():
    assert "US/Pacific" in zones_to_choose("US/Pacific")
