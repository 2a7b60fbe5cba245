"""When there is too little to correct, the plain mean stands and a code says why."""

import numpy as np
import pytest

from judging.scoring.calibrated import RAW, calibrate
from judging.scoring.graph import parts
from tests.judging.scoring.synthetic import festival


def complete(films, jurors, score=None):
    film, juror = np.repeat(np.arange(films), jurors), np.tile(np.arange(jurors), films)
    return (
        film,
        juror,
        (film * 3 + juror * 5) % 7 if score is None else np.full(film.size, score),
        films,
        jurors,
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (complete(3, 5), "too_few_films"),
        (complete(30, 2), "too_few_jurors"),
        (complete(30, 1), "too_few_jurors"),
        (complete(1, 9), "too_few_films"),
        (complete(10, 5, 6.5), "constant"),
        ((np.arange(30), np.arange(30) % 5, np.arange(30) % 7, 30, 5), "too_few_scores"),
    ],
)
def test_too_little_to_correct(arguments, reason):
    found = calibrate(*arguments, draws=20)
    film, _, score, films, _ = arguments
    assert (found.method, found.reason) == (RAW, reason)
    assert found.value == pytest.approx(np.bincount(film, score, films) / np.bincount(film, minlength=films))
    assert np.isfinite(found.standard_error).all()
    assert np.isfinite(found.draws).all()
    assert not found.severity.any()


def halves(group):
    one, two = festival(1, films=30, jurors=6), festival(2, films=30, jurors=6)
    return (
        np.append(one.film, two.film + 30),
        np.append(one.juror, two.juror + 6),
        np.append(one.score, two.score - 3),
        60,
        12,
        group,
    )


def test_two_juries_without_a_common_film_cannot_be_compared():
    assert calibrate(*halves(None), draws=0).reason == "disconnected"
    assert calibrate(*halves(np.arange(60) % 2), draws=0).reason == "disconnected"


def test_closed_panels_one_a_category_are_corrected_inside_and_left_as_scored_between():
    found = calibrate(*halves(np.repeat([0, 1], 30)), draws=0)
    assert (found.method, found.reason, found.notices) == ("additive_group", "", ("separate_parts",))
    assert found.severity[:6].sum() == pytest.approx(0, abs=1e-9)
    assert found.severity[6:].sum() == pytest.approx(0, abs=1e-9)
    assert found.corrected[:30].mean() - found.corrected[30:].mean() > 2


def test_one_stray_pair_does_not_take_the_correction_from_everybody():
    made = festival(3, films=60, jurors=8)
    found = calibrate(
        np.append(made.film, 60), np.append(made.juror, 8), np.append(made.score, 9.0), 61, 9, draws=0
    )
    assert (found.reason, found.notices) == ("", ("separate_parts",))
    assert found.severity[8] == pytest.approx(0, abs=1e-9)
    assert found.corrected[60] == pytest.approx(9)


def test_no_difference_in_severity_is_noticed():
    made = festival(4, bias=0)
    assert calibrate(*made.arguments, draws=0).notices == ("no_severity",)


def test_parts_of_a_long_chain():
    juror = np.array([step for film in range(60) for step in (film, film + 1)])
    film = np.repeat(np.arange(60), 2)
    away = film != 29
    of_film, of_juror = parts(film, juror, 60, 61)
    assert set(of_film) == set(of_juror) == {0}
    of_film, of_juror = parts(film[away], juror[away], 60, 62)
    assert of_film.tolist() == [0] * 29 + [-1] + [1] * 30
    assert of_juror.tolist() == [0] * 30 + [1] * 31 + [-1]
