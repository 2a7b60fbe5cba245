from fractions import Fraction

from judging.scoring.feeding import (
    BOTH,
    BY_HAND,
    LADDER,
    PICKED_BY,
    QUALIFIED,
    THRESHOLD,
    TOP,
    Candidate,
    Rule,
    Source,
    difference,
    plan,
)


def source(key="1", **values):
    """Films by value; places as they follow from it."""
    order = sorted((Fraction(str(value)) for value in values.values()), reverse=True)
    return Source(
        key,
        tuple(
            Candidate(film, order.index(Fraction(str(value))) + 1, Fraction(str(value)))
            for film, value in values.items()
        ),
    )


def test_the_best_go_on_and_equals_at_the_cut_together():
    shown = plan([source(a=9, b=8, c=8, d=7)], Rule(TOP, top=2, ties=BOTH))
    assert set(shown.taken) == {"a", "b", "c"}
    assert {line.film for line in shown.lines if line.tied} == {"b", "c"}
    assert shown.cuts == {"1": Fraction(8)}


def test_equal_is_what_is_equal_as_published():
    shown = plan([source(a=9, b="8.004", c="8.001", d=7)], Rule(TOP, top=2))
    assert set(shown.taken) == {"a", "b", "c"}


def test_where_the_ladder_decided_only_its_places_count():
    films = (Candidate("a", 1, Fraction(9)), Candidate("b", 2, Fraction(8)), Candidate("c", 3, Fraction(8)))
    assert plan([Source("1", films)], Rule(TOP, top=2, ties=LADDER)).taken == ("a", "b")
    assert set(plan([Source("1", films)], Rule(TOP, top=2, ties=BOTH)).taken) == {"a", "b", "c"}


def test_the_ladder_leaves_a_tie_and_both_go_on():
    films = (Candidate("a", 1, Fraction(9)), Candidate("b", 2, Fraction(8)), Candidate("c", 2, Fraction(8)))
    assert set(plan([Source("1", films)], Rule(TOP, top=2, ties=LADDER)).taken) == {"a", "b", "c"}


def test_from_a_value_on():
    shown = plan([source(a=9, b="7.5", c="7.49")], Rule(THRESHOLD, threshold=Fraction(15, 2)))
    assert shown.taken == ("a", "b")
    assert shown.cuts == {"1": Fraction(15, 2)}


def test_films_within_the_uncertainty_of_the_cut_are_marked():
    films = (
        Candidate("a", 1, Fraction(9), span=(1, 1)),
        Candidate("b", 2, Fraction(8), span=(2, 3)),
        Candidate("c", 3, Fraction(7), span=(2, 4)),
        Candidate("d", 4, Fraction(1), chance=0.05),
    )
    shown = plan([Source("1", films)], Rule(TOP, top=2))
    assert {line.film for line in shown.lines if line.near} == {"b", "c"}
    assert shown.measured is True
    assert plan([source(a=1)], Rule(TOP, top=1)).measured is False


def test_a_cut_that_takes_everybody_has_no_zone():
    films = (Candidate("a", 1, Fraction(9), span=(1, 2)), Candidate("b", 2, Fraction(8), span=(1, 2)))
    shown = plan([Source("1", films)], Rule(TOP, top=5))
    assert (set(shown.taken), [line.near for line in shown.lines]) == ({"a", "b"}, [False, False])


def test_qualified_films_go_on_and_discussed_ones_are_marked():
    films = (
        Candidate("a", 1, Fraction(1), "through"),
        Candidate("b", 2, Fraction(1, 2), "discuss"),
        Candidate("c", 3, Fraction(0), "out"),
    )
    shown = plan([Source("1", films, qualifying=True)], Rule(QUALIFIED))
    assert shown.taken == ("a",)
    assert {line.film for line in shown.lines if line.near} == {"b"}


def test_picked_by_two_of_three_parallel_rounds():
    rounds = [source("1", a=9, b=8, c=1), source("2", a=9, b=1, c=8), source("3", b=2, c=9, d=8)]
    shown = plan(rounds, Rule(PICKED_BY, top=2, least=2))
    assert set(shown.taken) == {"a", "c"}
    assert {line.film: line.by for line in shown.lines} == {
        "a": ("1", "2"),
        "b": ("1",),
        "c": ("2", "3"),
        "d": ("3",),
    }


def test_by_hand_nothing_comes_by_itself():
    assert plan([source(a=9)], Rule(BY_HAND)).taken == ()


def test_a_round_for_some_films_counts_the_places_among_these():
    shown = plan([source(a=9, b=8, c=7, d=6)], Rule(TOP, top=2), allowed={"b", "c", "d"})
    assert shown.taken == ("b", "c")
    assert [line.place for line in shown.lines] == [1, 2, 3]


def test_films_without_a_value_never_go_on_by_their_place():
    films = (Candidate("a", 1, Fraction(3)), Candidate("b", None, None))
    assert plan([Source("1", films)], Rule(TOP, top=2)).taken == ("a",)


def test_a_correction_shows_what_comes_and_what_goes():
    assert difference(["a", "b"], ["b", "c"]) == difference(["b", "a"], ["c", "b"])
    change = difference(["a", "b"], ["b", "c"])
    assert (change.comes, change.goes, bool(difference(["a"], ["a"]))) == (("c",), ("a",), False)
