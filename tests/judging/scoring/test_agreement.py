import krippendorff
import numpy as np
import pytest

from judging.scoring.agreement import (
    LEVELS,
    alpha,
    alpha_of_rows,
    from_components,
    kendall_w,
    meaning,
    shrout_fleiss,
)
from judging.scoring.agreement.concordance import chi2_tail
from judging.scoring.arrays import BadOption, BadScores, NoScores, NotANumber, UnequalLengths
from tests.judging.scoring.cases import case


@pytest.mark.parametrize("level", LEVELS)
def test_the_canonical_data_of_krippendorff(level):
    canonical = case("krippendorff-canonical-4x12")
    assert round(alpha(canonical["input"]["data"], level), 3) == canonical["expected"][level]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(6))
def test_alpha_is_that_of_the_package(level, seed):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 9, (4 + seed, 30)) / 2
    table[rng.random(table.shape) < 0.5] = np.nan
    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=level)
    assert alpha(table, level) == pytest.approx(theirs, abs=1e-9)


def test_far_from_zero_nothing_is_lost():
    table = case("krippendorff-canonical-4x12")["input"]["data"]
    far = [[None if cell is None else cell + 1e7 for cell in row] for row in table]
    assert alpha(far) == pytest.approx(alpha(table), abs=1e-9)


def test_gaps_between_numbers_of_films_do_not_matter():
    assert alpha_of_rows([3, 3, 90, 90], [1, 2, 5, 5]) == pytest.approx(
        alpha_of_rows([0, 0, 1, 1], [1, 2, 5, 5])
    )


@pytest.mark.parametrize(
    ("table", "level", "error"),
    [
        ([[1, None], [None, 2]], "interval", NoScores),
        ([[3, 3], [3, 3]], "nominal", BadOption),
        ([[1, 2], [1, 2]], "magic", BadOption),
        ([[-1, 2], [1, 2]], "ratio", BadOption),
        ([[1, np.inf], [1, 2]], "interval", NotANumber),
        ([], "interval", UnequalLengths),
    ],
)
def test_alpha_refuses_what_has_no_agreement(table, level, error):
    with pytest.raises(error):
        alpha(table, level)


def test_the_six_of_shrout_and_fleiss():
    published = case("icc-shrout-fleiss-1979")
    found = shrout_fleiss(published["input"]["data"])
    six = [found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k]
    names = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,4)", "ICC(2,4)", "ICC(3,4)"]
    assert [round(x, 2) for x in six] == [published["expected"][name] for name in names]
    squares = found.mean_squares
    assert [round(x, 2) for x in (squares.between, squares.within, squares.judges, squares.error)] == [
        published["expected"][name] for name in ("BMS", "WMS", "JMS", "EMS")
    ]


def test_the_components_of_a_balanced_table_give_the_same_as_its_mean_squares():
    found = shrout_fleiss(case("icc-shrout-fleiss-1979")["input"]["data"])
    m = found.mean_squares
    same = from_components((m.between - m.error) / 4, (m.judges - m.error) / 6, m.error, 4)
    assert same.one == pytest.approx(found.icc2)
    assert same.mean_of_k == pytest.approx(found.icc2k)
    assert same.corrected_mean_of_k == pytest.approx(found.icc3k)


def test_kendall_with_ties():
    published = case("kendall-w-ties-anxiety")
    expected, found = published["expected"], kendall_w(published["input"]["scores"])
    assert found.w == pytest.approx(expected["W_tie_corrected"], abs=1e-6)
    assert found.uncorrected == pytest.approx(expected["W_uncorrected"], abs=1e-6)
    assert found.chi2 == pytest.approx(expected["chi2_corrected"], abs=1e-4)
    assert (found.df, found.p) == (expected["df"], pytest.approx(expected["p"], abs=1e-6))


def test_jurors_of_one_mind():
    assert kendall_w([[1, 2], [2, 4], [3, 9]]).w == pytest.approx(1)


@pytest.mark.parametrize(
    ("x", "df", "tail"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (18.307038, 10, 0.05), (0, 3, 1), (6.634897, 1, 0.01)],
)
def test_tails_of_printed_tables(x, df, tail):
    assert chi2_tail(x, df) == pytest.approx(tail, abs=1e-7)


@pytest.mark.parametrize("statistic", [shrout_fleiss, kendall_w])
@pytest.mark.parametrize(
    "table", [[[1, None], [1, 2]], [[1, 2]], [[1], [2]], [[4, 4], [4, 4]], [], [[1, np.inf], [2, 3]]]
)
def test_complete_tables_only(statistic, table):
    with pytest.raises(BadScores):
        statistic(table)


def test_what_a_figure_means():
    assert [meaning(x) for x in (-0.2, 0.05, 0.1, 0.2, 0.39, 0.4, 0.8, 0.81)] == [
        "noise", "noise", "low", "normal", "normal", "high", "high", "suspicious",
    ]  # fmt: skip
