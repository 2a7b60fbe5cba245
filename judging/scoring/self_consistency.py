"""How far jurors agree with themselves: films that were marked twice, and what that says of the panel."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from judging.scoring.agreement.concordance import chi2_tail
from judging.scoring.reading import Table, mark_in

ENOUGH = 5
"""Films marked twice in the whole panel: with fewer no interval and no share is told."""
TAIL = 0.05
"""Of the interval, on either side."""


@dataclass(frozen=True)
class Twice:
    """One film that one juror marked twice: the marks by criterion, first and second time, from 0 to 10."""

    juror: str
    first: Sequence[float]
    second: Sequence[float]


@dataclass(frozen=True)
class Steadiness:
    """`films` marked twice by `jurors`, with `marks` pairs of marks. `apart`: mean distance of the two marks.

    `within`: the standard deviation of one juror's mark for one film, sqrt(mean(d^2) / 2); `low` and `high`: where it
    lies with 90 %, None with too few films. `share`: which part of the variance between jurors is that of one juror
    alone, 1 at most; None where it cannot be said.
    """

    films: int
    jurors: int
    marks: int
    apart: float
    within: float
    low: float | None = None
    high: float | None = None
    between: float | None = None
    share: float | None = None


def steadiness(given: Iterable[Twice], *, between: float | None = None) -> Steadiness | None:
    """Of the panel, or of one juror; None without any film that was marked twice.

    The interval takes all marks of one film as one observation: they depend on one another, so that it is rather too
    wide than too narrow.
    """
    films = [one for one in given if one.first]
    apart = [first - second for one in films for first, second in zip(one.first, one.second, strict=True)]
    if not apart:
        return None
    within = sqrt(sum(distance**2 for distance in apart) / len(apart) / 2)
    enough = len(films) >= ENOUGH
    return Steadiness(
        films=len(films),
        jurors=len({one.juror for one in films}),
        marks=len(apart),
        apart=sum(abs(distance) for distance in apart) / len(apart),
        within=within,
        low=within * sqrt(len(films) / chi2_quantile(1 - TAIL, len(films))) if enough else None,
        high=within * sqrt(len(films) / chi2_quantile(TAIL, len(films))) if enough else None,
        between=between,
        share=min(1.0, (within / between) ** 2) if enough and between else None,
    )


def spread_between(table: Table) -> float | None:
    """The standard deviation of different jurors' marks for one film and criterion, pooled; None without any two."""
    marks: dict[tuple[int, str], list[float]] = defaultdict(list)
    for ballot in table.ballots:
        for asked in table.asked:
            if asked.key in ballot.marks:
                marks[ballot.film, asked.key].append(
                    float(asked.scaled(mark_in(asked, ballot.marks[asked.key])))
                )
    squares, free = 0.0, 0
    for values in marks.values():
        mean = sum(values) / len(values)
        squares += sum((value - mean) ** 2 for value in values)
        free += len(values) - 1
    return sqrt(squares / free) if free else None


def chi2_quantile(chance: float, df: int) -> float:
    """Below which a chi-square with `df` degrees of freedom lies with this chance."""
    low, high = 0.0, 1.0
    while 1 - chi2_tail(high, df) < chance:
        high *= 2
    for _step in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if 1 - chi2_tail(middle, df) < chance else (low, middle)
    return (low + high) / 2
