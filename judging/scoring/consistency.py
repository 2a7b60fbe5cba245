"""The option "weigh judges by consistency": severity, spread and noise of each juror, all shrunk towards the others."""

from dataclasses import dataclass

import numpy as np

from judging.scoring import mixed
from judging.scoring.arrays import Floats, Scores, summed
from judging.scoring.severity import Model, Panel

ROUNDS = 6
PSEUDO = 16
LEAST_SPREAD, LOWEST, HIGHEST = 0.2, 0.3, 3.0


@dataclass(frozen=True)
class Habits:
    """How far each juror's marks spread over the films, and the variance of what is left; `usual` is that of all."""

    spread: Floats
    noise: Floats
    usual: float

    def applied(self, panel: Panel, mean: float) -> tuple[Floats, Floats]:
        """All scores with the spread taken out, and their weights."""
        spread = self.spread[panel.juror]
        weight = panel.rows.confidence * spread**2 * self.usual / self.noise[panel.juror]
        return mean + (panel.rows.score - mean) / spread, weight


def fit_full(rows: Scores) -> Model:
    """Method "additive_full": score = mean + severity + spread · film + noise of the juror's own size."""
    panel = Panel(rows)
    fit = mixed.fit(panel.design(rows.confidence), rows.score)
    jurors, usual = panel.jurors.size, fit.variances.rest
    habits, mean = Habits(np.ones(jurors), np.full(jurors, usual), usual), panel.mean(fit)
    for _ in range(ROUNDS):
        habits = _habits(panel, fit, habits, mean)
        mean = panel.mean(fit)
        score, weight = habits.applied(panel, mean)
        fit = mixed.fit(panel.design(weight), score, start=fit.variances)
    return _model(panel, fit, habits, mean)


def _habits(panel: Panel, fit: mixed.Fit, last: Habits, mean: float) -> Habits:
    """Regress what each juror gave on the values of the films, with the spread of 16 usual scores as a prior.

    `mean` is where the last spread was taken out around.
    """
    score, weight = last.applied(panel, mean)
    usual = last.usual
    rows, juror, jurors = panel.rows, panel.juror, panel.jurors.size
    found = panel.components(fit)
    effective = summed(panel.film, weight, panel.films.size)
    corrected = summed(panel.film, weight * (score - fit.severity[juror]), panel.films.size) / effective
    reliability = effective * found.films / (effective * found.films + found.rest)
    mean = panel.mean(fit)
    value = (reliability * (corrected - mean))[panel.film]
    error2 = (reliability * found.rest / effective)[panel.film]
    left = rows.score - mean - (last.spread * fit.severity)[juror]
    prior = PSEUDO * found.films
    up = summed(juror, rows.confidence * left * value, jurors) + prior
    spread = np.maximum(up / (summed(juror, rows.confidence * value**2, jurors) + prior), LEAST_SPREAD)
    spread = np.clip(spread / np.exp(np.log(spread).mean()), LOWEST, HIGHEST)
    missed = (left - spread[juror] * value) ** 2 + spread[juror] ** 2 * error2
    noise = summed(juror, rows.confidence * missed, jurors) + PSEUDO * usual
    return Habits(spread, noise / (np.bincount(juror, minlength=jurors) + PSEUDO), usual)


def _model(panel: Panel, fit: mixed.Fit, habits: Habits, mean: float) -> Model:
    score, weight = habits.applied(panel, mean)
    usual = habits.usual
    severity, cov = panel.severity(fit)
    spread, noise = np.ones(severity.size), np.full(severity.size, np.sqrt(usual))
    spread[panel.jurors], noise[panel.jurors] = habits.spread, np.sqrt(habits.noise)
    return Model(
        score=score,
        weight=weight,
        severity=severity,
        severity_cov=cov,
        mean=panel.mean(fit),
        components=panel.components(fit),
        shown_severity=severity * spread,
        shown_severity_error=np.sqrt(np.diag(cov)) * spread,
        spread=spread,
        noise=noise,
        separate=panel.separate,
    )
