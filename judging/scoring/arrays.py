"""The scores of a round as arrays, checked once at the door: nothing behind it meets a NaN or a stray index."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
MOST_CELLS = 50_000_000
LARGEST, LEAST_WEIGHT = 1e12, 1e-6
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
    films, jurors = whole(films, "number of films", 1), whole(jurors, "number of jurors", 1)
    if films * jurors > MOST_CELLS:
        raise BadOption(f"There are too many films and jurors: their product may be {MOST_CELLS} at most.")
    marks = finite(score, "score")
    if (np.abs(marks) > LARGEST).any():
        raise NotANumber(f"A score is larger than {LARGEST:g}; nobody means that.")
    if marks.size == 0:
        raise NoScores("There are no scores to count.")
    rows = Scores(
        film=indices(film, films, "film", marks.size),
        juror=indices(juror, jurors, "juror", marks.size),
        score=marks,
        films=films,
        jurors=jurors,
        group=_kinds(group, films),
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
    if (np.abs(numbers) > 2**53).any():
        raise NoSuchIndex(f"'{name}' holds a number that is too large.")
    found = numbers.astype(np.int64)
    if (found != numbers).any():
        raise NoSuchIndex(f"'{name}' must hold whole numbers.")
    if found.size and found.min() < 0:
        raise NoSuchIndex(f"'{name}' holds a negative number; indices begin at 0.")
    if below is not None and found.size and found.max() >= below:
        raise NoSuchIndex(f"'{name}' holds {found.max()}, but there are only {below}.")
    return found


def _kinds(group: ArrayLike | None, films: int) -> Ints:
    """The groups numbered without gaps, whatever numbers they had."""
    if group is None:
        return np.zeros(films, np.int64)
    return np.unique(indices(group, None, "group", films), return_inverse=True)[1].astype(np.int64)


def whole(number: float, name: str, least: int, most: float = np.inf) -> int:
    """The number as a whole one within its bounds."""
    fits = isinstance(number, int | float | np.number) and not isinstance(number, bool)
    if not fits or number != number // 1 or not least <= number <= most:
        above = f"at least {least}" if most == np.inf else f"from {least} to {most:.0f}"
        raise BadOption(f"The {name} must be a whole number, {above}.")
    return int(number)


def _weights(values: ArrayLike, name: str, length: int) -> Floats:
    weights = finite(values, name)
    if weights.size != length:
        raise UnequalLengths(f"'{name}' has {weights.size} values where {length} are needed.")
    if (weights < LEAST_WEIGHT).any() or (weights > 1 / LEAST_WEIGHT).any():
        raise BadOption(
            f"Each value of '{name}' must be clearly above 0. Leave out scores that do not count."
        )
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
        twice = int(np.flatnonzero(np.bincount(pairs) > 1)[0])
        film, juror = divmod(twice, rows.jurors)
        raise ScoredTwice(f"Juror {juror} scored film {film} twice.")


def summed(index: Ints, values: Floats, length: int) -> Floats:
    """The sum of the values of each index from 0 to `length` - 1."""
    return np.bincount(index, weights=values, minlength=length).astype(np.float64, copy=False)
