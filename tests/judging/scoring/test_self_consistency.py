"""The figures of films marked twice, worked out by hand."""

from fractions import Fraction
from math import isclose, sqrt

import pytest

from judging.scoring.reading import Asked, Ballot, Table
from judging.scoring.self_consistency import ENOUGH, Twice, chi2_quantile, spread_between, steadiness


def test_distance_and_deviation_by_hand():
    found = steadiness([Twice("a", [7, 5], [5, 6]), Twice("b", [4], [4])])
    assert (found.films, found.jurors, found.marks) == (2, 2, 3)
    assert isclose(found.apart, 1.0)
    assert isclose(found.within, sqrt((4 + 1 + 0) / 3 / 2))
    assert (found.low, found.high, found.share) == (None, None, None)


def test_nothing_from_nothing():
    assert steadiness([]) is None
    assert steadiness([Twice("a", [], [])]) is None


def test_the_interval_takes_a_film_as_one_observation():
    films = [Twice("a", [6, 6, 6, 6], [8, 8, 8, 8])] * ENOUGH
    found = steadiness(films, between=2.0)
    assert isclose(found.within, sqrt(2))
    assert isclose(found.low, sqrt(2) * sqrt(5 / 11.0705), rel_tol=1e-4)
    assert isclose(found.high, sqrt(2) * sqrt(5 / 1.1455), rel_tol=1e-4)
    assert isclose(found.share, 0.5)


def test_a_share_is_never_more_than_all():
    assert steadiness([Twice("a", [2], [8])] * ENOUGH, between=1.0).share == 1.0


def test_perfect_repeaters_leave_no_doubt():
    found = steadiness([Twice("a", [5], [5])] * ENOUGH, between=1.0)
    assert (found.within, found.low, found.high, found.share) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("chance", "df", "value"),
    [(0.95, 1, 3.8415), (0.05, 1, 0.003932), (0.95, 10, 18.307), (0.05, 40, 26.509)],
)
def test_quantiles_of_the_tables(chance, df, value):
    assert isclose(chi2_quantile(chance, df), value, rel_tol=1e-3)


def table(*ballots):
    """One criterion from 0 to 5; each ballot is film, juror and mark."""
    return Table(
        films=("f", "g"),
        jurors=("a", "b"),
        ballots=tuple(Ballot(film, juror, {"story": mark}) for film, juror, mark in ballots),
        value=(),
        unit=1,
        asked=(Asked("story", Fraction(1), Fraction(0), Fraction(5)),),
        blocs=(),
        bloc_weight=(),
        bloc=(),
        group=(),
    )


def test_spread_between_jurors_on_the_common_scale():
    assert isclose(spread_between(table((0, 0, "1"), (0, 1, "3"), (1, 0, "4"))), sqrt(8))
    assert spread_between(table((0, 0, "1"), (1, 0, "4"))) is None
