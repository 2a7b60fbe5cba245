"""Ties, recusals, bad ballots, weights of blocs, quorum: the rules that a festival declares."""

from dataclasses import replace
from fractions import Fraction

import pytest

from judging.scoring.ballots.ballot import BadBallot, Ballot, Problem, ballot, problems_of
from judging.scoring.ballots.decide import BORDA, IRV, SCHULZE, STV, SUCCESSIVE, Terms, decide
from judging.scoring.ballots.document import Vote, count, outcome_of
from judging.scoring.ballots.quorum import Quorum, Shortfall, shortfalls
from judging.scoring.ballots.weights import weighed
from tests.judging.scoring.ballots.cases import profile

LADDER = ("recount", "second_ballot", "third_ballot", "casting_vote", "jury_score", "shared")
EVEN = profile("2 abc, 2 bac")


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        (ballot("a", "b", "a"), [Problem("twice", "a")]),
        (ballot(("a", "a")), [Problem("twice", "a")]),
        (ballot("a", "ghost"), [Problem("unknown", "ghost")]),
        (ballot("a", "b", recused=frozenset("b")), [Problem("recused", "b")]),
        (ballot("a", weight=Fraction(0)), [Problem("no weight")]),
        (ballot("a", "b", "c"), []),
        (ballot(), []),
    ],
)
def test_what_is_wrong_with_a_ballot(given, problems):
    assert problems_of(given, {"a", "b", "c"}) == problems
    if problems:
        for method in (SCHULZE, IRV, STV, BORDA, SUCCESSIVE):
            with pytest.raises(BadBallot):
                decide(method, "abc", [given])


def test_a_bloc_keeps_its_weight_however_many_voted():
    cast = [ballot("a", voter=name) for name in ("p1", "p2", "c1", "loner")]
    bloc_of = {"p1": "pro", "p2": "pro", "c1": "crowd", "loner": ""}
    blocs = {"pro": Fraction(60), "crowd": Fraction(40)}
    assert {one.voter: one.weight for one in weighed(cast, bloc_of=bloc_of, bloc_weights=blocs)} == {
        "p1": 30,
        "p2": 30,
        "c1": 40,
    }
    assert [one.weight for one in weighed(cast, bloc_of={}, bloc_weights={})] == [1, 1, 1, 1]


def test_nothing_was_cast():
    outcome = decide(SCHULZE, "abc", [])
    assert (outcome.places, outcome.winners, outcome.decided) == ({}, (), False)


def test_a_film_on_which_nobody_may_speak_has_no_place():
    cast = [replace(one, recused=frozenset("c")) for one in profile("1 ab, 1 ab, 1 ba")]
    outcome = decide(SCHULZE, "abc", cast)
    assert (outcome.places, outcome.unheard, outcome.winners) == ({"a": 1, "b": 2}, ("c",), ("a",))


def test_the_ladder_stops_where_the_jurors_are_needed():
    outcome = decide(SCHULZE, "abc", EVEN, terms=Terms(LADDER))
    assert (outcome.winners, outcome.waits_for, outcome.decided) == (("a", "b"), "second_ballot", False)
    assert [(step.rung, step.after) for step in outcome.steps] == [("recount", ("a", "b"))]
    second = decide(SCHULZE, "abc", EVEN, terms=Terms(LADDER, number=2))
    assert second.waits_for == "third_ballot"


@pytest.mark.parametrize(
    ("president", "scores", "winners", "last"),
    [
        (ballot("c", "b", "a"), {}, ("b",), "casting_vote"),
        (ballot("c"), {"a": Fraction(7), "b": Fraction(8)}, ("b",), "jury_score"),
        (
            ballot("c", "a", recused=frozenset("b")),
            {"a": Fraction(8), "b": Fraction(7)},
            ("a",),
            "jury_score",
        ),
        (None, {}, ("a", "b"), "jury_score"),
    ],
)
def test_the_rungs_that_are_counted(president, scores, winners, last):
    outcome = decide(SCHULZE, "abc", EVEN, terms=Terms(LADDER, number=3), president=president, scores=scores)
    assert (outcome.winners, outcome.steps[-1].rung) == (winners, last)
    assert outcome.shared is (len(winners) == 2)
    assert outcome.places == ({"a": 1, "b": 1, "c": 3} if len(winners) == 2 else outcome.places)
    assert sorted(outcome.places.values()) in ([1, 1, 3], [1, 2, 3])


def test_without_a_shared_prize_the_tie_stays_open():
    outcome = decide(SCHULZE, "abc", EVEN, terms=Terms(("recount",)))
    assert (outcome.winners, outcome.shared, outcome.waits_for) == (("a", "b"), False, "")


def test_a_simple_majority_decides_the_third_ballot():
    """By points a and b are even; more ballots put b first."""
    cast = profile("3 bca, 2 acb, 1 abc")
    third = decide(BORDA, "abc", cast, terms=Terms(("third_ballot",), number=3))
    assert (third.values, third.winners) == ({"a": 6, "b": 7, "c": 5}, ("b",))
    cast = profile("3 bca, 2 acb, 2 cab")
    tie = decide(BORDA, "ab", [one.only("ab") for one in profile("2 ab, 1 b, 1 b=a, 1 ba")])
    assert tie.winners == ("a", "b")
    third = decide(
        SCHULZE, "abc", profile("2 ab, 1 b, 1 ba, 1 cb, 1 ca"), terms=Terms(("third_ballot",), number=3)
    )
    assert [(step.rung, step.before, step.after) for step in third.steps] == [
        ("third_ballot", ("a", "b"), ("a", "b"))
    ] or third.winners


def test_successive_ballots_ask_for_more_than_half_twice():
    cast = [ballot("a", count=3), ballot("b", count=2), ballot("c", count=2)]
    waits = [decide(SUCCESSIVE, "abc", cast, terms=Terms(number=number)).waits_for for number in (1, 2, 3)]
    assert waits == ["second_ballot", "third_ballot", ""]
    assert decide(SUCCESSIVE, "abc", cast, terms=Terms(number=3)).winners == ("a",)
    half = [ballot("a", count=2), ballot("b"), ballot("c")]
    assert decide(SUCCESSIVE, "abc", half).decided is False
    assert decide(SUCCESSIVE, "abc", [*half, ballot("a")]).winners == ("a",)


def test_the_president_decides_only_a_tie_of_the_third_ballot():
    cast = [ballot("a", count=2), ballot("b", count=2)]
    terms = Terms(("casting_vote",), number=3)
    assert decide(SUCCESSIVE, "ab", cast, terms=terms, president=ballot("b")).winners == ("b",)
    assert decide(SUCCESSIVE, "ab", cast, terms=terms).winners == ("a", "b")


def test_a_runoff_tells_the_least_apart_by_earlier_rounds():
    """B and C have three each in the second round; C had fewer in the first."""
    cast = profile("5 a, 3 b, 2 c, 1 dc")
    runoff = decide(IRV, "abcd", cast).detail
    assert [(turn.out.films, turn.out.by) for turn in runoff.turns if turn.out][:2] == [
        (("d",), "alone"),
        (("c",), "earlier"),
    ]


def test_a_runoff_tells_the_least_apart_head_to_head():
    runoff = decide(IRV, "abc", profile("3 abc, 2 bca, 2 cba, 1 acb, 1 abc")).detail
    assert runoff.winner == "a"
    tie = decide(IRV, "abc", profile("4 acb, 3 bca, 3 cab")).detail
    assert (tie.turns[0].out.films, tie.turns[0].out.by) == (("b",), "head to head")


def test_a_runoff_without_an_answer_says_so():
    outcome = decide(IRV, "abc", profile("2 ac, 2 bc, 2 c"), terms=Terms(("second_ballot",)))
    assert outcome.detail.undecided == ("a", "b", "c")
    assert (outcome.winners, outcome.waits_for) == (("a", "b", "c"), "second_ballot")


def test_films_that_cannot_stay_leave_together():
    runoff = decide(IRV, "abcd", profile("4 a, 3 b, 1 c, 1 d")).detail
    assert (runoff.turns[0].out.films, runoff.turns[0].out.by) == (("c", "d"), "together")


def test_the_ballot_of_a_recused_juror_passes_the_film_by():
    cast = [ballot("b", "a", recused=frozenset("c")), ballot("c", "a"), ballot("a", "c")]
    runoff = decide(IRV, "abc", cast).detail
    assert runoff.turns[0].totals == {"a": 1, "b": 1, "c": 1}


def test_equal_ranks_share_a_ballot_in_a_runoff():
    runoff = decide(IRV, "abc", profile("1 a=bc, 2 c")).detail
    assert runoff.turns[0].totals == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 2}


def test_quota_of_uneven_ballots_is_strictly_more_than_a_share():
    cast = [
        ballot("a", weight=Fraction(30)),
        ballot("b", weight=Fraction(30)),
        ballot("c", weight=Fraction(40)),
    ]
    moved = decide(STV, "abc", cast, terms=Terms(seats=1)).detail
    assert (moved.quota.value, moved.quota.strict) == (50, True)


def test_surplus_carries_every_ballot_of_the_film_on():
    """Ten ballots for a, quota 5: half of each goes on, also of those that came first."""
    cast = profile("6 ab, 4 ac, 3 d, 1 e")
    moved = decide(STV, "abcde", cast, terms=Terms(seats=2)).detail
    assert moved.stages[2].totals == {"a": 5, "b": 3, "c": 2, "d": 3, "e": 1}


def test_seats_that_nothing_tells_apart_wait_for_the_jurors():
    outcome = decide(STV, "abc", profile("2 a, 1 b, 1 c"), terms=Terms(seats=2))
    assert (outcome.winners, outcome.detail.undecided, outcome.decided) == (("a",), ("b", "c"), False)


def test_quorum_names_blocs_and_films():
    seats = {"1": "pro", "2": "pro", "3": "pro", "4": "crowd"}
    cast = [ballot("a", voter="1", recused=frozenset("b")), ballot("b", voter="2"), ballot("a", voter="3")]
    assert shortfalls(Quorum(Fraction(2, 3), 3), "ab", cast, seats=seats) == [
        Shortfall(0, 1, bloc="crowd"),
        Shortfall(2, 3, film="b"),
    ]
    assert shortfalls(Quorum(Fraction(0), 0), "ab", [], seats=seats) == []


def test_a_document_gives_the_same_rows_again():
    vote = Vote(
        films=("a", "b", "c"),
        ballots=(
            ballot("a", "b", voter="1"),
            ballot("b", "a", voter="2", recused=frozenset("c")),
            ballot(("a", "b"), voter="3"),
        ),
        bloc_of={"1": "x", "2": "y", "3": "y"},
        bloc_weights={"x": Fraction(60), "y": Fraction(40)},
        president="2",
        scores={"a": Fraction(7, 3)},
    )
    kept = vote.to_json()
    assert Vote.from_json(kept) == vote
    rows = count(SCHULZE, kept, {"ladder": list(LADDER)})
    assert rows == count(SCHULZE, kept, {"ladder": list(LADDER)})
    assert [(row["film"], row["place"], row["won"]) for row in rows] == [
        ("a", 1, True),
        ("b", 2, False),
        ("c", 3, False),
    ]
    assert rows[0]["by_bloc"] == {"x": 1, "y": 2}
    assert outcome_of(SCHULZE, vote, {}).winners == ("a",)


def test_a_jury_of_one_and_a_list_of_one():
    for method in (SCHULZE, IRV, STV, BORDA, SUCCESSIVE):
        assert decide(method, "a", [Ballot((("a",),))]).winners == ("a",)
