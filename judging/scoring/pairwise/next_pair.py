"""Which two films to ask about next: where the answer is open and the strengths are least known."""

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.arrays import BadOption, Floats
from judging.scoring.pairwise.bradley_terry import PairFit

RANKING, WINNER = "ranking", "winner"
AT_RANDOM = 0.25
"""One pair in four is drawn: asking only where it is open would make the votes look more consistent than they are."""


def next_pair(
    fit: PairFit, *, goal: str = RANKING, allowed: ArrayLike | None = None, seed: int = 0
) -> tuple[int, int] | None:
    """The pair to show, first film first, or None when no pair is allowed. The same seed gives the same pair.

    `goal`: RANKING for the whole order, WINNER for the best film (then the lower places are not measured). `allowed`:
    a square table; a pair counts as allowed when both its cells say so (recused films and pairs already asked are not).
    """
    if goal not in {RANKING, WINNER}:
        raise BadOption(f"There is no goal '{goal}'. Choose '{RANKING}' or '{WINNER}'.")
    items = fit.strength.size
    table = np.ones((items, items), bool) if allowed is None else np.asarray(allowed, bool)
    if table.shape != (items, items):
        raise BadOption("What is allowed must be a square table with one row per film.")
    one, other = np.nonzero(np.triu(table & table.T, 1))
    if not one.size:
        return None
    stream = np.random.RandomState(seed)
    drawn, turned = stream.random_sample(), stream.random_sample() < 0.5
    number = int(stream.randint(one.size))
    if drawn >= AT_RANDOM:
        number = int(np.argmax(_worth(fit, goal)[one, other]))
    pair = int(one[number]), int(other[number])
    return (pair[1], pair[0]) if turned else pair


def _worth(fit: PairFit, goal: str) -> Floats:
    """p(1 - p) · Var(difference); for a winner both films must have a chance to be it. Rounded: equal stays equal."""
    apart = fit.strength[:, None] - fit.strength[None, :]
    chance = 0.5 * (1 + np.tanh(apart / 2))
    variance = np.diag(fit.cov)[:, None] + np.diag(fit.cov)[None, :] - 2 * fit.cov
    worth = chance * (1 - chance) * variance
    if goal == WINNER:
        scale = float(fit.strength.std()) or 1.0
        behind = (fit.strength - fit.strength.max()) / scale
        hope = 1 / (1 + np.exp(-2 * (behind + 1)))
        worth = worth * hope[:, None] * hope[None, :]
    return np.round(worth, 12)
