"""Give films their jurors, many films at once: each takes those who suit it best at the present prices."""

from dataclasses import dataclass

import numpy as np

from judging.assigning.state import State
from judging.assigning.tables import Bools, Floats, Ints

NEVER = -1e18


@dataclass
class Market:
    """`quality` as the search weighs it now; `beta`: what a film that two jurors share costs, per film that they share
    already. `per_film`, `per_minute`: what the jurors' time costs; it rises for those who have too much.
    """

    quality: Floats
    allowed: Bools
    beta: float
    per_film: Floats
    per_minute: Floats


def fill(state: State, market: Market, rows: Ints) -> None:
    """Add the best juror to each of these films until none wants or finds any. Limits of load count as prices only."""
    wanted = state.tables.wanted
    rows = rows[wanted[rows] > state.held[rows].sum(axis=1)]
    while len(rows):
        worth = _worth(state, market, rows)
        choice = worth.argmax(axis=1)
        found = worth[np.arange(len(rows)), choice] > NEVER / 2
        rows, choice = rows[found], choice[found]
        state.give_all(rows, choice)
        rows = rows[wanted[rows] > state.held[rows].sum(axis=1)]


def _worth(state: State, market: Market, rows: Ints) -> Floats:
    worth: Floats = market.quality[rows] - market.per_film[None, :]
    if market.per_minute.any():
        worth = worth - state.tables.minutes[rows][:, None] * market.per_minute[None, :]
    if market.beta:
        mates = state.held[rows].astype(float)
        worth = worth - market.beta * (mates @ (2 * state.together + 1))
    may = market.allowed[rows] & ~state.held[rows] & state.bloc_open(rows)
    worth[~may] = NEVER
    return worth
