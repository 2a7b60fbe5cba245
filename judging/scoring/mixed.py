"""score = level of the group + film + juror + rest, films and jurors random: REML by EM, films absorbed.

The model of the NeurIPS calibration (Platt & Burges 2012; Lawrence 2014) with weights (MacKay et al. 2017) and the
level of the film's group as a fixed effect. With lf = v/vf and lb = v/vb the films drop out of the equations, and what
is left has one unknown per group and juror. Published check: lme4's Penicillin data.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from judging.scoring.arrays import Floats, Ints, summed

STEPS = 300
MOVED = 1e-9
FLOOR = 1e-9
"""No variance is below this share of the variance of all scores: exact data stay countable."""
LONGEST_LEAP = 30.0
DISTINCT = 40
"""Up to so many different sums of weights per film the products are made once and kept."""


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


class Design:
    """The sums that every step needs. Each film, juror and group must have at least one score."""

    def __init__(self, film: Ints, juror: Ints, group: Ints, weight: Floats) -> None:
        films, jurors, groups = group.size, int(juror.max()) + 1, int(group.max()) + 1
        self.film, self.juror, self.group, self.weight = film, juror, group, weight
        self.films, self.jurors, self.groups, self.rows = films, jurors, groups, film.size
        table = summed(film * jurors + juror, weight, films * jurors)
        self.per_film = summed(film, weight, films)
        self.per_juror = summed(juror, weight, jurors)
        self.sums = np.zeros((films, groups + jurors))
        self.sums[np.arange(films), group] = self.per_film
        self.sums[:, groups:] = table.reshape(films, jurors)
        self.crossed = self._crossed()
        kinds, kind = np.unique(self.per_film, return_inverse=True)
        self.kinds = kinds if kinds.size <= DISTINCT else None
        if self.kinds is not None:
            self.products = np.stack([self._product(kind == number) for number in range(kinds.size)])

    def _crossed(self) -> Floats:
        """Sum of weight x x' over all scores."""
        groups, size = self.groups, self.groups + self.jurors
        whole = np.zeros((size, size))
        by_group = np.zeros((groups, self.jurors))
        np.add.at(by_group, self.group, self.sums[:, groups:])
        whole[:groups, groups:], whole[groups:, :groups] = by_group, by_group.T
        whole[np.arange(groups), np.arange(groups)] = by_group.sum(axis=1)
        whole[np.arange(groups, size), np.arange(groups, size)] = self.per_juror
        return whole

    def _product(self, chosen: NDArray[np.bool_]) -> Floats:
        rows = self.sums[chosen]
        return rows.T @ rows

    def absorbed(self, ratio: float) -> tuple[Floats, Floats]:
        """Sum of S S'/d and of S S'/d² over the films, with d the film's weight plus `ratio`."""
        if self.kinds is not None:
            d = self.kinds + ratio
            return np.tensordot(1 / d, self.products, 1), np.tensordot(1 / d**2, self.products, 1)
        scaled = self.sums / (self.per_film + ratio)[:, None]
        return scaled.T @ self.sums, scaled.T @ scaled


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
    right = -design.sums.T @ (of_film / d)
    right[:groups] += summed(design.group, of_film, groups)
    right[groups:] += summed(design.juror, weighted, design.jurors)
    inverse = np.linalg.inv(a)
    inverse = (inverse + inverse.T) / 2
    theta = inverse @ right
    film = (of_film - design.sums @ theta) / d
    level, severity = theta[:groups], theta[groups:]
    rest = score - level[design.group[design.film]] - severity[design.juror] - film[design.film]
    trace_jurors = float(np.trace(inverse[groups:, groups:]))
    trace_films = float((inverse * twice).sum())
    spare = len(a) - juror_ratio * trace_jurors - film_ratio * trace_films
    spare += design.films - film_ratio * float((1 / d).sum())
    stepped = Variances(
        film=(float(film @ film) + v * (float((1 / d).sum()) + trace_films)) / design.films,
        juror=(float(severity @ severity) + v * trace_jurors) / design.jurors,
        rest=(float(design.weight @ rest**2) + v * spare) / design.rows,
    )
    fit = Fit(
        level=level,
        severity=severity,
        film=film,
        film_variance=v / d,
        cov=v * inverse,
        variances=variances,
        criterion=_criterion(design, variances, a, d, float(weighted @ rest)),
        steps=0,
    )
    return fit, stepped


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
    """The REML fit: EM on the logarithms of the variances, every third step a leap along their curve (SQUAREM)."""
    total = float(np.var(score)) or 1.0
    floor = np.log(total * FLOOR)
    place = _logs(start or Variances(total / 4, total / 4, total / 2))

    def step(at: Floats) -> tuple[Fit, Floats]:
        found, moved = solve(design, score, Variances(*np.exp(np.maximum(at, floor)).tolist()))
        return found, np.maximum(_logs(moved), floor)

    taken = 0
    while True:
        here, first = step(place)
        taken += 1
        if np.abs(first - place).max() < MOVED or taken >= steps:
            return replace(here, steps=taken)
        there, second = step(first)
        taken += 1
        place = _leap(place, first, second, there.criterion, step)


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


def _logs(variances: Variances) -> Floats:
    return np.log(np.array([variances.film, variances.juror, variances.rest]))
