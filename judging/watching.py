"""What of a film has been on screen: stretches of seconds, merged. Pure."""

import math
from collections.abc import Iterable, Sequence

JOIN_WITHIN_S = 0.5
MOST_STRETCHES = 400
FASTEST = 2.0
"""The player's highest speed: in a second of the clock no more than two of the film."""
GRACE_S = 15.0
"""What a report may be ahead of the clock: it comes every ten seconds, and clocks differ."""

Stretches = Iterable[Sequence[float]]


def merge(known: Stretches, new: Stretches, *, duration_s: float) -> list[list[float]]:
    """Both sets of stretches as one, sorted, clipped to the film, small gaps closed. Nonsense is left out."""
    stretches: list[list[float]] = []
    for start, end in sorted(_clipped([*known, *new], duration_s)):
        if stretches and start <= stretches[-1][1] + JOIN_WITHIN_S:
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            stretches.append([start, end])
    return stretches[:MOST_STRETCHES]


def allowance(elapsed_s: float) -> float:
    """How many new seconds of a film can have been played in so many seconds of the clock."""
    return max(0.0, elapsed_s) * FASTEST + GRACE_S


def believable(
    known: Stretches, new: Stretches, *, duration_s: float, allowance_s: float
) -> list[list[float]]:
    """`merge`, but no more than `allowance_s` of seconds that were not known before; what is over is left out.

    Stretches are taken in their order on the film; the one that fits only in part is cut.
    """
    merged, left = merge(known, (), duration_s=duration_s), allowance_s
    for start, end in _without(merge((), new, duration_s=duration_s), merged):
        grown = merge(merged, [(start, min(end, start + left))], duration_s=duration_s)
        gained = length(grown) - length(merged)
        if gained <= 0 or gained > left + 2 * JOIN_WITHIN_S:
            break
        merged, left = grown, max(0.0, left - gained)
    return merged


def _without(stretches: Stretches, known: Stretches) -> list[tuple[float, float]]:
    """What of the first lies outside the second; each sorted and merged."""
    rest = []
    for start, end in stretches:
        for first, last in known:
            if last > start and first < end:
                if first > start:
                    rest.append((start, first))
                start = max(start, last)
        if start < end:
            rest.append((start, end))
    return rest


def both(one: Stretches, other: Stretches) -> list[list[float]]:
    """The moments that lie in both; each set sorted and merged."""
    first, second = [list(pair) for pair in one], [list(pair) for pair in other]
    common = []
    here = there = 0
    while here < len(first) and there < len(second):
        start, end = max(first[here][0], second[there][0]), min(first[here][1], second[there][1])
        if start < end:
            common.append([start, end])
        if first[here][1] < second[there][1]:
            here += 1
        else:
            there += 1
    return common


def length(stretches: Stretches) -> float:
    """In seconds."""
    return sum(end - start for start, end in stretches)


def seconds(stretches: Stretches) -> int:
    """`length`, in whole seconds."""
    return round(length(stretches))


def _clipped(stretches: Stretches, duration_s: float) -> list[tuple[float, float]]:
    clipped = []
    for start, end in stretches:
        if math.isfinite(start) and math.isfinite(end):
            first, last = max(0.0, start), min(end, duration_s)
            if first < last:
                clipped.append((round(first, 2), round(last, 2)))
    return clipped
