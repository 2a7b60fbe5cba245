"""The search: hardest film first, then round after round with prices on the jurors' time, then the limits made to hold.

Each round gives every film its jurors anew, a handful of films at a time, each film taking those who suit it best after
paying for their time and for meeting the same colleagues again. Time costs more for whoever has too much and less for
whoever has too little, so that the loads come out even; meeting again costs as much as the links between the jurors need.
"""

from collections.abc import Callable

import numpy as np

from judging.assigning.figures import linking
from judging.assigning.filling import Market, fill
from judging.assigning.mending import Mending
from judging.assigning.state import State
from judging.assigning.tables import Bools, Floats, Ints, Tables

ROUNDS = 24
PARTS = 60
"""In how many handfuls of films a round is cut; small rounds in more, down to single films."""
GOAL = 0.957
"""A-efficiency that the search steers for, so that it ends above 0.95."""
STEERING = 20.0
STRONGEST = 4.0
EVENNESS = 0.4
LEAST_SPREAD = 3.0
"""Where nothing is known of the jurors, chance must not outweigh links and even loads."""
WORST_FILM = 1.25

Told = Callable[[int], None]


def search(
    tables: Tables,
    *,
    allowed: Bools | None = None,
    beta: float = 1.0,
    seed: int = 0,
    told: Told | None = None,
) -> State:
    """An assignment for these tables; whatever cannot be had under the rules is missing in it.

    `allowed`: who may see what, if not as the tables say. `told` hears how many per cent are done.
    """
    state = State.of(tables, tables.fixed)
    hunt = _Hunt(state, tables.allowed if allowed is None else allowed, beta, seed)
    for number in range(ROUNDS):
        hunt.round(number)
        if told is not None:
            told(round(95 * (number + 1) / ROUNDS))
    hunt.finish()
    return state


class _Hunt:
    def __init__(self, state: State, allowed: Bools, beta: float, seed: int) -> None:
        tables = state.tables
        self.state, self.dice = state, np.random.default_rng(seed)
        self.loose = np.flatnonzero(tables.wanted > tables.fixed.sum(axis=1))
        spread = max(float(tables.quality[allowed].std()) if allowed.any() else 0.0, LEAST_SPREAD)
        self.flat = spread == LEAST_SPREAD
        slots = float(tables.wanted.sum())
        jurors = max(tables.jurors, 1)
        self.even = max(slots / jurors, 1.0)
        mean_minutes = max(float(tables.minutes.mean()) if tables.films else 1.0, 1e-6)
        self.even_minutes = self.even * mean_minutes
        self.pressure = 3.0 * spread / self.even
        self.minute_pressure = 3.0 * spread / (self.even_minutes * mean_minutes)
        met = slots * max(slots / max(tables.films, 1) - 1, 0) / max(jurors * (jurors - 1), 1)
        self.beta_unit = beta * 0.12 * spread / max(met, 1.0)
        self.market = Market(
            quality=tables.quality,
            allowed=allowed,
            beta=self.beta_unit,
            per_film=np.zeros(jurors),
            per_minute=np.zeros(jurors),
        )
        self.film_price = np.zeros(jurors)
        self.minute_price = np.zeros(jurors)

    def round(self, number: int) -> None:
        films = len(self.loose)
        size = max(1, min(4, films // 15), -(-films // PARTS))
        softer = 0.4 ** (number / (ROUNDS - 1))
        order = self._order(number)
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            self.state.release(rows)
            done = start / len(order) if number == 0 else 1.0 - len(rows) / len(order)
            self._set_prices(done, softer)
            fill(self.state, self.market, rows)
            self._learn(min(done + len(rows) / len(order), 1.0), softer * len(rows) / len(order))
        if number:
            self._steer()
            self._favour_worst()

    def finish(self) -> None:
        mending = Mending(self.state, self.market)
        mending.mend()
        mending.settle(EVENNESS)

    def _order(self, number: int) -> Ints:
        """The first time the hardest film first: the fewest jurors who may see it."""
        shuffled: Ints = self.dice.permutation(self.loose)
        if number:
            return shuffled
        spare = self.market.allowed[shuffled].sum(axis=1) - self.state.tables.wanted[shuffled]
        return shuffled[np.argsort(spare, kind="stable")]

    def _excess(self, done: float) -> tuple[Floats, Floats]:
        """Films and minutes above the most (or, negative, below the least) that should be handed out by now."""
        state, tables = self.state, self.state.tables
        films = np.maximum(state.films - tables.most * done, 0) - np.maximum(
            tables.least * done - state.films, 0
        )
        minutes = np.maximum(state.minutes - tables.minutes_most * done, 0) - np.maximum(
            tables.minutes_least * done - state.minutes, 0
        )
        return films, minutes

    def _set_prices(self, done: float, softer: float) -> None:
        films, minutes = self._excess(done)
        # Uneven loads loosen the links as well: a film more than the others costs like meeting a colleague again.
        uneven = EVENNESS * self.market.beta * (self.state.films - self.even * done)
        self.market.per_film = self.film_price + softer * self.pressure * films + uneven
        self.market.per_minute = self.minute_price + softer * self.minute_pressure * minutes

    def _learn(self, done: float, step: float) -> None:
        films, minutes = self._excess(done)
        self.film_price += 0.3 * step * self.pressure * films
        self.minute_price += 0.3 * step * self.minute_pressure * minutes

    def _steer(self) -> None:
        """Meeting again costs more while the jurors are linked too loosely, and less when they are linked enough."""
        links = linking(self.state.held)
        factor = float(np.clip(np.exp(STEERING * (GOAL - links.efficiency)), 0.5, 2.0))
        least = self.beta_unit if self.flat else 0.0
        self.market.beta = float(np.clip(self.market.beta * factor, least, STRONGEST * self.beta_unit))

    def _favour_worst(self) -> None:
        """Films whose jurors suit them least count more: they are served before those that have it good anyway."""
        tables, held = self.state.tables, self.state.held
        seats = np.maximum(held.sum(axis=1), 1)
        served = (tables.quality * held).sum(axis=1) / seats
        usual = float(np.median(served)) or 1.0
        weight = np.clip(1.0 + 0.5 * (usual - served) / abs(usual), 1.0, WORST_FILM)
        self.market.quality = tables.quality * weight[:, None]
