import numpy as np
import pytest

from judging.scoring.arrays import BadScores
from judging.scoring.judge_report import Extras, judge_reports
from tests.judging.scoring.synthetic import festival

MADE = festival(1, bias=0.2)
ODD = 3


def reports(change=None, **options):
    score = MADE.score.copy()
    mine = MADE.juror == ODD
    if change is not None:
        score[mine] = change(score[mine], MADE.film[mine])
    found = judge_reports(MADE.film, MADE.juror, score, MADE.films, MADE.jurors, **options)
    return {report.juror: report for report in found}


def flags(change, **options):
    return reports(change, **options)[ODD].flags


def test_an_ordinary_jury_raises_hardly_a_flag():
    found = reports()
    assert len(found) == MADE.jurors
    assert sum(len(report.flags) for report in found.values()) <= 2
    assert found[ODD].scores == (MADE.juror == ODD).sum()
    assert 0.4 < found[ODD].noise < 2.5
    assert found[ODD].agreement > 0.2
    assert found[ODD].drift is None


def test_a_severe_juror():
    found = reports(lambda score, film: score - 4)
    assert found[ODD].flags == ("severe",)
    assert found[ODD].severity == pytest.approx(-4, abs=1)


def test_a_careless_juror():
    rng = np.random.default_rng(2)
    assert set(flags(lambda score, film: rng.uniform(0, 10, score.size))) == {"erratic", "contrary"}


def test_one_score_for_everything():
    found = reports(lambda score, film: np.where(np.arange(score.size) % 5, 6.0, score))
    assert "one_score" in found[ODD].flags
    assert found[ODD].usual >= 0.8
    assert reports(lambda score, film: np.full(score.size, 6.0))[ODD].agreement is None


def test_growing_tired():
    order = np.arange(MADE.film.size)
    found = reports(lambda score, film: score - 4 * np.linspace(0, 1, score.size), extras=Extras(order=order))
    place = np.flatnonzero(MADE.juror == ODD)
    assert found[ODD].drift < 0
    assert "drifting" in found[ODD].flags
    assert found[ODD].drift * np.ptp(place) / 10 == pytest.approx(-4, abs=1.5)


def test_kindness_to_ones_own():
    mine = np.flatnonzero(MADE.juror == ODD)[:2]
    own = np.zeros(MADE.film.size)
    own[mine] = 1
    score = MADE.score.copy()
    score[mine] += 6
    (found,) = [
        report
        for report in judge_reports(MADE.film, MADE.juror, score, 200, 20, extras=Extras(own=own))
        if report.juror == ODD
    ]
    assert set(found.partial) == set(MADE.film[mine].tolist())
    assert "partial" in found.flags


def test_watching_and_repeating():
    watched = np.where(MADE.juror == ODD, 0.3, 1.0)
    extras = Extras(watched=watched, repeats=[(ODD, 7, 5), (ODD, 6, 6), (4, 8, 8)])
    found = reports(extras=extras)
    assert "hardly_watched" in found[ODD].flags
    assert (found[ODD].watched, found[ODD].repeated) == (0.3, 1.0)
    assert (found[4].watched, found[4].repeated, found[5].repeated) == (1.0, 0.0, None)


def test_whose_absence_changes_the_selection():
    def lift(score, film):
        return np.where(film == 17, 10.0, np.minimum(score, 5))

    found = reports(lift, among=20)
    for report in found.values():
        assert len(report.influence.entering) == len(report.influence.leaving)
    assert sum(len(report.influence.leaving) for report in found.values()) > 5
    assert all(not report.influence.leaving for report in reports().values())


def test_too_few_to_say_anything():
    found = judge_reports([0, 1, 1], [0, 0, 1], [5, 6, 7], 2, 3)
    assert [report.juror for report in found] == [0, 1]
    assert {report.flags for report in found} == {()}
    assert {report.noise for report in found} == {None}


@pytest.mark.parametrize(
    "options",
    [
        {"extras": Extras(order=[1, 2])},
        {"extras": Extras(watched=np.full(MADE.film.size, np.nan))},
        {"extras": Extras(repeats=[(99, 1, 2)])},
        {"extras": Extras(repeats=[(1, np.inf, 2)])},
        {"among": -1},
    ],
)
def test_hostile_extras(options):
    with pytest.raises(BadScores):
        reports(**options)
