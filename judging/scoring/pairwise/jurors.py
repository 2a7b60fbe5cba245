"""Pairs with the care of each juror: P = h·s + (1 - h)(1 - s), as in Crowd-BT (Chen et al. 2013), only with enough pairs."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.arrays import Floats, indices, summed
from judging.scoring.pairwise.bradley_terry import RIDGE, Comparisons, PairFit, fit_pairs

ENOUGH_PAIRS = 30
"""A juror with fewer is taken as careful: too little to say otherwise."""
CAREFUL, CARELESS = 10.0, 1.0
"""The prior, as ten careful comparisons and one careless (Gavel's)."""
ROUNDS, MOVED = 100, 1e-9


def fit_with_jurors(
    pairs: Comparisons, juror: ArrayLike, jurors: int, *, ridge: float = RIDGE
) -> tuple[PairFit, Floats]:
    """The strengths, and per juror the share of comparisons given with care (1 where there are too few to tell).

    By EM: each vote counts as meant in proportion to how likely it was meant. `ridge` must be above 0 in effect, since
    a careless juror's votes are turned around.
    """
    who = indices(juror, jurors, "juror", pairs.first.size)
    votes = pairs.wins + pairs.losses
    per_juror = summed(who, votes, jurors)
    watched = per_juror >= ENOUGH_PAIRS
    care = np.where(watched, CAREFUL / (CAREFUL + CARELESS), 1.0)
    fit = fit_pairs(pairs, ridge=ridge)
    for _ in range(ROUNDS if watched.any() else 0):
        meant_win, meant_loss = _meant(pairs, fit, care[who])
        won = pairs.wins * meant_win + pairs.losses * (1 - meant_loss)
        fit = fit_pairs(replace(pairs, wins=won, losses=votes - won), ridge=ridge)
        sure = summed(who, pairs.wins * meant_win + pairs.losses * meant_loss, jurors)
        last, care = care, np.where(watched, (sure + CAREFUL - 1) / (per_juror + CAREFUL + CARELESS - 2), 1.0)
        if np.abs(care - last).max() < MOVED:
            break
    return fit, care


def _meant(pairs: Comparisons, fit: PairFit, care: Floats) -> tuple[Floats, Floats]:
    """How likely a win, and a loss, of the first film was meant as it was said."""
    chance = 0.5 * (1 + np.tanh((fit.strength[pairs.first] - fit.strength[pairs.second]) / 2))
    win = care * chance / (care * chance + (1 - care) * (1 - chance))
    loss = care * (1 - chance) / (care * (1 - chance) + (1 - care) * chance)
    return win, loss
