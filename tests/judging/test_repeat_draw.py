"""Which film is shown again: by lot that anybody can repeat, low, middle and high marks in turn, long enough ago."""

from collections import Counter

import pytest

from judging.repeat_draw import APART, Seen, draw, free_number, is_time


def seen(count, **unfit):
    """Films with rising marks in another order than that of confirming."""
    return [Seen(number, f"film {number}", float(7 * number % count)) for number in range(count)]


@pytest.mark.parametrize(
    ("assigned", "left", "time"), [(7, 0, False), (8, 3, False), (8, 2, True), (40, 2, True), (40, 0, True)]
)
def test_not_before_the_end_and_not_for_a_short_list(assigned, left, time):
    assert is_time(assigned=assigned, left=left) is time


def test_the_same_seed_draws_the_same_film():
    cards = seen(12)
    assert draw(cards, wanted=2, seed="a") == draw(cards, wanted=2, seed="a")
    assert len({tuple(draw(cards, wanted=2, seed=str(number))) for number in range(30)}) > 5


def test_the_last_films_are_never_drawn():
    found = {key for number in range(200) for key in draw(seen(12), wanted=2, seed=str(number), turn=number)}
    assert found == set(range(12 - APART))
    assert draw(seen(APART), wanted=2, seed="a") == []


def test_what_is_not_fit_is_never_drawn():
    cards = [Seen(one.key, one.film, one.total, fit=one.key != 3) for one in seen(12)]
    found = {key for number in range(200) for key in draw(cards, wanted=2, seed=str(number), turn=number)}
    assert found == set(range(8)) - {3}
    assert draw([Seen(1, "film", 5.0, fit=False), *seen(APART)], wanted=1, seed="a") == []


def test_a_juror_gets_each_film_once():
    assert sorted(draw(seen(6), wanted=2, seed="a")) == [0, 1]
    assert len(draw(seen(5), wanted=2, seed="a")) == 1


def test_low_middle_and_high_marks_take_turns():
    cards = seen(13)
    order = [one.key for one in sorted(cards[:9], key=lambda one: one.total)]
    places = [order.index(draw(cards, wanted=1, seed=str(turn), turn=turn)[0]) for turn in range(6)]
    assert [place // 3 for place in places] == [0, 1, 2, 0, 1, 2]


def test_the_least_repeated_film_comes_first():
    shown: Counter = Counter()
    for turn in range(6):
        shown[f"film {draw(seen(12), wanted=1, seed=str(turn), turn=turn, shown=shown)[0]}"] += 1
    assert len(shown) == 6


def test_a_number_that_no_film_has():
    assert free_number([1, 2, 4, 5, 7], seed="a") in (3, 6)
    assert {free_number([1, 2, 4, 5, 7], seed=str(number)) for number in range(20)} == {3, 6}
    assert free_number([1, 2, 3], seed="a") == 4
