"""The pure rules of the gate: windows, grace, extensions, prices, over time zones and clocks that are put back."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from submissions.deadlines import Cut, Door, Schedule, Window, windows_between

ROME, SHANGHAI, KATHMANDU = ZoneInfo("Europe/Rome"), ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Kathmandu")
OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 6, 1, tzinfo=UTC)
APRIL, MAY = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def schedule(*cuts, **fields):
    return Schedule(OPENS, windows_between(OPENS, CLOSES, cuts), **fields)


@pytest.mark.parametrize(
    ("cuts", "expected"),
    [
        ([], [("regular", OPENS, CLOSES)]),
        ([Cut("regular")], [("regular", OPENS, CLOSES)]),
        ([Cut("early", APRIL), Cut("regular")], [("early", OPENS, APRIL), ("regular", APRIL, CLOSES)]),
        ([Cut("regular", MAY), Cut("early", APRIL)], [("early", OPENS, APRIL), ("regular", APRIL, MAY)]),
        ([Cut("regular", CLOSES + timedelta(days=9))], [("regular", OPENS, CLOSES)]),
        ([Cut("early", OPENS - timedelta(days=1)), Cut("late")], [("late", OPENS, CLOSES)]),
        ([Cut("early", APRIL), Cut("regular", APRIL)], [("early", OPENS, APRIL)]),
        ([Cut("regular", OPENS - timedelta(days=1))], []),
    ],
)
def test_deadlines_cut_the_call(cuts, expected):
    found = windows_between(OPENS, CLOSES, cuts)
    assert [(window.kind, window.opens_at, window.closes_at) for window in found] == expected


@pytest.mark.parametrize("seed", range(200))
def test_windows_partition_the_call(seed):
    """Whatever the deadlines: no gap, no overlap, nothing outside, nothing empty; the last one ends the category."""
    draw = random.Random(seed)
    kinds = draw.sample(["early", "regular", "late", "extended"], draw.randint(0, 4))
    cuts = [
        Cut(kind, None if draw.random() < 0.3 else OPENS + timedelta(hours=draw.randint(-500, 3000)), n)
        for n, kind in enumerate(kinds)
    ]
    found = windows_between(OPENS, CLOSES, cuts)
    edges = [OPENS, *(window.closes_at for window in found)]
    assert [(window.opens_at, window.closes_at) for window in found] == list(pairwise(edges))
    assert edges == sorted(set(edges))
    ends = [min(cut.closes_at or CLOSES, CLOSES) for cut in cuts] or [CLOSES]
    assert edges[-1] == max([*ends, OPENS])
    for moment in (OPENS + timedelta(hours=draw.randint(-300, 3000)) for _ in range(20)):
        assert sum(window.holds(moment) for window in found) == (OPENS <= moment < edges[-1])


@pytest.mark.parametrize(
    ("now", "grace_min", "extended_until", "door"),
    [
        (OPENS - TICK, 0, None, Door.BEFORE),
        (OPENS - TICK, 30, CLOSES + timedelta(days=9), Door.BEFORE),  # an extension opens nothing earlier
        (OPENS, 0, None, Door.OPEN),
        (CLOSES - TICK, 0, None, Door.OPEN),
        (CLOSES, 0, None, Door.CLOSED),
        (CLOSES, 15, None, Door.GRACE),
        (CLOSES + timedelta(minutes=15) - TICK, 15, None, Door.GRACE),
        (CLOSES + timedelta(minutes=15), 15, None, Door.CLOSED),
        (CLOSES, 0, CLOSES + timedelta(days=1), Door.OPEN),
        (CLOSES + timedelta(days=1), 0, CLOSES + timedelta(days=1), Door.CLOSED),
        (CLOSES + timedelta(days=1), 15, CLOSES + timedelta(days=1), Door.GRACE),
        (CLOSES - TICK, 0, APRIL, Door.OPEN),  # an extension that ends earlier takes nothing away
        (CLOSES, 0, APRIL, Door.CLOSED),
    ],
)
def test_the_door(now, grace_min, extended_until, door):
    here = schedule(grace=timedelta(minutes=grace_min), extended_until=extended_until)
    assert here.door_at(now) == door
    assert here.takes_new(now) == (door == Door.OPEN)
    assert here.takes_submissions(now) == (door in (Door.OPEN, Door.GRACE))


@pytest.mark.parametrize(
    ("start_counts", "begun", "finished", "in_time"),
    [
        (False, -60, -1, True),
        (False, -60, 0, False),
        (False, -60, 5, False),
        (True, -60, 5, True),
        (True, -1, 14, True),
        (True, -1, 15, False),  # the grace is over
        (True, 0, 5, False),  # begun too late
        (True, 5, 6, False),
    ],
)
def test_what_of_the_upload_meets_the_deadline(start_counts, begun, finished, in_time):
    here = schedule(grace=timedelta(minutes=15), start_counts=start_counts)
    at = [CLOSES + timedelta(minutes=minutes) for minutes in (begun, finished)]
    assert here.film_is_in_time(*at) == in_time


def test_the_price_is_that_of_the_window_and_in_the_grace_that_of_the_last():
    here = schedule(Cut("early", APRIL, 1000), Cut("regular", MAY, 2000), Cut("late", None, 3000))
    late = here.extended(CLOSES + timedelta(days=2))
    assert [
        here.fee_at(at) for at in (OPENS - TICK, OPENS, APRIL - TICK, APRIL, MAY, CLOSES - TICK, CLOSES)
    ] == [
        0,
        1000,
        1000,
        2000,
        3000,
        3000,
        0,
    ]
    assert late.fee_at(CLOSES + timedelta(days=1)) == 3000
    assert (late.is_extended, here.is_extended) == (True, False)
    assert here.next_window(OPENS) == Window("regular", APRIL, MAY, 2000)
    assert here.next_window(MAY) is None


@pytest.mark.parametrize("zone", [ROME, SHANGHAI, KATHMANDU, ZoneInfo("Pacific/Kiritimati")])
def test_midnight_is_the_festivals_midnight(zone):
    midnight = datetime(2026, 5, 2, tzinfo=zone)
    here = Schedule(OPENS, windows_between(OPENS, CLOSES, [Cut("early", midnight), Cut("regular")]))
    assert here.window_at(datetime(2026, 5, 1, 23, 59, 59, tzinfo=zone)).kind == "early"
    assert here.window_at(midnight.astimezone(UTC)).kind == "regular"


def test_the_night_the_clocks_are_put_back_has_an_hour_more():
    """25 October 2026 in Rome: half past two comes twice; a window from midnight to four lasts five hours."""
    opens, closes = datetime(2026, 10, 25, tzinfo=ROME), datetime(2026, 10, 25, 4, tzinfo=ROME)
    here = Schedule(opens.astimezone(UTC), windows_between(opens.astimezone(UTC), closes.astimezone(UTC), []))
    assert here.closes_at - here.opens_at == timedelta(hours=5)
    twice = [datetime(2026, 10, 25, 3, 59, tzinfo=ROME), datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ROME)]
    assert [here.door_at(at) for at in twice] == [Door.OPEN, Door.OPEN]


def test_the_night_the_clocks_are_put_forward_has_an_hour_less():
    opens, closes = datetime(2026, 3, 29, tzinfo=ROME), datetime(2026, 3, 29, 4, tzinfo=ROME)
    found = windows_between(opens.astimezone(UTC), closes.astimezone(UTC), [])
    assert found[0].closes_at - found[0].opens_at == timedelta(hours=3)
