"""Stretches of a film, as pairs of hundredths of a second, the end not included. Pure.

Merged stretches are sorted, apart from each other and never empty, so that two lists that cover the same moments are
equal. Whole numbers make them exact, and PostgreSQL keeps them as an ``int4multirange``.
"""

import math
import re
from collections.abc import Iterable

Span = tuple[int, int]

PER_SECOND = 100
_PAIR = re.compile(r"\[(\d+),(\d+)\)")


def between(start_s: float, end_s: float) -> Span:
    """The stretch between two seconds, rounded outwards, so that what follows on each other touches."""
    # Twice: 6.006 * 100 is 600.5999999999999.
    return math.floor(round(start_s * PER_SECOND, 4)), math.ceil(round(end_s * PER_SECOND, 4))


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same moments, each told once."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def clip(spans: Iterable[Span], end_s: float) -> tuple[Span, ...]:
    """What of it lies inside a film of this length; a last segment may be a little longer than the film."""
    last = between(0, end_s)[1]
    return merge((max(0, start), min(end, last)) for start, end in spans)


def seconds(spans: Iterable[Span]) -> float:
    """How long all of it is."""
    return sum(end - start for start, end in merge(spans)) / PER_SECOND


def in_seconds(spans: Iterable[Span]) -> tuple[tuple[float, float], ...]:
    """As pairs of seconds."""
    return tuple((start / PER_SECOND, end / PER_SECOND) for start, end in merge(spans))


def share(spans: Iterable[Span], length_s: float) -> float:
    """Which part of a film of this length it is: 0 to 1, and 0 while the length is not known."""
    return min(1.0, seconds(clip(spans, length_s)) / length_s) if length_s > 0 else 0.0


def read(text: str) -> tuple[Span, ...]:
    """From PostgreSQL's way of writing: ``{[0,600),[900,1000)}``."""
    return merge((int(start), int(end)) for start, end in _PAIR.findall(text))


def write(spans: Iterable[Span]) -> str:
    """In PostgreSQL's way of writing."""
    return "{" + ",".join(f"[{start},{end})" for start, end in merge(spans)) + "}"
