"""Find the stretches that run side by side in two films, from which moments of one resemble which of the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]

MOST_STRETCHES = 12
MOST_DIAGONALS = 60
DRIFT = 1
"""Steps that the offset may differ within a stretch: half-second sampling never falls on the same pictures."""


@dataclass(frozen=True)
class Stretch:
    """From-to in seconds in both films; ``share`` of the moments in it that resemble each other."""

    first_from_s: float
    first_to_s: float
    second_from_s: float
    second_to_s: float
    share: float

    @property
    def seconds(self) -> float:
        return self.first_to_s - self.first_from_s


def stretches(
    first: Places, second: Places, *, step_s: float, shortest_s: float = 2.0, gap_s: float = 2.0
) -> tuple[Stretch, ...]:
    """Gather resembling moments (``first[k]`` resembles ``second[k]``, in steps) into stretches in time order.

    The richest offset between the films comes first; a moment of the first film belongs to one stretch only. Between
    two resembling moments of a stretch there is never more than ``gap_s``.
    """
    found: list[Stretch] = []
    shortest, gap = max(1, round(shortest_s / step_s)), max(1, round(gap_s / step_s))
    free = np.ones(len(first), bool)
    for _ in range(MOST_DIAGONALS):
        on = _richest_diagonal(first, second, free)
        if len(on) < shortest / 2 or len(found) >= MOST_STRETCHES:
            break
        free[on] = False
        for run in _runs(first[on], gap):
            start, end = int(first[on][run[0]]), int(first[on][run[-1]]) + 1
            moments = len(np.unique(first[on][run]))
            if end - start < shortest or moments < (end - start) / 2:
                continue
            free &= (first < start) | (first >= end)
            there = second[on][run]
            found.append(
                Stretch(
                    round(start * step_s, 3),
                    round(end * step_s, 3),
                    round(int(there.min()) * step_s, 3),
                    round((int(there.max()) + 1) * step_s, 3),
                    round(moments / (end - start), 3),
                )
            )
    return tuple(sorted(found, key=lambda stretch: stretch.first_from_s)[:MOST_STRETCHES])


def _richest_diagonal(first: Places, second: Places, free: NDArray[np.bool_]) -> Places:
    """Where the moments lie that share the commonest offset, give or take the drift; sorted by time."""
    at = np.flatnonzero(free)
    if not len(at):
        return at
    offset = second[at] - first[at]
    lowest = int(offset.min())
    counts = np.convolve(np.bincount(offset - lowest), np.ones(2 * DRIFT + 1), "same")
    best = int(counts.argmax()) + lowest
    on = at[np.abs(offset - best) <= DRIFT]
    return on[np.argsort(first[on], kind="stable")]


def _runs(times: Places, gap: int) -> Iterator[Places]:
    """Positions of each run of sorted times without a hole longer than the gap."""
    cuts = np.flatnonzero(np.diff(times) > gap) + 1
    yield from np.split(np.arange(len(times)), cuts)


def covered(found: tuple[Stretch, ...]) -> tuple[float, float]:
    """Seconds of the first and of the second film that lie in a stretch, none counted twice."""
    sides = (
        [(stretch.first_from_s, stretch.first_to_s) for stretch in found],
        [(stretch.second_from_s, stretch.second_to_s) for stretch in found],
    )
    first, second = (_union(side) for side in sides)
    return first, second


def _union(spans: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
