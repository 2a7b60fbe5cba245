"""The sums over films and jurors that every step of the fit needs, from the scores that are there.

Each juror sees few of the films, so products go over the pairs of scores within a film; only where the table is nearly
full do they go through a matrix. That also keeps small fits away from the threads of a matrix library.
"""

import numpy as np

from judging.scoring.arrays import Floats, Ints, summed

DISTINCT = 40
"""Up to so many different sums of weights per film, the products of each kind are made once and kept."""
MATRIX_GAIN = 8
"""A matrix product is so many times as fast per term."""


class Design:
    """Scores of films by jurors, and the group of each film. Each film, juror and group must have at least one score."""

    def __init__(self, film: Ints, juror: Ints, group: Ints, weight: Floats) -> None:
        self.film, self.juror, self.group, self.weight = film, juror, group, weight
        self.films, self.rows = group.size, film.size
        self.jurors, self.groups = int(juror.max()) + 1, int(group.max()) + 1
        self.per_film = summed(film, weight, self.films)
        self._cell = group[film] * self.jurors + juror
        self._pairs = self._pairs_within_films()
        self.crossed = self._assembled(
            summed(group, self.per_film, self.groups),
            summed(self._cell, weight, self.groups * self.jurors),
            np.diag(summed(juror, weight, self.jurors)),
        )
        kinds, kind = np.unique(self.per_film, return_inverse=True)
        self._kinds = kinds if kinds.size <= DISTINCT else None
        if self._kinds is not None:
            self._products = np.stack([self._product((kind == number) * 1.0) for number in range(kinds.size)])

    @property
    def jury(self) -> slice:
        """Where the jurors stand among the unknowns: after the groups."""
        return slice(self.groups, self.groups + self.jurors)

    def absorbed(self, ratio: float) -> tuple[Floats, Floats]:
        """Sum of S S'/d and of S S'/d² over the films: S the film's weights by unknown, d their sum plus `ratio`."""
        if self._kinds is not None:
            d = self._kinds + ratio
            return np.tensordot(1 / d, self._products, 1), np.tensordot(1 / d**2, self._products, 1)
        d = self.per_film + ratio
        return self._product(1 / d), self._product(1 / d**2)

    def by_film(self, theta: Floats) -> Floats:
        """S'theta for each film."""
        severity = theta[self.groups :]
        return self.per_film * theta[self.group] + summed(
            self.film, self.weight * severity[self.juror], self.films
        )

    def by_unknown(self, of_film: Floats) -> Floats:
        """The sum of S times a number of each film."""
        level = summed(self.group, self.per_film * of_film, self.groups)
        return np.append(level, summed(self.juror, self.weight * of_film[self.film], self.jurors))

    def _pairs_within_films(self) -> tuple[Ints, Ints, Floats] | None:
        """Cell (juror, juror), film and product of weights of each two scores of a film; None if a matrix is faster."""
        count = np.bincount(self.film, minlength=self.films).astype(np.float64)
        if (count * (count - 1)).sum() / 2 * MATRIX_GAIN > self.films * self.jurors**2:
            return None
        order = np.argsort(self.film, kind="stable")
        film, juror, weight = self.film[order], self.juror[order], self.weight[order]
        first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for step in range(1, int(count.max())):
            one = np.flatnonzero(film[step:] == film[:-step])
            first.append(one)
            second.append(one + step)
        one, other = np.concatenate(first), np.concatenate(second)
        return juror[one] * self.jurors + juror[other], film[one], weight[one] * weight[other]

    def _product(self, factor: Floats) -> Floats:
        """Sum of S S' times a factor of each film."""
        weighted = self.weight * factor[self.film]
        if self._pairs is None:
            cells = summed(self.film * self.jurors + self.juror, self.weight, self.films * self.jurors)
            table = cells.reshape(self.films, self.jurors)
            together = (table * factor[:, None]).T @ table
        else:
            cell, film, both = self._pairs
            half = summed(cell, both * factor[film], self.jurors**2).reshape(self.jurors, self.jurors)
            own = summed(self.juror, weighted * self.weight, self.jurors)
            together = half + half.T + np.diag(own)
        return self._assembled(
            summed(self.group, self.per_film**2 * factor, self.groups),
            summed(self._cell, weighted * self.per_film[self.film], self.groups * self.jurors),
            together,
        )

    def _assembled(self, groups: Floats, between: Floats, jurors: Floats) -> Floats:
        """One symmetric matrix: the diagonal of the groups, groups by jurors, jurors by jurors."""
        whole = np.zeros((self.groups + self.jurors,) * 2)
        whole[np.arange(self.groups), np.arange(self.groups)] = groups
        whole[: self.groups, self.jury] = between.reshape(self.groups, self.jurors)
        whole[self.jury, : self.groups] = whole[: self.groups, self.jury].T
        whole[self.jury, self.jury] = jurors
        return whole
