"""Which film a juror is shown again. Pure: the same seed and the same cards draw the same film."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

FEWEST = 8
"""A juror with fewer films knows each of them too well, and would work much for little."""
LEFT = 2
"""Drawn when so many films are left: then the list still has a few others behind which a repeat can stand."""
APART = 4
"""Films that the juror has confirmed since the first viewing, at least."""
BANDS = 3
"""Low, middle and high marks of the juror take turns."""


@dataclass(frozen=True)
class Seen:
    """A film that the juror has confirmed, in the order of confirming. `fit`: may be shown again (no conflict, not
    a film to find the scale by, others' marks not looked at, the same file as then).
    """

    key: int
    film: str
    total: float
    fit: bool = True


def is_time(*, assigned: int, left: int) -> bool:
    """Whether the juror has enough films, and has come so near to the end that repeats can be laid there."""
    return assigned >= FEWEST and left <= LEFT


def draw(
    seen: Sequence[Seen], *, wanted: int, seed: str, turn: int = 0, shown: Mapping[str, int] | None = None
) -> list[int]:
    """Keys of at most `wanted` films to be shown again; fewer, or none, where too few are long enough ago.

    `turn`: how many repeats the round has drawn before, by which the bands of marks take turns over jurors. `shown`: how
    often each film is repeated already: the least repeated ones come first, then the lot by `seed` decides.
    """
    often = shown or {}
    may = [one for one in seen[: max(0, len(seen) - APART)] if one.fit]
    drawn: list[int] = []
    for place in range(turn, turn + wanted):
        rest = [one for one in may if one.key not in drawn]
        if not rest:
            break
        bands = _bands(rest)
        band = bands[place % len(bands)]
        chosen = min(band, key=lambda one: (often.get(one.film, 0), _lot(seed, one.film)))
        drawn.append(chosen.key)
    return drawn


def free_number(taken: Iterable[int], *, seed: str) -> int:
    """A film number that nobody has: by lot among the gaps, else right after the last one."""
    numbers = set(taken)
    highest = max(numbers, default=0)
    gaps = [number for number in range(1, highest) if number not in numbers]
    return min(gaps, key=lambda number: _lot(seed, str(number))) if gaps else highest + 1


def _bands(seen: Sequence[Seen]) -> list[Sequence[Seen]]:
    """By the juror's own marks, as equal in number as can be; empty ones left out."""
    ordered = sorted(seen, key=lambda one: (one.total, one.film))
    ends = [round(len(ordered) * number / BANDS) for number in range(BANDS + 1)]
    return [ordered[start:end] for start, end in pairwise(ends) if start < end]


def _lot(seed: str, what: str) -> str:
    return sha256(f"{seed}|{what}".encode()).hexdigest()
