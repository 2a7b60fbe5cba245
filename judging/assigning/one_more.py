"""The next juror for a film that needs one more: when somebody drops out, or at the cut line."""

import numpy as np

from judging.assigning.tables import NO_LIMIT, Bools, Floats, Ints, Tables


class Topping:
    """Who has what so far; `add` finds the next juror for a film and writes the pair down."""

    def __init__(self, tables: Tables, held: Bools) -> None:
        self.tables, self.held = tables, held.copy()
        self.films = held.sum(axis=0).astype(float)
        self.minutes: Floats = tables.minutes @ held
        together: Floats = held.T.astype(float) @ held.astype(float)
        self.together = together

    def add(self, film: int, *, avoid: Bools | None = None) -> int | None:
        """The column of the juror who takes the film, or None when nobody may or can.

        A bloc below its least comes first; then whoever has the smallest share of the own capacity to watch, shares the
        fewest films with those who have this one, and suits it best.
        """
        free = self._free(film)
        if avoid is not None:
            free &= ~avoid
        columns = np.flatnonzero(free)
        if not len(columns):
            return None
        needs = self._bloc_needs(film)[self.tables.bloc[columns]]
        overlap = self.together[columns][:, self.held[film]].sum(axis=1)
        order = np.lexsort(
            (-self.tables.quality[film, columns], overlap, self.share()[columns].round(3), ~needs)
        )
        chosen = int(columns[order[0]])
        self._give(film, chosen)
        return chosen

    def take(self, film: int, juror: int) -> bool:
        """Write this pair down, if the juror may have the film and has room for it."""
        if not self._free(film)[juror]:
            return False
        self._give(film, juror)
        return True

    def share(self) -> Floats:
        """Of what each can watch, in parts; where nothing is said, of an even share."""
        even = max(float(self.minutes.mean()), 1e-9)
        caps = np.where(self.tables.minutes_most < NO_LIMIT, self.tables.minutes_most, even)
        shares: Floats = self.minutes / np.maximum(caps, 1e-9)
        return shares

    def _free(self, film: int) -> Bools:
        tables = self.tables
        counts = self._bloc_counts(film)
        room = (self.films + 1 <= tables.most) & (
            self.minutes + tables.minutes[film] <= tables.minutes_most + 1e-9
        )
        below = (counts < tables.bloc_most)[tables.bloc]
        free: Bools = tables.allowed[film] & ~self.held[film] & room & below
        return free

    def _bloc_counts(self, film: int) -> Ints:
        return np.bincount(self.tables.bloc[self.held[film]], minlength=len(self.tables.bloc_least))

    def _bloc_needs(self, film: int) -> Bools:
        needs: Bools = self._bloc_counts(film) < self.tables.bloc_least
        return needs

    def _give(self, film: int, juror: int) -> None:
        self.together[juror, self.held[film]] += 1
        self.together[self.held[film], juror] += 1
        self.held[film, juror] = True
        self.together[juror, juror] += 1
        self.films[juror] += 1
        self.minutes[juror] += self.tables.minutes[film]
