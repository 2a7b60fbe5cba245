"""Make the limits hold: move single films from jurors who have too much, and to jurors who have too little.

A juror who takes a film may have to pass on another one: such chains are followed until somebody has room.
"""

from dataclasses import dataclass

import numpy as np

from judging.assigning.filling import NEVER, Market
from judging.assigning.state import LITTLE, State
from judging.assigning.tables import Bools, Floats, Ints

MOST_TURNS = 30
WORTH_IT = 1e-6


@dataclass
class Mending:
    state: State
    market: Market

    def mend(self) -> None:
        """First the films that lack somebody, then those who have too much, then those who have too little.

        An upper limit holds in the end whatever it costs; a lower one only as far as it can.
        """
        self._find_missing()
        for juror in np.flatnonzero(self._over()):
            while self._over()[juror] and self._push(int(juror), set()):
                pass
        for juror in np.flatnonzero(self._under()):
            while self._under()[juror] and self._pull(int(juror), set()):
                pass
        for juror in np.flatnonzero(self._over()):
            self._shed(int(juror))

    def settle(self, evenness: float) -> None:
        """Single films to somebody else wherever that gains something within all limits, the best move of each juror in turn.

        `evenness`: what a film more than the other one has costs, in units of meeting a colleague again.
        """
        for _turn in range(MOST_TURNS):
            if not sum(self._better(juror, evenness) for juror in range(self.state.tables.jurors)):
                return

    def _better(self, juror: int, evenness: float) -> bool:
        state, tables = self.state, self.state.tables
        films = self._loose(juror)
        spare = state.minutes[juror] - tables.minutes[films] >= tables.minutes_least[juror] - LITTLE
        films = films[spare & (state.films[juror] - 1 >= tables.least[juror] - LITTLE)]
        if not len(films):
            return False
        gains = np.where(state.room(films), self._moves(films, juror), NEVER)
        gains = gains - evenness * self.market.beta * (state.films + 1 - state.films[juror])[None, :]
        film, to = np.unravel_index(int(gains.argmax()), gains.shape)
        if gains[film, to] <= WORTH_IT:
            return False
        self._move(int(films[film]), juror, int(to))
        return True

    def _shed(self, juror: int) -> None:
        """Nobody can take anything from this juror: films go without, those that the juror suits least first."""
        films = self._loose(juror)
        for film in films[np.argsort(self.state.tables.quality[films, juror], kind="stable")]:
            if not self._over()[juror]:
                return
            self.state.take(int(film), juror)

    def _find_missing(self) -> None:
        for film in np.flatnonzero(self.state.lacking):
            row = np.array([film])
            while self.state.lacking[film]:
                may = self.market.allowed[film] & ~self.state.held[film] & self.state.bloc_open(row)[0]
                if not self._squeeze_in(int(film), may):
                    break

    def _squeeze_in(self, film: int, may: Bools) -> bool:
        """Somebody with room, or somebody who can pass on another film."""
        order = np.argsort(-self._worth_of(film), kind="stable")
        candidates = [int(juror) for juror in order if may[juror]]
        room = self.state.room(np.array([film]))[0]
        for juror in sorted(candidates, key=lambda juror: not room[juror]):
            self.state.give(film, juror)
            if not self._over()[juror] or self._push(juror, set(), keep=film):
                return True
            self.state.take(film, juror)
        return False

    def _push(self, juror: int, seen: set[int], *, keep: int = -1) -> bool:
        """One film of this juror's to somebody else, so that the load comes down; False when nobody can take any."""
        seen.add(juror)
        films = self._loose(juror)
        films = films[films != keep]
        if not len(films):
            return False
        worth = self._moves(films, juror)
        direct = np.where(self.state.room(films), worth, NEVER)
        if direct.max() > NEVER / 2:
            film, to = np.unravel_index(int(direct.argmax()), direct.shape)
            self._move(int(films[film]), juror, int(to))
            return True
        return self._push_on(juror, films, worth, seen)

    def _push_on(self, juror: int, films: Ints, worth: Floats, seen: set[int]) -> bool:
        for to in np.argsort(-worth.max(axis=0), kind="stable"):
            film = int(worth[:, to].argmax())
            if worth[film, to] <= NEVER / 2:
                return False
            if int(to) in seen:
                continue
            self._move(int(films[film]), juror, int(to))
            if self._push(int(to), seen, keep=int(films[film])) and not self._over()[to]:
                return True
            if self.state.held[films[film], to]:
                self._move(int(films[film]), int(to), juror)
        return False

    def _pull(self, juror: int, seen: set[int]) -> bool:
        """One film of somebody else's for this juror."""
        seen.add(juror)
        state, tables = self.state, self.state.tables
        free = self.market.allowed[:, juror] & ~state.held[:, juror]
        fits = (state.minutes[juror] + tables.minutes <= tables.minutes_most[juror] + LITTLE) & (
            state.films[juror] + 1 <= tables.most[juror] + LITTLE
        )
        films = np.flatnonzero(free & fits)
        if not len(films):
            return False
        worth = self._arrivals(films, juror)
        spare = (state.films - 1 >= tables.least - LITTLE)[None, :] & (
            state.minutes[None, :] - tables.minutes[films][:, None] >= tables.minutes_least[None, :] - LITTLE
        )
        direct = np.where(spare, worth, NEVER)
        if direct.max() > NEVER / 2:
            film, of = np.unravel_index(int(direct.argmax()), direct.shape)
            self._move(int(films[film]), int(of), juror)
            return True
        return self._pull_on(juror, films, worth, seen)

    def _pull_on(self, juror: int, films: Ints, worth: Floats, seen: set[int]) -> bool:
        for of in np.argsort(-worth.max(axis=0), kind="stable"):
            film = int(worth[:, of].argmax())
            if worth[film, of] <= NEVER / 2:
                return False
            if int(of) in seen:
                continue
            self._move(int(films[film]), int(of), juror)
            if self._pull(int(of), seen) and not self._under()[of]:
                return True
            if self.state.held[films[film], juror]:
                self._move(int(films[film]), juror, int(of))
        return False

    def _moves(self, films: Ints, juror: int) -> Floats:
        """Films × jurors: what each gains by going from this juror to that one; NEVER where it must not."""
        state, market = self.state, self.market
        mates = state.held[films].astype(float)
        mates[:, juror] = 0.0
        shared = 2 * state.together + 1
        gain = self._priced(films) - market.beta * (mates @ shared)
        loss = gain[:, [juror]] + 2 * market.beta * mates.sum(axis=1)[:, None]
        may = market.allowed[films] & ~state.held[films] & self._quota_after(films, juror)
        return np.where(may, gain - loss, NEVER)

    def _arrivals(self, films: Ints, juror: int) -> Floats:
        """Films × jurors: what is gained when this juror takes the film from that one; NEVER where it must not."""
        state, market, tables = self.state, self.market, self.state.tables
        held = state.held[films].astype(float)
        shared = 2 * state.together + 1
        all_mates = held @ shared[:, juror]
        arriving = self._priced(films)[:, [juror]] - market.beta * (
            all_mates[:, None] - shared[:, juror][None, :]
        )
        leaving = self._priced(films) - market.beta * (held @ (shared - 2) - np.diag(shared - 2)[None, :])
        bloc = tables.bloc[juror]
        same = (tables.bloc == bloc)[None, :]
        counts = state.in_bloc[films]
        fits = (counts[:, bloc] < tables.bloc_most[bloc])[:, None]
        leaves = (counts > tables.bloc_least[None, :])[:, tables.bloc]
        may = state.held[films] & ~tables.fixed[films] & (same | (fits & leaves))
        return np.where(may, arriving - leaving, NEVER)

    def _quota_after(self, films: Ints, juror: int) -> Bools:
        """Films × jurors: whether the blocs' quotas hold when this juror hands over to that one."""
        tables, counts = self.state.tables, self.state.in_bloc[films]
        bloc = tables.bloc[juror]
        same = (tables.bloc == bloc)[None, :]
        fits = (counts < tables.bloc_most[None, :])[:, tables.bloc]
        leaves = (counts[:, bloc] > tables.bloc_least[bloc])[:, None]
        holds: Bools = same | (fits & leaves)
        return holds

    def _priced(self, films: Ints) -> Floats:
        worth: Floats = self.market.quality[films]
        return worth

    def _worth_of(self, film: int) -> Floats:
        mates = self.state.held[film].astype(float)
        worth: Floats = self.market.quality[film] - self.market.beta * (mates @ (2 * self.state.together + 1))
        return worth

    def _loose(self, juror: int) -> Ints:
        return np.flatnonzero(self.state.held[:, juror] & ~self.state.tables.fixed[:, juror])

    def _move(self, film: int, of: int, to: int) -> None:
        self.state.take(film, of)
        self.state.give(film, to)

    def _over(self) -> Bools:
        state, tables = self.state, self.state.tables
        over: Bools = (state.films > tables.most + LITTLE) | (state.minutes > tables.minutes_most + LITTLE)
        return over

    def _under(self) -> Bools:
        state, tables = self.state, self.state.tables
        under: Bools = (state.films < tables.least - LITTLE) | (state.minutes < tables.minutes_least - LITTLE)
        return under
