"""What of a film has been on screen: stretches of seconds, merged. Pure."""

import math
from collections.abc import Iterable, Sequence

JOIN_WITHIN_S = 0.5
MOST_STRETCHES = 400


def merge(
    known: Iterable[Sequence[float]], new: Iterable[Sequence[float]], *, duration_s: float
) -> list[list[float]]:
    """Both sets of stretches as one, sorted, clipped to the film, small gaps closed. Nonsense is left out."""
    stretches: list[list[float]] = []
    for start, end in sorted(_clipped([*known, *new], duration_s)):
        if stretches and start <= stretches[-1][1] + JOIN_WITHIN_S:
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            stretches.append([start, end])
    return stretches[:MOST_STRETCHES]


def seconds(stretches: Iterable[Sequence[float]]) -> int:
    return round(sum(end - start for start, end in stretches))


def _clipped(stretches: Iterable[Sequence[float]], duration_s: float) -> list[tuple[float, float]]:
    clipped = []
    for start, end in stretches:
        if math.isfinite(start) and math.isfinite(end):
            first, last = max(0.0, start), min(end, duration_s)
            if first < last:
                clipped.append((round(first, 2), round(last, 2)))
    return clipped
