import numpy as np
import pytest

from judging.scoring import arrays
from judging.scoring.calibrated import METHODS, RAW, calibrate
from tests.judging.scoring.synthetic import festival

MONTGOMERY = [[73, 74, None, 71], [None, 75, 67, 72], [73, 75, 68, None], [75, None, 72, 75]]
"""Four catalysts (films) on four batches (jurors), three each: Montgomery, Design and Analysis of Experiments, 4.4."""


def montgomery(**options):
    cells = [(f, j, x) for f, row in enumerate(MONTGOMERY) for j, x in enumerate(row) if x is not None]
    film, juror, score = zip(*cells, strict=True)
    return calibrate(film, juror, score, 4, 4, draws=0, **options)


def test_a_balanced_incomplete_block_design_by_least_squares():
    found = montgomery(method="additive_fixed")
    assert found.corrected - found.corrected.mean() == pytest.approx([-9 / 8, -7 / 8, -4 / 8, 20 / 8])
    assert found.components.rest == pytest.approx(0.65, abs=1e-9)


def test_who_was_never_seen_by_the_harsh_juror_is_put_right():
    found = montgomery()
    assert found.raw.argsort()[::-1].tolist() == [3, 0, 2, 1]
    assert found.value.argsort()[::-1].tolist() == [3, 2, 1, 0]
    assert found.severity.argmin() == 2


@pytest.mark.parametrize("method", [*METHODS, RAW])
def test_the_same_arguments_give_the_same_numbers_to_the_last_bit(method):
    made = festival(1, films=40, jurors=8)
    one, two = (calibrate(*made.arguments, method=method, draws=50, seed=9) for _ in range(2))
    assert one.value.tobytes() == two.value.tobytes()
    assert one.draws.tobytes() == two.draws.tobytes()
    assert calibrate(*made.arguments, method=method, draws=50, seed=8).draws.tobytes() != one.draws.tobytes()


@pytest.mark.parametrize("method", [*METHODS, RAW])
def test_shapes_and_finite_numbers(method):
    made = festival(2, films=40, jurors=8)
    found = calibrate(*made.arguments, method=method, draws=70)
    assert found.value.shape == found.standard_error.shape == (40,)
    assert found.draws.shape == (70, 40)
    for name, array in vars(found).items():
        if isinstance(array, np.ndarray):
            assert np.isfinite(array).all(), name
    assert found.reason == ""


def test_draws_scatter_around_the_value_as_the_standard_error_says():
    made = festival(3, films=40, jurors=8)
    found = calibrate(*made.arguments, draws=4000)
    assert found.draws.mean(axis=0) == pytest.approx(found.value, abs=0.06)
    assert found.draws.std(axis=0) == pytest.approx(found.standard_error, rel=0.06)


def test_the_correction_comes_nearer_to_the_truth_than_the_plain_mean():
    better = 0
    for seed in range(5):
        made = festival(seed)
        found = calibrate(*made.arguments, draws=0)
        full = calibrate(*made.arguments, draws=0, method="additive_full")
        like = [np.corrcoef(made.truth, x)[0, 1] for x in (found.raw, found.value, full.value)]
        better += like[0] < like[1] < like[2]
    assert better == 5


def test_a_film_without_a_score_has_the_mean_and_the_whole_spread():
    made = festival(4, films=40, jurors=8)
    rest = made.film != 7
    found = calibrate(made.film[rest], made.juror[rest], made.score[rest], 40, 8, made.group, draws=10)
    assert found.value[7] == found.mean
    assert found.standard_error[7] > np.sqrt(found.components.films)
    assert found.standard_error[7] > found.standard_error[found.counted].max()
    assert (found.scores[7], found.reliability[7]) == (0, 0)


def test_a_juror_of_few_scores_is_marked_and_hardly_corrected():
    made = festival(5, films=60, jurors=8)
    film, juror = np.append(made.film, [0, 1]), np.append(made.juror, [8, 8])
    score = np.append(made.score, [0.0, 0.0])
    found = calibrate(film, juror, score, 60, 9, draws=0)
    assert found.calibrated.tolist() == [True] * 8 + [False]
    assert found.severity_error[8] > 1.5 * found.severity_error[:8].max()


def test_half_seen_films_count_half():
    made = festival(6, films=40, jurors=8)
    confidence = np.where(made.juror == 3, 0.5, 1.0)
    whole, half = (calibrate(*made.arguments, draws=0, confidence=c) for c in (None, confidence))
    seen = np.unique(made.film[made.juror == 3])
    assert (half.reliability[seen] < whole.reliability[seen]).all()


def test_blocs_keep_their_weight_whatever_their_turnout():
    film = np.repeat(np.arange(12), 6)
    juror = np.tile(np.arange(6), 12)
    score = (film * 7 + juror * juror * 5) % 10 + 0.5 * (juror < 4)
    bloc = [0, 0, 0, 0, 1, 1]
    found = calibrate(film, juror, score, 12, 6, draws=0, bloc=bloc, bloc_weight=[1, 3], method=RAW)
    table = score.reshape(12, 6)
    assert found.value == pytest.approx(0.25 * table[:, :4].mean(axis=1) + 0.75 * table[:, 4:].mean(axis=1))
    scaled = calibrate(film, juror, score, 12, 6, draws=0, bloc=bloc, bloc_weight=[10, 30], method=RAW)
    assert scaled.value == pytest.approx(found.value, abs=1e-12)
    alone = calibrate(
        film, juror, score, 12, 6, draws=0, bloc=[0, 0, 0, 0, -1, -1], bloc_weight=[1], method=RAW
    )
    assert alone.value == pytest.approx(table[:, :4].mean(axis=1))


HOSTILE = {
    "a missing score": ((([0, 1]), [0, 0], [1, np.nan], 2, 1), {}, arrays.NotANumber),
    "an infinite score": (([0, 1], [0, 0], [1, np.inf], 2, 1), {}, arrays.NotANumber),
    "a word": (([0, 1], [0, 0], [1, "good"], 2, 1), {}, arrays.NotANumber),
    "a negative film": (([0, -1], [0, 0], [1, 2], 2, 1), {}, arrays.NoSuchIndex),
    "a film too many": (([0, 2], [0, 0], [1, 2], 2, 1), {}, arrays.NoSuchIndex),
    "half a juror": (([0, 1], [0, 0.5], [1, 2], 2, 1), {}, arrays.NoSuchIndex),
    "no scores": (([], [], [], 2, 1), {}, arrays.NoScores),
    "nobody says how many films": (([0], [0], [1], None, 1), {}, arrays.BadOption),
    "endlessly many jurors": (([0], [0], [1], 1, float("inf")), {}, arrays.BadOption),
    "next to no confidence": (([0], [0], [1], 1, 1), {"confidence": [1e-300]}, arrays.BadOption),
    "no films": (([0], [0], [1], 0, 1), {}, arrays.BadOption),
    "no sensible score": (([0, 1], [0, 0], [1, 1e300], 2, 1), {}, arrays.NotANumber),
    "too large a number": (([0, 1e300], [0, 0], [1, 2], 2, 1), {}, arrays.NoSuchIndex),
    "a world of films": (([0], [0], [1], 10**9, 10**9), {}, arrays.BadOption),
    "unequal lengths": (([0], [0, 0], [1, 2], 2, 1), {}, arrays.UnequalLengths),
    "the same film twice": (([1, 1], [0, 0], [1, 2], 2, 1), {}, arrays.ScoredTwice),
    "a short group": (([0, 1], [0, 0], [1, 2], 2, 1, [0]), {}, arrays.UnequalLengths),
    "a negative group": (([0, 1], [0, 0], [1, 2], 2, 1, [0, -1]), {}, arrays.NoSuchIndex),
    "no such method": (([0], [0], [1], 1, 1), {"method": "magic"}, arrays.BadOption),
    "half a draw": (([0], [0], [1], 1, 1), {"draws": 1.5}, arrays.BadOption),
    "a negative seed": (([0], [0], [1], 1, 1), {"seed": -1}, arrays.BadOption),
    "no confidence": (([0], [0], [1], 1, 1), {"confidence": [0]}, arrays.BadOption),
    "blocs without weights": (([0], [0], [1], 1, 1), {"bloc": [0]}, arrays.BadOption),
    "weights of nothing": (([0], [0], [1], 1, 1), {"bloc": [0], "bloc_weight": [0]}, arrays.BadOption),
    "a bloc too many": (([0], [0], [1], 1, 1), {"bloc": [1], "bloc_weight": [1]}, arrays.NoSuchIndex),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_refused_in_words(name):
    arguments, options, error = HOSTILE[name]
    with pytest.raises(error, match=r"^[A-Z'].*\.$") as refused:
        calibrate(*arguments, **options)
    assert isinstance(refused.value, ValueError)


def test_numbers_of_groups_are_only_names():
    made = festival(7, films=60, jurors=8)
    odd = calibrate(*made.arguments[:5], 10**12 + 7 * made.group, draws=0)
    assert odd.value.tobytes() == calibrate(*made.arguments, draws=0).value.tobytes()


def test_marks_without_any_chance_are_counted_all_the_same():
    """What severity and spread explain to the last digit once left equations that could not be turned round."""
    film = [number for number in range(12) for _step in range(3)]
    juror = [(number + step) % 5 for number in range(12) for step in range(3)]
    score = [
        max(0, min(10, 3 + 7 * f // 12 + (f * j) % 2 - 3 * (j == 0)))
        for f, j in zip(film, juror, strict=True)
    ]
    for method in METHODS:
        assert np.isfinite(calibrate(film, juror, score, 12, 5, method=method, draws=10).value).all()
