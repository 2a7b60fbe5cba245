import pytest

from media_pipeline.forecast import Pace, left_s, wait_s

NOTHING = Pace()
HALF_SPEED = Pace(tries=4, film_s=400, work_s=800)
UNMEASURED_FILMS = Pace(tries=4, film_s=0, work_s=800)


@pytest.mark.parametrize(
    ("pace", "film_s", "seconds"),
    [
        (NOTHING, 60, None),
        (HALF_SPEED, 60, 120),
        (HALF_SPEED, None, 200),
        (UNMEASURED_FILMS, 60, 200),
        (UNMEASURED_FILMS, None, 200),
    ],
)
def test_work_for_a_film(pace, film_s, seconds):
    assert pace.work_for(film_s) == seconds


@pytest.mark.parametrize(
    ("percent", "elapsed", "expected", "left"),
    [
        (50, 30, None, 30),
        (25, 30, 999, 90),
        (5, 30, 100, 70),
        (0, 30, None, None),
        (0, 130, 100, None),
        (100, 30, None, 0),
    ],
)
def test_time_left(percent, elapsed, expected, left):
    assert left_s(percent, elapsed, expected) == left


@pytest.mark.parametrize(
    ("before", "hands", "pace", "wait"),
    [(3, 1, HALF_SPEED, 600), (3, 2, HALF_SPEED, 300), (3, 0, HALF_SPEED, None), (3, 1, NOTHING, None)],
)
def test_waiting(before, hands, pace, wait):
    assert wait_s(before, hands, pace) == wait
