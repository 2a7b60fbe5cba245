"""What the draws say about places: intervals, chances and words. Pure arrays in, pure arrays out.

Stated probabilities were checked against the truth of synthetic rounds (`make bench ARGS=scores`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.arrays import BadOption, Floats, Ints, NotANumber, UnequalLengths

LEANING, CLEAR = 0.75, 0.90
COVERED = 0.90
COIN_TOSS, LEANS, IS_CLEAR = "coin_toss", "leaning", "clear"


@dataclass(frozen=True)
class Intervals:
    """Per film the bounds that hold `covered` of the draws."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Places:
    """What the draws say. `order` lists the films best first; `beats_next` and `group` follow that order.

    `beats_next[p]` is the chance that the film in place p is better than the one in place p + 1; `word` says it in a
    code. A new tie `group` (numbered from 0) begins where the last film of the group is clearly better than the next.
    """

    order: Ints
    value: Intervals
    rank: Intervals
    first: Floats
    among: Floats
    beats_next: Floats
    word: tuple[str, ...]
    group: Ints


def describe(value: ArrayLike, draws: ArrayLike, *, among: int = 1, covered: float = COVERED) -> Places:
    """Intervals of value and rank, and the chances to be first and among the first `among`."""
    values, table = _checked(value, draws)
    if among < 1:
        raise BadOption("The number of first places must be at least 1.")
    order = np.argsort(-values, kind="stable")
    rank = ranks(table)
    next_to = _ahead(table[:, order[:-1]], table[:, order[1:]])
    return Places(
        order=order,
        value=interval(table, covered),
        rank=_whole(interval(rank, covered)),
        first=(rank == 1).mean(axis=0),
        among=(rank <= among).mean(axis=0),
        beats_next=next_to,
        word=tuple(word(chance) for chance in next_to),
        group=groups(next_to, values.size),
    )


def ranks(draws: Floats) -> Ints:
    """The place of each film in each draw, 1 for the best."""
    order = np.argsort(-draws, axis=1)
    ordered = np.take_along_axis(draws, order, axis=1)
    tied = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    if tied.any():  # equal draws stand in the order of the films: a slower way of sorting
        order[tied] = np.argsort(-draws[tied], axis=1, kind="stable")
    places = np.empty(draws.shape, dtype=np.int64)
    np.put_along_axis(places, order, np.arange(1, draws.shape[1] + 1, dtype=np.int64)[None, :], axis=1)
    return places


def beats(draws: Floats, film: int, other: int) -> float:
    """The chance that a film is better than another; an equal draw is half a win."""
    return float(_ahead(draws[:, film], draws[:, other]))


def _ahead(ones: Floats, others: Floats) -> Floats:
    """The share of the draws (rows) in which one is ahead of the other; an equal draw is half a win."""
    rows = max(len(ones), 1)
    found: Floats = np.count_nonzero(ones > others, axis=0) / rows
    return found + np.count_nonzero(ones == others, axis=0) / rows / 2


def interval(draws: ArrayLike, covered: float = COVERED) -> Intervals:
    """The middle of the draws of each film that holds `covered` of them."""
    if not 0 < covered < 1:
        raise BadOption("An interval covers a share between 0 and 1.")
    table = np.asarray(draws)
    edge = (1 - covered) / 2
    last = len(table) - 1
    low, high = int(np.floor(edge * last + 1e-9)), int(np.ceil((1 - edge) * last - 1e-9))
    # Each film's draws side by side in memory: several times faster than down the columns.
    cut = np.partition(np.ascontiguousarray(table.T), (low, high), axis=1)
    return Intervals(cut[:, low].astype(np.float64), cut[:, high].astype(np.float64))


def word(chance: float) -> str:
    """The code of the word for P(A > B), read in the direction of the likelier film."""
    sure = max(chance, 1 - chance)
    return COIN_TOSS if sure < LEANING else LEANS if sure < CLEAR else IS_CLEAR


def groups(beats_next: Floats, films: int) -> Ints:
    """The tie group of each place: from the top, a new one begins where P(last of the group > next) is clear."""
    return np.concatenate([[0], np.cumsum(beats_next >= CLEAR)])[:films].astype(np.int64)


def _whole(bounds: Intervals) -> Intervals:
    return Intervals(np.floor(bounds.low), np.ceil(bounds.high))


def _checked(value: ArrayLike, draws: ArrayLike) -> tuple[Floats, Floats]:
    values, table = np.asarray(value, np.float64), np.asarray(draws, np.float64)
    if values.ndim != 1 or table.ndim != 2 or table.shape[1] != values.size or not values.size:
        raise UnequalLengths("The draws need one column for each value.")
    if len(table) < 2:
        raise BadOption("An interval needs at least two draws.")
    if not (np.isfinite(values).all() and np.isfinite(table).all()):
        raise NotANumber("Values and draws must be finite numbers.")
    return values, table
