import numpy as np
import pytest

from judging.scoring.arrays import BadOption, BadScores
from judging.scoring.pairwise import (
    WINNER,
    comparisons,
    fit_pairs,
    fit_with_jurors,
    from_wins,
    next_pair,
)
from tests.judging.scoring.cases import case


def baseball():
    rows = case("bradley-terry-baseball-agresti")["input"]["rows"]
    names = sorted({row[0] for row in rows})
    home, away, won, lost = zip(*rows, strict=True)
    number = {name: place for place, name in enumerate(names)}
    return names, comparisons([number[n] for n in home], [number[n] for n in away], won, lost, len(names))


def test_the_american_league():
    expected = case("bradley-terry-baseball-agresti")["expected"]
    names, pairs = baseball()
    found = fit_pairs(pairs, ridge=0)
    shown = found.relative_to(names.index("Baltimore"))
    assert dict(zip(names, shown.strength, strict=True)) == pytest.approx(
        expected["model1_log_ability"], abs=expected["tolerance"]
    )
    errors = dict(zip(names, shown.error, strict=True))
    assert errors.pop("Baltimore") == 0
    assert errors == pytest.approx(expected["model1_std_error"], abs=expected["tolerance"])
    assert found.deviance == pytest.approx(expected["model1_residual_deviance"], abs=1e-3)
    assert found.null_deviance == pytest.approx(expected["model1_null_deviance"], abs=1e-3)
    assert [names[i] for i in np.argsort(-found.strength)] == expected["order_best_first"]


def test_playing_at_home_is_worth_something():
    expected = case("bradley-terry-baseball-agresti")["expected"]
    names, pairs = baseball()
    found = fit_pairs(pairs, ridge=0, order_effect=True)
    assert found.order == pytest.approx(expected["model2_home_effect"], abs=expected["tolerance"])
    assert found.order_error == pytest.approx(expected["model2_home_se"], abs=expected["tolerance"])
    shown = dict(zip(names, found.relative_to(0).strength, strict=True))
    some = expected["model2_log_ability_some"]
    assert {name: shown[name] for name in some} == pytest.approx(some, abs=expected["tolerance"])
    share = np.sort(np.exp(found.strength) / np.exp(found.strength).sum())
    assert [round(x, 3) for x in share] == expected["model2_ability_share_sorted_3dp"]


def test_journals_citing_journals():
    published = case("bradley-terry-citations-agresti")
    items, expected = published["input"]["items"], published["expected"]
    found = fit_pairs(from_wins(published["input"]["wins"]), ridge=0)
    shown = found.relative_to(items.index(published["input"]["reference"])).strength
    assert dict(zip(items, shown, strict=True)) == pytest.approx(
        expected["log_ability"], abs=expected["tolerance"]
    )
    assert found.deviance == pytest.approx(expected["residual_deviance"], abs=1e-3)
    assert found.null_deviance == pytest.approx(expected["null_deviance"], abs=1)


def test_the_ridge_shrinks_and_lets_go():
    _, pairs = baseball()
    plain = fit_pairs(pairs, ridge=0).strength
    assert fit_pairs(pairs, ridge=1e-7).strength == pytest.approx(plain, abs=1e-5)
    assert (np.abs(fit_pairs(pairs).strength) < np.abs(plain)).all()


def test_an_unbeaten_film_needs_the_ridge():
    pairs = comparisons([0, 1], [1, 2], [1, 1], [0, 0], 3)
    with pytest.raises(BadOption, match="only won"):
        fit_pairs(pairs, ridge=0)
    found = fit_pairs(pairs)
    assert found.strength[0] > found.strength[1] > found.strength[2]
    assert found.strength.sum() == pytest.approx(0, abs=1e-9)
    assert 0.5 < found.preferred(0, 1) < found.preferred(0, 2) < 1
    assert found.better(0, 2) == pytest.approx(1 - found.better(2, 0))


def test_a_tie_is_half_a_win_each():
    tied = fit_pairs(comparisons([0], [1], [0.5], [0.5], 2))
    assert tied.strength == pytest.approx([0, 0], abs=1e-9)
    split = fit_pairs(comparisons([0, 0, 0], [1, 1, 1], [1, 0, 1], [0, 1, 0], 2))
    same = fit_pairs(comparisons([0, 0], [1, 1], [1, 1], [0, 1], 2))
    assert split.strength == pytest.approx(same.strength)
    half = fit_pairs(comparisons([0, 0], [1, 1], [0.5, 1], [0.5, 0], 2))
    assert 0 < half.strength[0] < fit_pairs(comparisons([0], [1], [2], [0], 2)).strength[0]


def test_a_film_that_nobody_compared_stays_in_the_middle():
    found = fit_pairs(comparisons([0], [1], [3], [1], 3))
    assert found.strength[2] == pytest.approx(0)
    assert found.error[2] == pytest.approx(1.5)
    assert found.pairs.tolist() == [4, 4, 0]


def test_a_careless_juror_counts_less():
    rng = np.random.default_rng(1)
    truth = np.linspace(-1.5, 1.5, 8)
    first, second = rng.integers(0, 8, 400), rng.integers(0, 7, 400)
    second = second + (second >= first)
    juror = np.arange(400) % 4
    won = rng.random(400) < 1 / (1 + np.exp(-(truth[first] - truth[second])))
    won = np.where(juror == 3, ~won, won)
    pairs = comparisons(first, second, won, ~won, 8)
    fit, care = fit_with_jurors(pairs, juror, 4)
    assert care[3] < 0.4
    assert care[:3].min() > 0.75
    plain = fit_pairs(pairs)
    assert np.corrcoef(truth, fit.strength)[0, 1] > np.corrcoef(truth, plain.strength)[0, 1]
    few = comparisons(first[:40], second[:40], won[:40], ~won[:40], 8)
    fit, care = fit_with_jurors(few, juror[:40], 4)
    assert care.tolist() == [1, 1, 1, 1]


def test_the_next_pair_is_repeatable_and_keeps_out_what_is_not_allowed():
    found = fit_pairs(comparisons([0, 1, 2], [1, 2, 3], [2, 1, 1], [0, 1, 0], 5))
    allowed = np.ones((5, 5), bool)
    allowed[2, :] = False
    pairs = [next_pair(found, allowed=allowed, seed=seed) for seed in range(40)]
    assert pairs == [next_pair(found, allowed=allowed, seed=seed) for seed in range(40)]
    assert {film for pair in pairs for film in pair} == {0, 1, 3, 4}
    assert any(a > b for a, b in pairs)
    assert any(a < b for a, b in pairs)
    assert next_pair(found, allowed=np.zeros((5, 5)), seed=1) is None


def test_for_a_winner_the_pairs_are_among_the_best():
    truth = np.linspace(2, -2, 10)
    one, other = np.triu_indices(10, 1)
    win = 1 / (1 + np.exp(-(truth[one] - truth[other])))
    asked = np.where(other < 4, 8, 1)
    found = fit_pairs(comparisons(one, other, asked * win, asked * (1 - win), 10))
    winner = [sum(next_pair(found, goal=WINNER, seed=seed)) for seed in range(60)]
    ranking = [sum(next_pair(found, seed=seed)) for seed in range(60)]
    assert np.mean(winner) < np.mean(ranking) - 3


@pytest.mark.parametrize(
    "rows",
    [
        ([0], [0], [1], [0], 2),
        ([0], [2], [1], [0], 2),
        ([0], [-1], [1], [0], 2),
        ([0], [1], [np.nan], [0], 2),
        ([0], [1], [-1], [0], 2),
        ([0], [1], [0], [0], 2),
        ([], [], [], [], 2),
        ([0], [1], [1], [0, 1], 2),
    ],
)
def test_hostile_comparisons(rows):
    with pytest.raises(BadScores):
        comparisons(*rows)


def test_hostile_options():
    found = fit_pairs(comparisons([0], [1], [1], [0], 2))
    with pytest.raises(BadOption):
        next_pair(found, goal="fun")
    with pytest.raises(BadOption):
        next_pair(found, allowed=[[True]])
    with pytest.raises(BadOption):
        fit_pairs(comparisons([0], [1], [1], [0], 2), ridge=float("nan"))
    with pytest.raises(BadOption):
        from_wins([[0, 1]])
