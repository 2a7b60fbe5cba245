"""A half-made assignment: who has what, with the sums that the search needs at every step."""

from dataclasses import dataclass

import numpy as np

from judging.assigning.tables import Bools, Floats, Ints, Tables

LITTLE = 1e-9


@dataclass
class State:
    """`held`: films × jurors. `films`, `minutes`: per juror. `together`: films that two jurors share.
    `in_bloc`: jurors of each bloc per film.
    """

    tables: Tables
    held: Bools
    films: Floats
    minutes: Floats
    together: Floats
    in_bloc: Ints

    @classmethod
    def of(cls, tables: Tables, held: Bools) -> "State":
        numbers = held.astype(float)
        blocs = np.eye(len(tables.bloc_least), dtype=float)[tables.bloc]
        return cls(
            tables=tables,
            held=held.copy(),
            films=numbers.sum(axis=0),
            minutes=tables.minutes @ numbers,
            together=numbers.T @ numbers,
            in_bloc=(numbers @ blocs).astype(np.int64),
        )

    def release(self, rows: Ints) -> None:
        """Take all that is not fixed away from these films."""
        before, after = self.held[rows], self.tables.fixed[rows]
        lost = (before & ~after).astype(float)
        was, stays = before.astype(float), after.astype(float)
        self.films -= lost.sum(axis=0)
        self.minutes -= self.tables.minutes[rows] @ lost
        self.together -= was.T @ was - stays.T @ stays
        blocs = np.eye(len(self.tables.bloc_least))[self.tables.bloc]
        self.in_bloc[rows] -= (lost @ blocs).astype(np.int64)
        self.held[rows] = after

    def give_all(self, rows: Ints, columns: Ints) -> None:
        """One juror for each of these films, which occur once each."""
        mates = self.held[rows].astype(float)
        chosen = np.zeros((len(rows), self.tables.jurors))
        chosen[np.arange(len(rows)), columns] = 1.0
        shared = chosen.T @ mates
        self.together += shared + shared.T
        self.together[np.diag_indices_from(self.together)] += chosen.sum(axis=0)
        self.films += chosen.sum(axis=0)
        self.minutes += self.tables.minutes[rows] @ chosen
        self.in_bloc[rows, self.tables.bloc[columns]] += 1
        self.held[rows, columns] = True

    def take(self, film: int, juror: int) -> None:
        self.held[film, juror] = False
        self.films[juror] -= 1
        self.minutes[juror] -= self.tables.minutes[film]
        self.together[juror, juror] -= 1
        mates = self.held[film]
        self.together[juror, mates] -= 1
        self.together[mates, juror] -= 1
        self.in_bloc[film, self.tables.bloc[juror]] -= 1

    def give(self, film: int, juror: int) -> None:
        mates = self.held[film].copy()
        self.together[juror, mates] += 1
        self.together[mates, juror] += 1
        self.together[juror, juror] += 1
        self.held[film, juror] = True
        self.films[juror] += 1
        self.minutes[juror] += self.tables.minutes[film]
        self.in_bloc[film, self.tables.bloc[juror]] += 1

    @property
    def affinity(self) -> float:
        return float(self.tables.quality[self.held].sum())

    @property
    def lacking(self) -> Ints:
        """Jurors that each film still wants."""
        missing: Ints = np.maximum(self.tables.wanted - self.held.sum(axis=1), 0)
        return missing

    def room(self, rows: Ints) -> Bools:
        """Films × jurors: whether the juror's limits leave room for the film."""
        tables = self.tables
        fits = self.minutes[None, :] + tables.minutes[rows][:, None] <= tables.minutes_most[None, :] + LITTLE
        room: Bools = fits & (self.films + 1 <= tables.most + LITTLE)[None, :]
        return room

    def bloc_open(self, rows: Ints) -> Bools:
        """Films × jurors: whether the blocs' quotas let this juror in, given how many the film still wants."""
        counts, tables = self.in_bloc[rows], self.tables
        unmet = np.maximum(tables.bloc_least[None, :] - counts, 0)
        left = tables.wanted[rows] - self.held[rows].sum(axis=1)
        only_needed = unmet.sum(axis=1) >= left
        open_bloc = (counts < tables.bloc_most[None, :]) & (~only_needed[:, None] | (unmet > 0))
        opened: Bools = open_bloc[:, tables.bloc]
        return opened
