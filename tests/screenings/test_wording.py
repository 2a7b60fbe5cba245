from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from screenings import wording
from screenings.templatetags import programme


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "Friday 3 July",
                "Fri 3 Jul",
                "3 July 2026",
                "3–5 July 2026",
                "30 July – 2 August 2026",
                "30 December 2026 – 2 January 2027",
                "English",
            ],
        ),
        (
            "zh-hans",
            [
                "7月3日星期五",
                "7月3日周五",
                "2026年7月3日",
                "2026年7月3日至5日",
                "2026年7月30日至8月2日",
                "2026年12月30日至2027年1月2日",
                "英语",
            ],
        ),
    ],
)
def test_days_as_each_language_writes_them(language, words):
    day = date(2026, 7, 3)
    with translation.override(language):
        assert [
            wording.day_long(day),
            wording.day_short(day),
            wording.day_and_year(day),
            wording.days_between(day, date(2026, 7, 5)),
            wording.days_between(date(2026, 7, 30), date(2026, 8, 2)),
            wording.days_between(date(2026, 12, 30), date(2027, 1, 2)),
            wording.language_name("en"),
        ] == words


@pytest.mark.parametrize(
    ("seconds", "text"), [(754, "12′34″"), (59.6, "1′00″"), (3661, "61′01″"), (5, "0′05″")]
)
def test_running_times(seconds, text):
    assert wording.runtime(seconds) == text


def test_an_unknown_language_keeps_its_code():
    assert wording.language_name("xx-unknown") == "xx-unknown"


def test_a_festival_in_june_is_told_in_summer_time_whenever_one_asks(edition):
    edition.time_zone, edition.starts_on = "America/Los_Angeles", date(2025, 6, 5)
    assert programme.zone(edition) == "Los Angeles time (UTC-7)"


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (24 * 45 + 5, "45 days left"),
        (48, "2 days left"),
        (47, "47 hours left"),
        (1, "1 hour left"),
        (-3, "0 hours left"),
    ],
)
def test_time_left_is_told_in_days_then_in_hours(hours, text):
    now = datetime(2026, 7, 3, tzinfo=UTC)
    assert wording.time_left(now + timedelta(hours=hours), now) == text


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["3 July 2026, 20:05", "Friday 3 July, 20:05", "Fri 3 Jul, 20:05"]),
        ("zh-hans", ["2026年7月3日 20:05", "7月3日星期五 20:05", "7月3日周五 20:05"]),
    ],
)
def test_moments_are_written_as_the_language_writes_them(language, texts):
    at = datetime(2026, 7, 3, 20, 5, tzinfo=UTC)
    with translation.override(language):
        assert [wording.moment(at), wording.moment_long(at), wording.moment_short(at)] == texts
