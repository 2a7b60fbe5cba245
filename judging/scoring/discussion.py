"""Which films a jury should talk about: where its members disagree most, where its blocs do, and where places are tied.

Nothing here judges a juror: it only orders the agenda, the films with the widest spread of scores first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

SPREAD, BLOCS, FLAGS, TIE = "spread", "blocs", "flags", "tie"
WIDE = 1.5
"""Standard deviation of a film's scores, of 10, from which the jurors are taken to disagree."""
APART = Fraction(2)
"""Difference of two blocs' means, of 10, from which they are taken to be split."""
MOST = 15


@dataclass(frozen=True)
class Said:
    """One juror's score of a film on the scale 0 to 10; `flag`: the juror's traffic light, "" for none."""

    film: str
    juror: str
    value: Fraction | None
    flag: str = ""


@dataclass(frozen=True)
class Topic:
    film: str
    spread: float
    reasons: tuple[dict[str, Any], ...]


def topics(
    said: Iterable[Said], *, bloc_of: Mapping[str, str], tied: Sequence[str] = (), most: int = MOST
) -> list[Topic]:
    """The agenda: tied films first, then by spread. A film without any reason is not on it."""
    by_film: dict[str, list[Said]] = {film: [] for film in tied}
    for one in said:
        by_film.setdefault(one.film, []).append(one)
    found = [_topic(film, given, bloc_of, film in tied) for film, given in by_film.items()]
    wanted = [topic for topic in found if topic.reasons]
    return sorted(wanted, key=lambda topic: (topic.film not in tied, -topic.spread))[:most]


def spread_of(values: Sequence[Fraction]) -> float:
    """Standard deviation with n - 1; 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    mean = sum(values, Fraction(0)) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _topic(film: str, given: Sequence[Said], bloc_of: Mapping[str, str], tied: bool) -> Topic:
    values = [one.value for one in given if one.value is not None]
    spread = spread_of(values)
    reasons: list[dict[str, Any]] = [{"code": TIE}] if tied else []
    if spread >= WIDE:
        low, high = float(min(values)), float(max(values))
        reasons.append({"code": SPREAD, "sd": round(spread, 2), "low": round(low, 2), "high": round(high, 2)})
    gap = _gap(given, bloc_of)
    if gap >= APART:
        reasons.append({"code": BLOCS, "gap": round(float(gap), 2)})
    green, red = (sum(one.flag == flag for one in given) for flag in ("green", "red"))
    if green and red:
        reasons.append({"code": FLAGS, "green": green, "red": red})
    return Topic(film, spread, tuple(reasons))


def _gap(given: Sequence[Said], bloc_of: Mapping[str, str]) -> Fraction:
    blocs: dict[str, list[Fraction]] = {}
    for one in given:
        if one.value is not None and bloc_of.get(one.juror):
            blocs.setdefault(bloc_of[one.juror], []).append(one.value)
    means = [sum(values, Fraction(0)) / len(values) for values in blocs.values()]
    return max(means) - min(means) if len(means) > 1 else Fraction(0)
