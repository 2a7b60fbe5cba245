"""The counts against elections whose answers are printed."""

from fractions import Fraction

import pytest

from judging.scoring.ballots.ballot import ballot
from judging.scoring.ballots.headtohead import condorcet_winner, head_to_head
from judging.scoring.ballots.points import borda, first_places
from judging.scoring.ballots.runoff import instant_runoff
from judging.scoring.ballots.schulze import schulze
from judging.scoring.ballots.transfer import single_transferable_vote
from tests.judging.scoring.ballots.cases import ballots_of, case, films_of, profile


def in_order(places):
    return sorted(places, key=places.get)


def table(of, films):
    return {one: {other: int(of(one, other)) for other in films if other != one} for one in films}


def test_schulze_of_forty_five_voters():
    published = case("schulze-wikipedia-45")
    expected, rows = published["expected"], published["input"]["ballots"]
    films = films_of(rows)
    count = schulze(films, ballots_of(rows))
    assert table(lambda a, b: count.matrix.votes[a, b], films) == expected["pairwise"]
    assert table(lambda a, b: count.paths[a, b] * 45, films) == expected["strongest_paths"]
    assert in_order(count.places) == expected["ranking"]
    assert count.condorcet is expected["condorcet_winner"]


def test_schulze_says_where_the_circle_is_weakest():
    rows = case("schulze-wikipedia-45")["input"]["ballots"]
    count = schulze(films_of(rows), ballots_of(rows))
    (circle,) = count.cycles("E")
    assert (circle.films, circle.weakest) == (("E", "D", "C"), ("C", "E"))


def test_schulze_of_the_paper_with_four_candidates():
    """Schulze 2011, section 3.1: 21 voters, a d beaten by c head to head."""
    ballots = profile("8 acdb, 2 badc, 4 cdba, 4 dbac, 3 dcba")
    count = schulze("abcd", ballots)
    assert table(lambda x, y: count.matrix.votes[x, y], "abcd") == {
        "a": {"b": 8, "c": 14, "d": 10},
        "b": {"a": 13, "c": 6, "d": 2},
        "c": {"a": 7, "b": 15, "d": 12},
        "d": {"a": 11, "b": 19, "c": 9},
    }
    assert table(lambda x, y: count.paths[x, y] * 21, "abcd") == {
        "a": {"b": 14, "c": 14, "d": 12},
        "b": {"a": 13, "c": 13, "d": 12},
        "c": {"a": 13, "b": 15, "d": 12},
        "d": {"a": 13, "b": 19, "c": 13},
    }
    assert in_order(count.places) == ["d", "a", "c", "b"]


def test_tennessee_by_every_method():
    published = case("tennessee-capital")
    expected, rows = published["expected"], published["input"]["ballots"]
    ballots, films = ballots_of(rows), films_of(rows)
    matrix = head_to_head(films, ballots)
    assert table(lambda a, b: matrix.votes[a, b], films) == {
        film: {other: expected["pairwise"][film][other] for other in films if other != film} for film in films
    }
    assert condorcet_winner(matrix) == expected["condorcet"]
    assert in_order(schulze(films, ballots).places) == expected["schulze_ranking"]
    assert borda(films, ballots) == expected["borda_n-1_to_0"]
    firsts = first_places(films, ballots)
    assert max(firsts, key=firsts.get) == expected["plurality"]
    runoff = instant_runoff(films, ballots)
    assert (runoff.winner, [turn.totals for turn in runoff.turns]) == (
        expected["irv"],
        expected["irv_rounds"],
    )
    assert in_order(runoff.places) == ["Knoxville", "Memphis", "Nashville", "Chattanooga"]


def test_burlington_elects_another_than_the_one_who_beats_everybody():
    published = case("burlington-2009")
    expected, rows = published["expected"], published["input"]["ballots"]
    ballots, films = ballots_of(rows), films_of(rows)
    runoff = instant_runoff(films, ballots)
    assert (runoff.winner, [turn.totals for turn in runoff.turns]) == (
        expected["irv"],
        expected["irv_rounds"],
    )
    assert runoff.turns[-1].exhausted == 455
    count = schulze(films, ballots)
    assert (count.condorcet, in_order(count.places)) == ("Montroll", ["Montroll", "Kiss", "Wright"])
    assert {f: {o: int(count.matrix.votes[f, o]) for o in films if o != f} for f in films} == expected[
        "pairwise"
    ]


def test_burlington_punishes_raising_the_winner():
    rows = case("burlington-2009")["input"]["ballots"]
    better = [row for row in rows if row["ranking"] != ["Wright", "Kiss", "Montroll"]]
    better = [{**row, "weight": 1289 - 258} if row["ranking"] == ["Wright"] else row for row in better]
    better.append({"weight": 753, "ranking": ["Kiss", "Wright", "Montroll"]})
    assert instant_runoff(films_of(rows), ballots_of(better)).winner == "Montroll"
    assert schulze(films_of(rows), ballots_of(better)).condorcet == "Montroll"


def test_five_people_and_three_names_in_a_runoff():
    """The small table of most textbooks: the first of two tied leaders wins by the last one's second choice."""
    runoff = instant_runoff(
        ["Bob", "Sue", "Bill"],
        [
            *[ballot("Bob", "Bill", "Sue", count=2), ballot("Sue", "Bob", "Bill", count=2)],
            ballot("Bill", "Sue", "Bob"),
        ],
    )
    assert [turn.totals for turn in runoff.turns] == [
        {"Bob": 2, "Sue": 2, "Bill": 1},
        {"Bob": 2, "Sue": 3},
    ]
    assert runoff.winner == "Sue"


def test_food_for_a_party_by_transferable_votes():
    published = case("stv-party-food-20")
    expected, given = published["expected"], published["input"]
    films = ["Oranges", "Pears", "Chocolate", "Strawberries", "Sweets"]
    count = single_transferable_vote(films, ballots_of(given["ballots"]), seats=given["seats"])
    assert (count.quota.value, count.quota.strict) == (expected["quota"], False)
    assert list(count.elected) == expected["elected"]
    elected, surplus, pears, oranges, sweets, last = count.stages
    assert (elected.elected, surplus.handed_on) == (("Chocolate",), {"Chocolate": 6})
    assert pears.totals == expected["after_surplus"]
    assert (pears.out.films, oranges.elected, sweets.out.films) == (("Pears",), ("Oranges",), ("Sweets",))
    assert (last.unopposed, count.undecided) == (("Strawberries",), ())


def test_a_paradox_of_three_is_a_tie_of_three():
    count = schulze("abc", profile("1 abc, 1 bca, 1 cab"))
    assert count.places == {"a": 1, "b": 1, "c": 1}


@pytest.mark.parametrize(("text", "winner"), [("3 ab, 2 ba", "a"), ("2 a=b, 1 b", "b")])
def test_equal_ranks_say_nothing_about_each_other(text, winner):
    assert schulze("ab", profile(text)).condorcet == winner


def test_exact_shares_where_a_circle_is_broken_by_a_third_of_a_vote():
    third = Fraction(1, 3)
    ballots = [
        ballot(*"abc"),
        ballot(*"bca"),
        ballot(*"cab", weight=Fraction(2, 3)),
        ballot(*"abc", weight=third / 10),
    ]
    assert schulze("abc", ballots).winners == ("a",)
