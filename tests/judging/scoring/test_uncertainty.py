import numpy as np
import pytest

from judging.scoring.arrays import BadOption, NotANumber, UnequalLengths
from judging.scoring.calibrated import calibrate
from judging.scoring.uncertainty import beats, describe, groups, interval, ranks, word
from tests.judging.scoring.synthetic import festival

DRAWS = np.array([[3.0, 2.0, 1.0], [2.0, 3.0, 1.0], [3.0, 2.0, 1.0], [3.0, 1.0, 2.0]])


def test_places_of_four_draws():
    assert ranks(DRAWS).tolist() == [[1, 2, 3], [2, 1, 3], [1, 2, 3], [1, 3, 2]]
    found = describe([2.5, 2.0, 1.2], DRAWS, among=2)
    assert found.order.tolist() == [0, 1, 2]
    assert found.first.tolist() == [0.75, 0.25, 0]
    assert found.among.tolist() == [1, 0.75, 0.25]
    assert found.beats_next.tolist() == [0.75, 0.75]
    assert found.word == ("leaning", "leaning")
    assert found.group.tolist() == [0, 0, 0]


def test_words_read_in_the_direction_of_the_likelier_film():
    words = [word(chance) for chance in (0.5, 0.74, 0.75, 0.89, 0.9, 0.2, 0.08)]
    assert words == ["coin_toss", "coin_toss", "leaning", "leaning", "clear", "leaning", "clear"]


def test_a_group_ends_where_the_next_film_is_clearly_worse():
    assert groups(np.array([0.6, 0.95, 0.5, 0.9]), 5).tolist() == [0, 0, 1, 1, 2]
    assert groups(np.array([]), 1).tolist() == [0]


def test_an_equal_draw_is_half_a_win():
    assert beats(np.array([[1.0, 1.0], [2.0, 1.0]]), 0, 1) == 0.75


def test_an_interval_holds_what_it_says():
    found = interval(np.arange(1001.0)[:, None])
    assert (found.low.tolist(), found.high.tolist()) == ([50.0], [950.0])


def test_chances_add_up():
    made = festival(1, films=60, jurors=10)
    found = calibrate(*made.arguments, draws=500)
    told = describe(found.value, found.draws, among=10)
    assert told.first.sum() == pytest.approx(1)
    assert told.among.sum() == pytest.approx(10)
    assert (told.rank.low <= told.rank.high).all()
    assert (told.value.low < found.value).all()
    assert (told.value.high > found.value).all()
    assert (np.diff(found.value[told.order]) <= 0).all()


@pytest.mark.parametrize(
    ("value", "draws", "error"),
    [
        ([1.0], [[1.0, 2.0]], UnequalLengths),
        ([], np.zeros((5, 0)), UnequalLengths),
        ([1.0], [[1.0]], BadOption),
        ([np.nan], [[1.0], [2.0]], NotANumber),
        ([1.0], [[1.0], [np.inf]], NotANumber),
    ],
)
def test_hostile_draws(value, draws, error):
    with pytest.raises(error):
        describe(value, draws)
