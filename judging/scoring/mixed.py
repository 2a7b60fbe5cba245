"""score = level of the group + film + juror + rest, films and jurors random: REML by EM, films absorbed.

The model of the NeurIPS calibration (Platt & Burges 2012; Lawrence 2014) with weights (MacKay et al. 2017) and the
level of the film's group as a fixed effect. With lf = v/vf and lb = v/vb the films drop out of the equations, and what
is left has one unknown per group and juror. Published check: lme4's Penicillin data.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from judging.scoring.arrays import Floats, summed
from judging.scoring.design import Design

STEPS = 300
MOVED = 1e-9
FLOOR = 1e-9
"""No variance is below this share of the variance of all scores: exact data stay countable."""
LONGEST_LEAP = 30.0
NEGLIGIBLE = 0.01
"""A share of the variance below which a component is tried at nothing."""


@dataclass(frozen=True)
class Variances:
    """The components of one score: the film, the juror's severity, the rest."""

    film: float
    juror: float
    rest: float


@dataclass(frozen=True)
class Fit:
    """Levels, severities and films for given variances; `cov` is the covariance of (levels, severities)."""

    level: Floats
    severity: Floats
    film: Floats
    film_variance: Floats
    cov: Floats
    variances: Variances
    criterion: float
    steps: int

    @property
    def severity_cov(self) -> Floats:
        groups = self.level.size
        return self.cov[groups:, groups:]


def solve(design: Design, score: Floats, variances: Variances) -> tuple[Fit, Variances]:
    """The fit for these variances, and what one step of EM makes of them."""
    v, groups = variances.rest, design.groups
    film_ratio, juror_ratio = v / variances.film, v / variances.juror
    d: Floats = np.add(design.per_film, film_ratio)
    once, twice = design.absorbed(film_ratio)
    a = design.crossed - once
    a[np.arange(groups, len(a)), np.arange(groups, len(a))] += juror_ratio
    weighted = design.weight * score
    of_film = summed(design.film, weighted, design.films)
    right = -design.by_unknown(of_film / d)
    right[:groups] += summed(design.group, of_film, groups)
    right[groups:] += summed(design.juror, weighted, design.jurors)
    inverse = _inverse(a)
    theta = inverse @ right
    film = (of_film - design.by_film(theta)) / d
    level, severity = theta[:groups], theta[groups:]
    rest = score - level[design.group[design.film]] - severity[design.juror] - film[design.film]
    trace_jurors = float(np.trace(inverse[groups:, groups:]))
    trace_films = float((inverse * twice).sum())
    spare = len(a) - juror_ratio * trace_jurors - film_ratio * trace_films
    spare += design.films - film_ratio * float((1 / d).sum())
    stepped = Variances(
        film=(float((film * film).sum()) + v * (float((1 / d).sum()) + trace_films)) / design.films,
        juror=(float((severity * severity).sum()) + v * trace_jurors) / design.jurors,
        rest=(float((design.weight * rest**2).sum()) + v * spare) / design.rows,
    )
    fit = Fit(
        level=level,
        severity=severity,
        film=film,
        film_variance=v / d,
        cov=v * inverse,
        variances=variances,
        criterion=_criterion(design, variances, a, d, float((weighted * rest).sum())),
        steps=0,
    )
    return fit, stepped


def _inverse(a: Floats) -> Floats:
    """Marks that a juror's habits explain to the last digit leave equations that say one thing twice."""
    try:
        found = np.linalg.inv(a)
    except np.linalg.LinAlgError:
        found = np.linalg.pinv(a, hermitian=True)
    return (found + found.T) / 2


def _criterion(design: Design, variances: Variances, a: Floats, d: Floats, fitted: float) -> float:
    """Minus twice the restricted log likelihood."""
    v = variances.rest
    log_c = float(np.log(d / v).sum()) + float(np.linalg.slogdet(a)[1]) - len(a) * np.log(v)
    return float(
        (design.rows - design.groups) * np.log(2 * np.pi)
        + design.rows * np.log(v)
        - np.log(design.weight).sum()
        + design.films * np.log(variances.film)
        + design.jurors * np.log(variances.juror)
        + log_c
        + fitted / v
    )


def fit(design: Design, score: Floats, *, start: Variances | None = None, steps: int = STEPS) -> Fit:
    """The REML fit: EM on the logarithms of the variances, every third step a leap along their curve (SQUAREM).

    It ends when no variance moves by more than a billionth of the variance of all scores.
    """
    centre = float(score.mean())
    total = float(np.var(score)) or 1.0
    place, floor = _logs(start or Variances(total / 4, total / 4, total / 2)), np.log(total * FLOOR)

    def step(at: Floats) -> tuple[Fit, Floats]:
        found, moved = solve(design, score - centre, Variances(*np.exp(np.maximum(at, floor)).tolist()))
        return found, np.maximum(_logs(moved), floor)

    taken = 0
    while True:
        here, first = step(place)
        taken += 1
        if np.abs(np.exp(first) - np.exp(place)).max() < MOVED * total or taken >= steps:
            return replace(here, level=here.level + centre, steps=taken)
        there, second = step(first)
        taken += 1
        gone = _vanished(second, there.criterion, step, floor)
        place = _leap(place, first, second, there.criterion, step) if gone is None else gone


def _leap(
    start: Floats,
    first: Floats,
    second: Floats,
    criterion: float,
    step: Callable[[Floats], tuple[Fit, Floats]],
) -> Floats:
    """Where two steps of EM point to, unless the likelihood is worse there: then the second step itself."""
    moved, bent = first - start, second - 2 * first + start
    length, far = float(np.linalg.norm(bent)), float(np.linalg.norm(moved))
    if length == 0 or far <= length:
        return second
    stretch = min(far / length, LONGEST_LEAP)
    found, after = step(start + 2 * stretch * moved + stretch**2 * bent)
    return after if found.criterion <= criterion else second


def _vanished(
    place: Floats, criterion: float, step: Callable[[Floats], tuple[Fit, Floats]], floor: float
) -> Floats | None:
    """The place with a small variance of films or jurors set to nothing, if that is no less likely: EM never arrives."""
    shares = np.exp(place) / np.exp(place).sum()
    for number in (0, 1):
        if shares[number] < NEGLIGIBLE and place[number] > floor:
            without = place.copy()
            without[number] = floor
            if step(without)[0].criterion <= criterion:
                return without
    return None


def _logs(variances: Variances) -> Floats:
    return np.log(np.array([variances.film, variances.juror, variances.rest]))
