from fractions import Fraction

import pytest

from media_pipeline import hostile


@pytest.mark.parametrize("claim", ["N/A", "", None, "inf", "-inf", "nan", "1e400", 2**63, {}, "0x10"])
def test_no_number_comes_from_what_is_none(claim):
    assert hostile.number(claim) is None


@pytest.mark.parametrize(
    ("claim", "meant"),
    [
        ("30000/1001", Fraction(30000, 1001)),
        ("8:5", Fraction(8, 5)),
        ("25", Fraction(25)),
        (25, Fraction(25)),
    ],
)
def test_fractions_are_exact(claim, meant):
    assert hostile.ratio(claim) == meant


@pytest.mark.parametrize("claim", ["0/0", "1/0", "0:1", "-1/2", "N/A", "1/2/3", "inf/1"])
def test_fractions_are_positive_or_nothing(claim):
    assert hostile.ratio(claim) is None


@pytest.mark.parametrize(
    ("claim", "meant"),
    [("12.5", 12.5), ("00:01:02.500000000", 62.5), ("1:2", None), ("-1:00:00", None), ("x", None)],
)
def test_seconds_in_both_notations(claim, meant):
    assert hostile.seconds(claim) == meant


@pytest.mark.parametrize(("claim", "meant"), [("7", 7), ("7.0", 7), ("7.5", None), (-1, None), (2**60, None)])
def test_whole_numbers(claim, meant):
    assert hostile.whole(claim) == meant


def test_words_are_short_and_printable():
    assert hostile.word("h264\x1b[31m" + "x" * 100, longest=10) == "h264[31mxx"
    assert hostile.word(None) == ""
