"""A made-up festival with known truth, small enough for tests; the bench has the whole generator."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class MadeUp:
    film: NDArray
    juror: NDArray
    score: NDArray
    films: int
    jurors: int
    group: NDArray
    truth: NDArray

    @property
    def arguments(self) -> tuple:
        return self.film, self.juror, self.score, self.films, self.jurors, self.group


def festival(
    seed: int, *, films: int = 200, jurors: int = 20, k: int = 3, bias: float = 0.8, groups: int = 4
) -> MadeUp:
    rng = np.random.default_rng(seed)
    load = np.zeros(jurors)
    seen = np.empty((films, k), int)
    for film in rng.permutation(films):
        seen[film] = np.argsort(load + rng.random(jurors) / 2)[:k]
        load[seen[film]] += 1
    film, juror = np.repeat(np.arange(films), k), seen.ravel()
    truth, severity = rng.standard_normal(films), rng.normal(0, bias, jurors)
    spread, noise = np.exp(rng.normal(0, 0.25, jurors)), np.exp(rng.normal(0, 0.3, jurors))
    marks = (
        5.5 + severity[juror] + spread[juror] * truth[film] + noise[juror] * rng.standard_normal(film.size)
    )
    score = np.clip(np.round(marks * 2) / 2, 0, 10)
    return MadeUp(film, juror, score, films, jurors, np.arange(films) % groups, truth)
