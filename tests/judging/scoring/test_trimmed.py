from decimal import Decimal
from fractions import Fraction

import pytest

from judging.scoring.arrays import BadOption, NoScores, NotANumber
from judging.scoring.trimmed import factored_total, panel_score, trimmed_mean
from tests.judging.scoring.cases import case

PERFORMANCES = case("isu-trimmed-mean-2016-17")["input"]["performances"]


def present(marks):
    """The source writes the mark of an absent judge as 0.0."""
    return [mark or None for mark in marks]


def test_every_panel_score_of_the_protocols():
    for performance in PERFORMANCES:
        for component in performance["components"]:
            assert panel_score(present(component["marks"])) == Fraction(str(component["panel"]))


def test_every_total_of_the_protocols():
    for performance in PERFORMANCES:
        components = [(part["factor"], present(part["marks"])) for part in performance["components"]]
        assert factored_total(components) == Fraction(str(performance["total_component_score"]))


def test_an_absent_judge_is_no_zero():
    assert trimmed_mean([8, 7, None, 9, 8, 6]) == Fraction(23, 3)


def test_with_four_marks_nothing_is_dropped():
    assert trimmed_mean([1, 2, 3, 10]) == 4
    assert trimmed_mean([1, 2, 3, 10], fewest=3) == Fraction(5, 2)
    assert trimmed_mean([1, 2, 3, 4, 5, 6, 100], drop=2) == 4


def test_decimals_are_taken_as_they_are_written():
    assert trimmed_mean([0.1, "0.2", Decimal("0.3"), Fraction(2, 5), 0.5]) == Fraction(3, 10)
    assert panel_score(["7.125"] * 5) == Fraction(713, 100)


@pytest.mark.parametrize(
    ("marks", "options", "error"),
    [
        ([], {}, NoScores),
        ([None], {}, NoScores),
        ([float("nan"), 1], {}, NotANumber),
        ([float("inf"), 1], {}, NotANumber),
        (["good", 1], {}, NotANumber),
        ([1, 2], {"drop": 2, "fewest": 4}, BadOption),
        ([1, 2], {"drop": -1}, BadOption),
    ],
)
def test_hostile_marks(marks, options, error):
    with pytest.raises(error):
        trimmed_mean(marks, **options)
