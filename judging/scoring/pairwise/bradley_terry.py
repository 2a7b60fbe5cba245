"""P(i over j) = 1/(1+exp(-(strength_i - strength_j + order))), by Newton, with a normal prior as the ridge.

Bradley & Terry (1952); checked against the baseball and citation tables of Agresti (2002). A tie is half a win each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.arrays import BadOption, Floats, Ints, NoScores, NoSuchIndex, finite, indices, summed

RIDGE = 1 / 1.5**2
"""Strengths of a jury's finalists are taken to lie about 1.5 around 0; without it an unbeaten film is infinite."""
STEPS, MOVED = 100, 1e-11


@dataclass(frozen=True)
class Comparisons:
    """Rows of pairs: `wins` of the first shown and `losses` of it (wins of the second); halves are ties."""

    first: Ints
    second: Ints
    wins: Floats
    losses: Floats
    items: int


@dataclass(frozen=True)
class Relative:
    """Strengths less that of a reference, and their standard errors (0 for the reference itself)."""

    strength: Floats
    error: Floats


@dataclass(frozen=True)
class PairFit:
    """Strengths around 0, their covariance, the advantage of being shown first, and how well all that fits."""

    strength: Floats
    cov: Floats
    order: float
    order_error: float
    deviance: float
    null_deviance: float
    pairs: Floats
    ridge: float

    @property
    def error(self) -> Floats:
        return np.asarray(np.sqrt(np.maximum(np.diag(self.cov), 0)), np.float64)

    def relative_to(self, item: int) -> Relative:
        """As printed in books: one item is 0."""
        variance = np.diag(self.cov) + self.cov[item, item] - 2 * self.cov[item]
        return Relative(self.strength - self.strength[item], np.sqrt(np.maximum(variance, 0)))

    def preferred(self, item: int, other: int) -> float:
        """The chance that a juror prefers the item in one more comparison, whichever is shown first."""
        return float(_logistic(np.array([self.strength[item] - self.strength[other]]))[0])

    def better(self, item: int, other: int) -> float:
        """How sure it is that the item is the stronger one."""
        variance = self.cov[item, item] + self.cov[other, other] - 2 * self.cov[item, other]
        apart = float(self.strength[item] - self.strength[other])
        return 0.5 * (1 + erf(apart / sqrt(2 * variance))) if variance > 0 else 0.5


def comparisons(
    first: ArrayLike, second: ArrayLike, wins: ArrayLike, losses: ArrayLike, items: int
) -> Comparisons:
    """The rows, checked. One vote is wins 1 and losses 0, a tie 0.5 and 0.5, a whole series its counts."""
    won, lost = finite(wins, "wins"), finite(losses, "losses")
    one = indices(first, items, "first", won.size)
    other = indices(second, items, "second", won.size)
    if lost.size != won.size or (won < 0).any() or (lost < 0).any():
        raise BadOption("Each pair needs its wins and its losses, neither of them negative.")
    if (one == other).any():
        raise NoSuchIndex("A film cannot be compared with itself.")
    asked = won + lost > 0
    if not asked.any():
        raise NoScores("There are no comparisons to count.")
    return Comparisons(one[asked], other[asked], won[asked], lost[asked], int(items))


def from_wins(table: Sequence[Sequence[float]]) -> Comparisons:
    """From a square table: how often the item of the row was preferred to that of the column. The diagonal is ignored."""
    wins = np.asarray(table, np.float64)
    if wins.ndim != 2 or wins.shape[0] != wins.shape[1]:
        raise BadOption("A table of wins has as many rows as columns.")
    one, other = np.triu_indices(len(wins), 1)
    return comparisons(one, other, wins[one, other], wins[other, one], len(wins))


def fit_pairs(pairs: Comparisons, *, ridge: float = RIDGE, order_effect: bool = False) -> PairFit:
    """The strengths that make the votes likeliest. `order_effect` also asks what being shown first is worth.

    With `ridge` 0, the plain likelihood: refused where an item won all or lost all against the others, because its
    strength would be infinite.
    """
    if not ridge >= 0 or not np.isfinite(ridge):
        raise BadOption("The ridge must be 0 or more.")
    if ridge == 0 and not _strongly_connected(pairs):
        raise BadOption(
            "Some films only won or only lost against the others, so that their strength has no bound. Use a ridge above 0."
        )
    seen = _design(pairs, order_effect)
    votes = pairs.wins + pairs.losses
    at = np.zeros(seen.shape[1])
    for _ in range(STEPS):
        chance = _logistic(seen @ at)
        slope = seen.T @ (pairs.wins - votes * chance) - ridge * at
        curve = (seen * (votes * chance * (1 - chance))[:, None]).T @ seen + ridge * np.eye(at.size)
        step = _inverse(curve, pairs.items, ridge) @ slope
        aim, now = at + step, _likelihood(pairs, seen @ at, at, ridge)
        while _likelihood(pairs, seen @ aim, aim, ridge) < now - 1e-9 and np.abs(step).max() > MOVED:
            step = step / 2
            aim = at + step
        at = aim
        if np.abs(step).max() < MOVED:
            break
    chance = _logistic(seen @ at)
    curve = (seen * (votes * chance * (1 - chance))[:, None]).T @ seen + ridge * np.eye(at.size)
    cov = _inverse(curve, pairs.items, ridge)
    n = pairs.items
    return PairFit(
        strength=at[:n],
        cov=cov[:n, :n],
        order=float(at[n]) if order_effect else 0.0,
        order_error=float(np.sqrt(cov[n, n])) if order_effect else 0.0,
        deviance=_deviance(pairs, chance),
        null_deviance=_deviance(pairs, np.full(votes.size, 0.5)),
        pairs=summed(pairs.first, votes, n) + summed(pairs.second, votes, n),
        ridge=float(ridge),
    )


def _design(pairs: Comparisons, order_effect: bool) -> Floats:
    seen = np.zeros((pairs.first.size, pairs.items + order_effect))
    rows = np.arange(pairs.first.size)
    seen[rows, pairs.first], seen[rows, pairs.second] = 1, -1
    if order_effect:
        seen[:, -1] = 1
    return seen


def _inverse(curve: Floats, items: int, ridge: float) -> Floats:
    """Without a ridge only differences of strengths are known: take those that add up to 0."""
    if ridge:
        return np.asarray(np.linalg.inv(curve), np.float64)
    flat = np.zeros(len(curve))
    flat[:items] = 1
    inverse: Floats = np.subtract(
        np.linalg.inv(curve + np.outer(flat, flat)), np.outer(flat, flat) / items**2
    )
    return inverse


def _logistic(x: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(x / 2)), np.float64)


def _likelihood(pairs: Comparisons, odds: Floats, at: Floats, ridge: float) -> float:
    told = pairs.wins * odds - (pairs.wins + pairs.losses) * np.logaddexp(0, odds)
    return float(told.sum() - ridge / 2 * (at @ at))


def _deviance(pairs: Comparisons, chance: Floats) -> float:
    """Twice the distance to a model that knows every row."""
    found, votes = 0.0, pairs.wins + pairs.losses
    for seen, share in ((pairs.wins, chance), (pairs.losses, 1 - chance)):
        some = seen > 0
        found += 2 * float((seen[some] * np.log(seen[some] / (votes * share)[some])).sum())
    return found


def _strongly_connected(pairs: Comparisons) -> bool:
    """Whether a path of wins leads from every item to every other (Ford 1957): then the likelihood has a maximum."""
    beaten = np.eye(pairs.items, dtype=bool)
    beaten[pairs.first[pairs.wins > 0], pairs.second[pairs.wins > 0]] = True
    beaten[pairs.second[pairs.losses > 0], pairs.first[pairs.losses > 0]] = True
    while True:
        further = (beaten.astype(np.int64) @ beaten.astype(np.int64)) > 0
        if (further == beaten).all():
            return bool(beaten.all())
        beaten = further
