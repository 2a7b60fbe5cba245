from fractions import Fraction

import pytest

from judging.scoring.methods import METHODS
from judging.scoring.qualifying import Consensus

RULE = Consensus(Fraction(1, 2), least_yes=2, least_answers=2).to_json()


def counted(answers, *, rule=RULE, blocs=None, bloc_of=None, films=("a",)):
    """`answers`: film to letters, one a juror: "yymn"."""
    words = {"y": "yes", "m": "maybe", "n": "no"}
    given = [
        {"film": film, "juror": str(number), "answer": words[letter]}
        for film, letters in answers.items()
        for number, letter in enumerate(letters)
    ]
    inputs = {"films": list(films), "answers": given, "blocs": blocs or {}, "bloc_of": bloc_of or {}}
    return METHODS["consensus"].count(inputs, rule)


def result(letters, **rule):
    row = counted({"a": letters}, rule={**RULE, **rule})[0]
    return row["result"], row["why"]


@pytest.mark.parametrize(
    ("letters", "came"),
    [
        ("yyn", ("through", "enough_yes")),
        ("yn", ("discuss", "not_unanimous")),
        ("nnn", ("out", "all_no")),
        ("y", ("discuss", "few")),
        ("", ("discuss", "nobody")),
        ("ymn", ("discuss", "maybe_decides")),
        ("ynnnm", ("discuss", "not_unanimous")),
    ],
)
def test_a_film_passes_is_discussed_or_is_out(letters, came):
    assert result(letters) == came


def test_without_the_rule_of_unanimity_a_film_without_enough_yes_is_out():
    assert result("ynnn", unanimous_no=False) == ("out", "too_few_yes")
    assert result("ymn", unanimous_no=False) == ("discuss", "maybe_decides")


def test_a_maybe_may_count_half():
    assert result("ymm", maybe="half", least_yes=1) == ("through", "enough_yes")
    assert counted({"a": "ymn"}, rule={**RULE, "maybe": "half"})[0]["value"] == "1/2"
    assert result("ymn", maybe="half", least_yes=1) == ("through", "enough_yes")
    assert result("ymm", maybe="half") == ("discuss", "not_unanimous")


def test_a_bloc_keeps_its_weight_however_many_have_answered():
    """Three yes of one bloc and one no of another of the same weight are half and half."""
    row = counted(
        {"a": "yyyn"},
        blocs={"p": "1", "c": "1"},
        bloc_of={"0": "p", "1": "p", "2": "p", "3": "c"},
    )[0]
    assert row["value"] == "1/2"
    assert row["by_bloc"] == {"p": {"yes": 3, "maybe": 0, "no": 0}, "c": {"yes": 0, "maybe": 0, "no": 1}}


def test_multiplying_all_weights_changes_nothing():
    bloc_of = {"0": "p", "1": "c", "2": "c"}
    one, other = (
        counted({"a": "yny"}, blocs={"p": str(3 * factor), "c": str(2 * factor)}, bloc_of=bloc_of)
        for factor in (1, 7)
    )
    assert one == other


def test_films_are_told_by_result_and_share_of_yes():
    rows = counted({"a": "nn", "b": "yyn", "c": "yy", "d": "yn"}, films=("a", "b", "c", "d", "e"))
    assert [(row["film"], row["result"], row["place"]) for row in rows] == [
        ("c", "through", 1),
        ("b", "through", 2),
        ("d", "discuss", 3),
        ("e", "discuss", None),
        ("a", "out", 4),
    ]
    assert [(row["yes"], row["maybe"], row["no"]) for row in rows[:2]] == [(2, 0, 0), (2, 0, 1)]


def test_an_unknown_answer_is_refused():
    with pytest.raises(ValueError, match="unknown answer"):
        METHODS["consensus"].count(
            {
                "films": ["a"],
                "answers": [{"film": "a", "juror": "1", "answer": "perhaps"}],
                "blocs": {},
                "bloc_of": {},
            },
            RULE,
        )
