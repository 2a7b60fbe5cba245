import numpy as np
import pytest

from judging.scoring.arrays import BadScores
from judging.scoring.cut_line import Further, further_scores, urgency, zone

AMONG = [0.99, 0.6, 0.5, 0.3, 0.05]


def test_the_zone_is_where_nothing_is_decided():
    assert zone(AMONG).tolist() == [False, True, True, True, False]
    assert zone([0.1, 0.9]).tolist() == [False, False]


def test_the_most_urgent_films_come_first_and_the_least_loaded_jurors():
    found = further_scores(AMONG, [2] * 5, np.ones((5, 3)), [1, 0, 1], batch=3)
    assert found == [Further(2, 1), Further(1, 0), Further(3, 1)]
    assert urgency(AMONG, [2] * 5).argmax() == 2


def test_nobody_sees_a_film_twice_or_without_leave_and_no_film_gets_more_than_the_most():
    allowed = np.ones((5, 4), bool)
    allowed[2, 0] = False
    found = further_scores(AMONG, [2] * 5, allowed, [0] * 4, most=4)
    pairs = [(one.film, one.juror) for one in found]
    assert len(set(pairs)) == len(pairs) == 6
    assert (2, 0) not in pairs
    assert np.bincount([film for film, _ in pairs], minlength=5).tolist() == [0, 2, 2, 2, 0]


def test_a_juror_with_no_time_left_is_spared():
    found = further_scores(AMONG, [2] * 5, np.ones((5, 2)), [5, 0], capacity=[5, 2])
    assert [one.juror for one in found] == [1, 1]


def test_nothing_open_asks_for_nothing():
    assert further_scores([1, 0], [2, 2], np.ones((2, 2)), [0, 0]) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ([1.2], [2], [[1]], [0]),
        ([np.nan], [2], [[1]], [0]),
        ([0.5], [2, 2], [[1]], [0]),
        ([0.5], [-1], [[1]], [0]),
        ([0.5], [2], [[1, 1]], [0]),
    ],
)
def test_hostile_input(arguments):
    with pytest.raises(BadScores):
        further_scores(*arguments)
