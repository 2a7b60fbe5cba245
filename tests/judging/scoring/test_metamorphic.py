"""What must not change, or only so, when the scores change in a known way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.scoring.arrays import BadScores
from judging.scoring.calibrated import METHODS, RAW, calibrate
from judging.scoring.design import Design
from judging.scoring.mixed import Variances, solve
from judging.scoring.uncertainty import describe
from tests.judging.scoring.synthetic import festival

EVERY = [*METHODS, RAW]


def value(made, score=None, method="additive_group", **options):
    film, juror, given, films, jurors, group = made.arguments
    score = given if score is None else score
    return calibrate(film, juror, score, films, jurors, group, method=method, draws=0, **options).value


def moved_by_a_harsher_juror(made, juror, method="additive_group"):
    """The furthest that a film moves against the mean of all films when one juror adds a point to everything."""
    moved = value(made, made.score + (made.juror == juror), method) - value(made, method=method)
    return np.abs(moved - moved.mean()).max()


def test_one_juror_a_point_kinder_moves_no_film_by_more_than_a_little():
    made = [festival(seed) for seed in range(30)]
    assert max(moved_by_a_harsher_juror(one, seed % 20) for seed, one in enumerate(made)) < 0.06
    assert [moved_by_a_harsher_juror(one, 3, RAW) for one in made[:3]] == pytest.approx([1 / 3 - 1 / 20] * 3)
    assert moved_by_a_harsher_juror(made[0], 3, "additive_full") < 0.06
    assert moved_by_a_harsher_juror(made[0], 3, "additive_fixed") < 1e-9


@pytest.mark.parametrize("method", EVERY)
def test_names_do_not_matter(method):
    made = festival(1, films=60, jurors=9)
    rng = np.random.default_rng(1)
    films, jurors, rows = rng.permutation(60), rng.permutation(9), rng.permutation(made.film.size)
    group = np.empty(60, int)
    group[films] = 3 - made.group
    turned = calibrate(
        films[made.film][rows],
        jurors[made.juror][rows],
        made.score[rows],
        60,
        9,
        group,
        method=method,
        draws=0,
    )
    assert turned.value[films] == pytest.approx(value(made, method=method), abs=1e-7)


@pytest.mark.parametrize("method", EVERY)
def test_another_scale_is_another_scale(method):
    made = festival(2, films=60, jurors=9)
    turned = value(made, 10 * made.score - 300, method)
    assert turned == pytest.approx(10 * value(made, method=method) - 300, abs=1e-5)


@pytest.mark.parametrize("method", EVERY)
def test_weights_of_blocs_are_shares(method):
    made, bloc = festival(3, films=60, jurors=9), np.arange(9) % 3 - 1
    one = value(made, method=method, bloc=bloc, bloc_weight=[3, 2])
    assert value(made, method=method, bloc=bloc, bloc_weight=[0.6, 0.4]) == pytest.approx(one, abs=1e-12)
    assert np.abs(value(made, method=method) - one).max() > 0.1


@pytest.mark.parametrize("method", EVERY)
def test_taking_out_a_film_without_a_score_changes_nothing(method):
    made = festival(4, films=60, jurors=9)
    unseen = calibrate(made.film + (made.film >= 30), made.juror, made.score, 61, 9, method=method, draws=30)
    without = calibrate(made.film, made.juror, made.score, 60, 9, method=method, draws=30)
    assert np.delete(unseen.value, 30).tobytes() == without.value.tobytes()
    assert np.delete(unseen.draws, 30, axis=1).tobytes() == without.draws.tobytes()


@pytest.mark.parametrize("method", EVERY)
def test_a_juror_who_scored_nothing_changes_nothing(method):
    made = festival(5, films=60, jurors=9)
    more = calibrate(made.film, made.juror, made.score, 60, 12, method=method, draws=0)
    fewer = calibrate(made.film, made.juror, made.score, 60, 9, method=method, draws=0)
    assert more.value.tobytes() == fewer.value.tobytes()


def test_a_higher_score_never_lowers_a_film_for_the_same_variances():
    made = festival(6, films=40, jurors=8)
    design = Design(made.film, made.juror, made.group, np.ones(made.film.size))
    for variances in (Variances(1, 0.6, 1.1), Variances(0.2, 3, 0.1), Variances(2, 0.01, 4)):
        before = solve(design, made.score, variances)[0]
        for row in range(0, made.film.size, 7):
            raised = made.score + (np.arange(made.film.size) == row)
            after = solve(design, raised, variances)[0]
            film = made.film[row]
            gained = [fit.film[film] + fit.level[made.group[film]] for fit in (before, after)]
            assert gained[1] > gained[0]


def test_the_calibrated_whole_is_the_weighted_sum_of_the_calibrated_parts():
    one, other = festival(7, films=40, jurors=8), festival(8, films=40, jurors=8)
    design = Design(one.film, one.juror, one.group, np.ones(one.film.size))
    ratios = Variances(1, 0.6, 1.1)
    whole, part, rest = (
        solve(design, score, ratios)[0]
        for score in (0.3 * one.score + 0.7 * other.score, one.score, other.score)
    )
    for name in ("film", "severity", "level"):
        parts = 0.3 * getattr(part, name) + 0.7 * getattr(rest, name)
        assert getattr(whole, name) == pytest.approx(parts, abs=1e-10)


def test_where_everybody_saw_everything_the_correction_keeps_the_order():
    made = festival(9, films=50, jurors=5, k=5, groups=1)
    plain, corrected = value(made, method=RAW), value(made)
    ahead = plain[:, None] > plain + 1e-9
    assert (corrected[:, None] > corrected)[ahead].all()


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_comes_in_either_a_refusal_or_finite_numbers_come_out(data):
    films, jurors = data.draw(st.integers(1, 9)), data.draw(st.integers(1, 5))
    seen = data.draw(st.lists(st.tuples(st.integers(0, films - 1), st.integers(0, jurors - 1)), unique=True))
    marks = st.sampled_from([0, 5, 5.5, 10, -3, 1e12, 1e-300])
    score = data.draw(st.lists(marks, min_size=len(seen), max_size=len(seen)))
    group = data.draw(st.lists(st.integers(0, 2), min_size=films, max_size=films))
    film, juror = [f for f, _ in seen], [j for _, j in seen]
    for method in EVERY:
        try:
            found = calibrate(film, juror, score, films, jurors, group, method=method, draws=5)
        except BadScores:
            assert not seen
            continue
        for name, array in vars(found).items():
            if isinstance(array, np.ndarray):
                assert np.isfinite(array).all(), (method, name)
        assert (found.standard_error >= 0).all()
        assert (found.value >= min(score) - 1e13).all()
        describe(found.value, found.draws)


@pytest.mark.parametrize("method", EVERY)
@pytest.mark.parametrize("noise", [0.0, 1e-9])
def test_jurors_without_any_noise_are_followed_exactly(method, noise):
    """Score = film + juror and nothing else: the films come out as they are, up to the mean of the jurors."""
    film, juror = np.repeat(np.arange(30), 3), (np.repeat(np.arange(30), 3) * 2 + np.tile([0, 1, 3], 30)) % 8
    truth, severity = np.arange(30.0) * 7 % 11, np.arange(8.0) - 3.5
    score = truth[film] + severity[juror] + noise * np.sin(np.arange(90))
    found = calibrate(film, juror, score, 30, 8, method=method, draws=5).value
    apart = np.abs((found - found.mean()) - (truth - truth.mean())).max()
    assert apart > 1 if method == RAW else apart < 1e-3
