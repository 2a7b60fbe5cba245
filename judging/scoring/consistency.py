"""The option "weigh judges by consistency": severity, spread and noise of each juror, all shrunk towards the others.

How strongly they are shrunk follows from how much the jurors differ: a trained jury is left alone, a careless juror
loses weight. Begins as if each juror had given 16 usual scores more, which was best on average in measurements.
"""

from dataclasses import dataclass

import numpy as np

from judging.scoring import mixed
from judging.scoring.arrays import Floats, Scores, summed
from judging.scoring.severity import Doubt, Model, Panel

ROUNDS, STEPS = 8, 6
PSEUDO, LEAST_PSEUDO, MOST_PSEUDO = 16.0, 6.0, 64.0
USUAL_ROUNDS = 2
"""So many rounds with the usual prior before the jurors' own differences are looked at."""
PRIOR_JURORS = 20
"""The differences of the jurors count beside those of so many usual jurors."""
LEAST_SPREAD, LOWEST, HIGHEST = 0.2, 0.3, 3.0


@dataclass(frozen=True)
class Habits:
    """How far each juror's marks spread over the films, and the variance of what is left; `usual` is that of all.

    `doubt` is what is not sure about them.
    """

    spread: Floats
    noise: Floats
    usual: float
    doubt: Doubt

    def applied(self, panel: Panel, mean: float) -> tuple[Floats, Floats]:
        """All scores with the spread taken out, and their weights."""
        spread = self.spread[panel.juror]
        weight = panel.rows.confidence * spread**2 * self.usual / self.noise[panel.juror]
        return mean + (panel.rows.score - mean) / spread, weight


class Seen:
    """The films as the last fit sees them: the value behind each score, its error, and what the juror left over."""

    def __init__(self, panel: Panel, fit: mixed.Fit, habits: Habits, mean: float) -> None:
        score, weight = habits.applied(panel, mean)
        components = panel.components(fit)
        self.films = components.films
        effective = summed(panel.film, weight, panel.films.size)
        corrected = (
            summed(panel.film, weight * (score - fit.severity[panel.juror]), panel.films.size) / effective
        )
        reliability = effective * self.films / (effective * self.films + components.rest)
        now = panel.mean(fit)
        self.value = (reliability * (corrected - now))[panel.film]
        self.error2 = (reliability * components.rest / effective)[panel.film]
        self.left = panel.rows.score - now - (habits.spread * fit.severity)[panel.juror]


def fit_full(rows: Scores) -> Model:
    """Method "additive_full": score = mean + severity + spread · film + noise of the juror's own size."""
    panel = Panel(rows)
    fit = mixed.fit(panel.design(rows.confidence), rows.score)
    jurors, usual = panel.jurors.size, fit.variances.rest
    sure = Doubt(np.zeros(jurors), np.zeros(jurors))
    habits, mean = Habits(np.ones(jurors), np.full(jurors, usual), usual, sure), panel.mean(fit)
    for number in range(ROUNDS):
        habits = _habits(panel, Seen(panel, fit, habits, mean), habits, learn=number >= USUAL_ROUNDS)
        mean = panel.mean(fit)
        score, weight = habits.applied(panel, mean)
        last = number == ROUNDS - 1
        fit = mixed.fit(
            panel.design(weight), score, start=fit.variances, steps=mixed.STEPS if last else STEPS
        )
    return _model(panel, fit, habits, mean)


def _habits(panel: Panel, seen: Seen, last: Habits, *, learn: bool) -> Habits:
    """Regress what each juror gave on the values of the films, and shrink both spread and noise."""
    juror, jurors, u, usual = panel.juror, panel.jurors.size, panel.rows.confidence, last.usual
    count = summed(juror, np.ones(juror.size), jurors)
    told = summed(juror, u * (seen.value**2 + seen.error2), jurors)
    up = summed(juror, u * seen.left * seen.value, jurors)
    pseudo = _for_spread(up / told, last.noise / told, usual / seen.films) if learn else PSEUDO
    known = told + pseudo * seen.films
    spread = np.maximum((up + pseudo * seen.films) / known, LEAST_SPREAD)
    spread = np.clip(spread / np.exp(np.log(spread).mean()), LOWEST, HIGHEST)
    missed = (seen.left - spread[juror] * seen.value) ** 2 + spread[juror] ** 2 * seen.error2
    rest = summed(juror, u * missed, jurors)
    pseudo = _for_noise(rest / count, count, usual) if learn else PSEUDO
    noise = (rest + pseudo * usual) / (count + pseudo)
    doubt = Doubt(noise / known / spread**2, 2 / (count + pseudo - 2))
    return Habits(spread, noise, usual, doubt)


def _for_spread(spread: Floats, error2: Floats, unit: float) -> float:
    """How many usual scores the prior of the spread is worth: few when jurors differ by more than chance.

    `unit` is the variance of the spread that a prior of one score stands for.
    """
    differing = _between(spread, error2, 1 / (0.05 + error2), unit / PSEUDO)
    return float(np.clip(unit / differing, LEAST_PSEUDO, MOST_PSEUDO))


def _for_noise(noise: Floats, count: Floats, usual: float) -> float:
    """The same for the noise: the logarithm of a variance of n scores varies by 2/n through chance alone."""
    logs = np.log(np.maximum(noise, usual / 100))
    differing = _between(logs, 2 / np.maximum(count, 2), (count / (count + PSEUDO)) ** 2, 2 / PSEUDO)
    return float(np.clip(2 / differing, LEAST_PSEUDO, MOST_PSEUDO))


def _between(found: Floats, by_chance: Floats, weight: Floats, usual: float) -> float:
    """The variance between jurors beyond chance, taken together with that of usual jurors."""
    around = found - np.average(found, weights=weight)
    beyond = float(np.average(around**2 - by_chance, weights=weight))
    own = found.size / (found.size + PRIOR_JURORS)
    return max(own * beyond + (1 - own) * usual, usual / MOST_PSEUDO)


def _model(panel: Panel, fit: mixed.Fit, habits: Habits, mean: float) -> Model:
    score, weight = habits.applied(panel, mean)
    severity, cov = panel.severity(fit)
    spread, noise = np.ones(severity.size), np.full(severity.size, np.sqrt(habits.usual))
    spread[panel.jurors], noise[panel.jurors] = habits.spread, np.sqrt(habits.noise)
    doubt = Doubt(np.zeros(severity.size), np.zeros(severity.size))
    doubt.spread[panel.jurors], doubt.noise[panel.jurors] = habits.doubt.spread, habits.doubt.noise
    return Model(
        score=score,
        weight=weight,
        severity=severity,
        cov=cov,
        mean=panel.mean(fit),
        components=panel.components(fit),
        shown_severity=severity * spread,
        shown_severity_error=np.sqrt(np.diag(cov)[:-1]) * spread,
        spread=spread,
        noise=noise,
        separate=panel.separate,
        doubt=doubt,
    )
