from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from festival.phases import Dates, Phase, phase_at

SHANGHAI = ZoneInfo("Asia/Shanghai")
DATES = Dates(
    call_opens_at=datetime(2026, 3, 1, tzinfo=SHANGHAI),
    call_closes_at=datetime(2026, 6, 1, tzinfo=SHANGHAI),
    starts_on=date(2026, 9, 10),
    ends_on=date(2026, 9, 12),
    selection_released=False,
    results_published=False,
)


@pytest.mark.parametrize(
    ("month", "day", "hour", "phase"),
    [
        (2, 28, 23, Phase.UPCOMING),
        (3, 1, 0, Phase.CALL),
        (5, 31, 23, Phase.CALL),
        (6, 1, 0, Phase.JURY),
        (9, 9, 23, Phase.JURY),
        (9, 10, 0, Phase.PROGRAMME),
        (9, 12, 23, Phase.PROGRAMME),
        (9, 13, 0, Phase.DELIBERATION),
    ],
)
def test_the_calendar_decides(month, day, hour, phase):
    assert phase_at(DATES, datetime(2026, month, day, hour, tzinfo=SHANGHAI)) == phase


def test_a_release_outranks_the_calendar():
    july = datetime(2026, 7, 1, tzinfo=SHANGHAI)
    assert phase_at(replace(DATES, selection_released=True), july) == Phase.SELECTION
    assert phase_at(replace(DATES, results_published=True), july) == Phase.RESULTS
    assert phase_at(replace(DATES, results_published=True), july.replace(month=12)) == Phase.ARCHIVE
