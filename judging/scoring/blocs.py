"""What each score weighs in its film: a bloc keeps its weight whatever the number of its jurors who came."""

from dataclasses import dataclass

import numpy as np

from judging.scoring.arrays import Floats, Ints, Scores


@dataclass(frozen=True)
class Shares:
    """`of_score` sums to 1 in each film that counts; `effective` is the number of equal scores that would say as much.

    A film that no juror of any bloc scored has effective 0. A juror without a bloc counts only in a jury without blocs.
    """

    of_score: Floats
    effective: Floats

    @property
    def counted(self) -> Ints:
        """The films that have a value of their own."""
        return np.flatnonzero(self.effective > 0)


def shares(rows: Scores, weight: Floats) -> Shares:
    """The weight of a bloc is divided among its scores of the film by `weight`; absent blocs leave theirs to the rest."""
    bloc = rows.bloc[rows.juror] if rows.bloc.size else np.zeros(rows.juror.size, np.int64)
    power = rows.bloc_weight if rows.bloc.size else np.ones(1)
    blocs = power.size
    inside = bloc >= 0
    cell = rows.film * blocs + np.where(inside, bloc, 0)
    size = np.bincount(cell, weights=np.where(inside, weight, 0.0), minlength=rows.films * blocs)
    given = np.where(size.reshape(rows.films, blocs) > 0, power, 0.0)
    total = given.sum(axis=1)
    part = np.divide(given, total[:, None], out=np.zeros_like(given), where=total[:, None] > 0)
    flat = part.ravel()
    of_score = np.where(inside, flat[cell] * weight / np.where(size[cell] > 0, size[cell], 1.0), 0.0)
    spent = (
        np.divide(flat**2, size, out=np.zeros_like(size), where=size > 0)
        .reshape(rows.films, blocs)
        .sum(axis=1)
    )
    effective = np.divide(1.0, spent, out=np.zeros(rows.films), where=spent > 0)
    return Shares(of_score, effective)
