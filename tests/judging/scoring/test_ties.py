from fractions import Fraction

from judging.scoring.ties import places, published


def test_places_skip_after_a_tie():
    assert places([Fraction(5), Fraction(9), Fraction(5), None, Fraction(1)], decimals=2) == [
        2,
        1,
        2,
        None,
        4,
    ]


def test_rounding_is_half_up_of_the_exact_value():
    assert published(Fraction(6665, 1000), 2) == Fraction(667, 100)
    assert published(Fraction(6664, 1000), 2) == Fraction(666, 100)
