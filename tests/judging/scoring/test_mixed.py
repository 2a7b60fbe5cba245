import numpy as np
import pytest

from judging.scoring.calibrated import calibrate
from judging.scoring.design import Design
from judging.scoring.mixed import fit
from tests.judging.scoring.cases import case, rows_of


def fitted(name):
    film, juror, score = rows_of(case(name)["input"]["data"])
    return fit(Design(film, juror, np.zeros(film.max() + 1, int), np.ones(film.size)), score)


def test_the_published_fit_of_the_penicillin_data():
    expected, found = (
        case("mixed-crossed-penicillin-lme4")["expected"],
        fitted("mixed-crossed-penicillin-lme4"),
    )
    deviations = np.sqrt([found.variances.film, found.variances.juror, found.variances.rest])
    assert deviations == pytest.approx(
        [expected["sd_plate"], expected["sd_sample"], expected["sd_residual"]], abs=expected["tolerance"]
    )
    assert found.level == pytest.approx([expected["intercept"]], abs=1e-5)
    assert found.criterion == pytest.approx(expected["REML_criterion"], abs=expected["tolerance"])


def test_the_predictions_that_follow_from_the_published_fit():
    verified = case("mixed-crossed-penicillin-lme4")["verified"]["own dense REML (Nelder-Mead)"]
    found = fitted("mixed-crossed-penicillin-lme4")
    assert found.film == pytest.approx(verified["plate_blup"], abs=2e-4)
    assert found.severity == pytest.approx(verified["sample_blup"], abs=2e-4)


def test_a_third_of_the_cells_missing():
    expected, found = (f := case("mixed-crossed-penicillin-incomplete"))["expected"], fitted(f["id"])
    assert [found.variances.film, found.variances.juror, found.variances.rest] == pytest.approx(
        [expected["var_film"], expected["var_judge"], expected["var_residual"]],
        rel=expected["tolerance_relative"],
    )
    assert found.film == pytest.approx(expected["film_blup"], abs=1e-3)
    assert found.severity == pytest.approx(expected["judge_blup"], abs=1e-3)


def test_the_whole_function_gives_the_same_severities():
    expected = case("mixed-crossed-penicillin-incomplete")["expected"]
    film, juror, score = rows_of(case("mixed-crossed-penicillin-incomplete")["input"]["data"])
    found = calibrate(film, juror, score, 24, 6)
    assert found.reason == ""
    assert found.severity == pytest.approx(expected["judge_blup"], abs=1e-3)
    assert found.value == pytest.approx(expected["mu"] + np.array(expected["film_blup"]), abs=1e-3)


def test_dense_matrices_agree_with_the_absorbed_equations_under_weights_and_groups():
    """V = ZGZ' + R by hand: the same likelihood, levels, films and severities."""
    rng = np.random.default_rng(4)
    film, juror, score = rows_of(case("mixed-crossed-penicillin-incomplete")["input"]["data"])
    weight, group = rng.choice([0.5, 1.0], film.size), np.arange(24) % 2
    found = fit(Design(film, juror, group, weight), score)
    vf, vb, v = found.variances.film, found.variances.juror, found.variances.rest
    z, w, x = np.eye(24)[film], np.eye(6)[juror], np.eye(2)[group[film]]
    inverse = np.linalg.inv(vf * z @ z.T + vb * w @ w.T + v * np.diag(1 / weight))
    level = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ score)
    left = inverse @ (score - x @ level)
    criterion = (
        (film.size - 2) * np.log(2 * np.pi)
        - np.linalg.slogdet(inverse)[1]
        + np.linalg.slogdet(x.T @ inverse @ x)[1]
        + (score - x @ level) @ left
    )
    assert found.level == pytest.approx(level, abs=1e-9)
    assert found.film == pytest.approx(vf * z.T @ left, abs=1e-9)
    assert found.severity == pytest.approx(vb * w.T @ left, abs=1e-9)
    assert found.criterion == pytest.approx(criterion, abs=1e-8)


@pytest.mark.parametrize("k", [2, 19])
def test_pairs_and_matrices_and_kept_products_give_the_same_sums(k):
    rng = np.random.default_rng(k)
    film, juror = np.repeat(np.arange(80), k), np.concatenate([rng.permutation(20)[:k] for _ in range(80)])
    group, weight = np.arange(80) % 3, rng.random(film.size) + 0.5
    for given in (weight, np.ones(film.size)):
        design = Design(film, juror, group, given)
        rows = np.zeros((80, 23))
        np.add.at(rows, (film, 3 + juror), given)
        rows[np.arange(80), group] = rows[:, 3:].sum(axis=1)
        d = rows[:, 3:].sum(axis=1) + 1.7
        once, twice = design.absorbed(1.7)
        assert once == pytest.approx((rows / d[:, None]).T @ rows)
        assert twice == pytest.approx((rows / d[:, None] ** 2).T @ rows)
        theta, of_film = rng.random(23), rng.random(80)
        assert design.by_film(theta) == pytest.approx(rows @ theta)
        assert design.by_unknown(of_film) == pytest.approx(rows.T @ of_film)


def test_jurors_of_one_severity_are_found_so_in_a_few_steps():
    rng = np.random.default_rng(1)
    film, juror = np.repeat(np.arange(60), 5), np.tile(np.arange(5), 60)
    score = rng.standard_normal(60)[film] + rng.standard_normal(300)
    severity = np.bincount(juror, score) / 60
    found = fit(Design(film, juror, np.zeros(60, int), np.ones(300)), score - severity[juror])
    assert found.variances.juror < 1e-8
    assert found.steps < 40
    assert np.abs(found.severity).max() < 1e-6
