from fractions import Fraction

import pytest

from judging.scoring.audience import count_means, count_shares, wilson
from judging.scoring.methods import METHODS


def ballots(*choices):
    return [{"voter": str(number), "choices": given} for number, given in enumerate(choices)]


def test_a_share_is_of_all_ballots_and_equal_shares_share_a_place():
    inputs = {"films": ["a", "b", "c"], "ballots": ballots({"a": 1}, {"b": 1}, {"a": 1}, {"b": 1})}
    rows = METHODS["audience share"].count(inputs, {})
    assert [(row["film"], row["place"], row["value"], row["votes"]) for row in rows] == [
        ("a", 1, "1/2", 2),
        ("b", 1, "1/2", 2),
        ("c", 3, "0", 0),
    ]


def test_three_perfect_votes_do_not_beat_forty_good_ones():
    many = [{"big": 5}] * 32 + [{"big": 4}] * 8
    inputs = {
        "films": ["small", "big", "weak"],
        "ballots": ballots(*many, *[{"small": 5}] * 3, *[{"weak": 2}] * 20),
    }
    rows = count_means(inputs, {"prior": None})
    assert [row["film"] for row in rows] == ["big", "small", "weak"]
    assert [row["raw_mean"] for row in rows] == ["24/5", "5", "2"]


def test_the_shrunk_mean_is_exact_and_its_strength_can_be_declared():
    inputs = {"films": ["a", "b"], "ballots": ballots({"a": 5, "b": 1}, {"b": 3})}
    whole = Fraction(9, 3)
    rows = {row["film"]: row["value"] for row in count_means(inputs, {"prior": 2})}
    assert rows == {"a": str((5 + 2 * whole) / 3), "b": str((4 + 2 * whole) / 4)}
    plain = {row["film"]: row["value"] for row in count_means(inputs, {"prior": 0})}
    assert plain == {"a": "5", "b": "2"}


def test_a_film_without_a_vote_has_no_place():
    rows = count_means({"films": ["a", "b"], "ballots": ballots({"a": 4})}, {})
    assert [(row["film"], row["place"], row["value"]) for row in rows] == [("a", 1, "4"), ("b", None, None)]
    assert [row["place"] for row in count_shares({"films": ["a"], "ballots": []}, {})] == [None]


@pytest.mark.parametrize("mark", [0, 6, "5", 4.5, True, None])
def test_a_mark_that_does_not_exist_is_refused(mark):
    with pytest.raises(ValueError, match="a vote is"):
        count_means({"films": ["a"], "ballots": ballots({"a": mark})}, {})


def test_wilson_as_published():
    """Newcombe (1998), table I: 81 of 263, and 0 of 20."""
    assert [round(end, 4) for end in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in wilson(0, 20)] == [0.0, 0.1611]
    assert wilson(0, 0) == (0.0, 1.0)
