"""The scores of a round as arrays, checked once at the door: nothing behind it meets a NaN or a stray index."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class BadScores(ValueError):
    """Numbers that nothing can be counted from. `code` is for programs, the text for people."""

    code = "bad_scores"


class NoScores(BadScores):
    code = "no_scores"


class NotANumber(BadScores):
    code = "not_a_number"


class NoSuchIndex(BadScores):
    code = "no_such_index"


class UnequalLengths(BadScores):
    code = "unequal_lengths"


class ScoredTwice(BadScores):
    code = "scored_twice"


class BadOption(BadScores):
    code = "bad_option"


@dataclass(frozen=True)
class Scores:
    """One row per score. `confidence` is the weight of a score (seen in full 1, in part 0.5).

    `bloc` is the bloc of each juror (-1: none) and `bloc_weight` what each bloc weighs; both empty without blocs.
    """

    film: Ints
    juror: Ints
    score: Floats
    films: int
    jurors: int
    group: Ints
    confidence: Floats
    bloc: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    bloc_weight: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def per_film(self) -> Ints:
        """How many scores each film has."""
        return np.bincount(self.film, minlength=self.films)

    @property
    def per_juror(self) -> Ints:
        """How many scores each juror gave."""
        return np.bincount(self.juror, minlength=self.jurors)


def checked(
    film: ArrayLike,
    juror: ArrayLike,
    score: ArrayLike,
    films: int,
    jurors: int,
    *,
    group: ArrayLike | None = None,
    confidence: ArrayLike | None = None,
    bloc: ArrayLike | None = None,
    bloc_weight: ArrayLike | None = None,
) -> Scores:
    """The arrays as `Scores`, or a BadScores that says what is wrong with them."""
    films, jurors = _count(films, "films"), _count(jurors, "jurors")
    marks = finite(score, "score")
    if marks.size == 0:
        raise NoScores("There are no scores to count.")
    rows = Scores(
        film=indices(film, films, "film", marks.size),
        juror=indices(juror, jurors, "juror", marks.size),
        score=marks,
        films=films,
        jurors=jurors,
        group=np.zeros(films, np.int64) if group is None else indices(group, None, "group", films),
        confidence=np.ones(marks.size)
        if confidence is None
        else _weights(confidence, "confidence", marks.size),
        **_blocs(bloc, bloc_weight, jurors),
    )
    _refuse_twice(rows)
    return rows


def finite(values: ArrayLike, name: str) -> Floats:
    """The values as floats in one row, all of them finite."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise NotANumber(f"Each value of '{name}' must be a number.") from wrong
    if array.ndim != 1:
        raise UnequalLengths(f"'{name}' must be one row of numbers, not a table.")
    if not np.isfinite(array).all():
        raise NotANumber(f"'{name}' holds a value that is missing or infinite. Leave missing scores out.")
    return array


def indices(values: ArrayLike, below: int | None, name: str, length: int) -> Ints:
    """The values as indices 0, 1, … < `below`, as many as `length`."""
    numbers = finite(values, name)
    if numbers.size != length:
        raise UnequalLengths(f"'{name}' has {numbers.size} values where {length} are needed.")
    found = numbers.astype(np.int64)
    if (found != numbers).any():
        raise NoSuchIndex(f"'{name}' must hold whole numbers.")
    if found.size and found.min() < 0:
        raise NoSuchIndex(f"'{name}' holds a negative number; indices begin at 0.")
    if below is not None and found.size and found.max() >= below:
        raise NoSuchIndex(f"'{name}' holds {found.max()}, but there are only {below}.")
    return found


def _count(number: int, name: str) -> int:
    if isinstance(number, bool) or int(number) != number or number < 1:
        raise BadOption(f"The number of {name} must be a whole number of at least 1.")
    return int(number)


def _weights(values: ArrayLike, name: str, length: int) -> Floats:
    weights = finite(values, name)
    if weights.size != length:
        raise UnequalLengths(f"'{name}' has {weights.size} values where {length} are needed.")
    if (weights <= 0).any():
        raise BadOption(f"Each value of '{name}' must be above 0. Leave out scores that do not count.")
    return weights


def _blocs(bloc: ArrayLike | None, bloc_weight: ArrayLike | None, jurors: int) -> dict[str, Any]:
    if bloc is None and bloc_weight is None:
        return {}
    if bloc is None or bloc_weight is None:
        raise BadOption("Blocs need both: the bloc of each juror and the weight of each bloc.")
    weights = finite(bloc_weight, "bloc_weight")
    if weights.size == 0 or (weights < 0).any() or weights.sum() <= 0:
        raise BadOption("The weights of the blocs must not be negative, and at least one must be above 0.")
    shifted = indices(finite(bloc, "bloc") + 1, weights.size + 1, "bloc", jurors)
    return {"bloc": shifted - 1, "bloc_weight": weights / weights.sum()}


def _refuse_twice(rows: Scores) -> None:
    pairs = rows.film * rows.jurors + rows.juror
    if np.unique(pairs).size != pairs.size:
        kept: Sequence[int] = (
            np.flatnonzero(np.bincount(pairs) > 1).tolist() if rows.films * rows.jurors < 10**7 else []
        )
        where = f" (film {kept[0] // rows.jurors}, juror {kept[0] % rows.jurors})" if kept else ""
        raise ScoredTwice(f"A juror scored the same film twice{where}.")


def summed(index: Ints, values: Floats, length: int) -> Floats:
    """The sum of the values of each index from 0 to `length` - 1."""
    return np.bincount(index, weights=values, minlength=length).astype(np.float64, copy=False)
