"""Exact means of a table of scores: of all alike, of blocs by their weight, without the highest and the lowest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from judging.scoring.reading import Table

ENOUGH_TO_TRIM = 5
"""With fewer scores of a film than this, nothing is left out."""


@dataclass(frozen=True)
class Mean:
    """Of one film; `value` is None when nobody's score counts. `by_bloc` is keyed by the bloc's number."""

    value: Fraction | None
    raw: Fraction | None
    scores: int
    by_bloc: dict[int, Fraction] = field(default_factory=dict)


Middle = Callable[[Sequence[int]], tuple[int, int]]
"""Of scores in a unit: their sum, and how many it is of."""


def plain(scores: Sequence[int]) -> tuple[int, int]:
    return sum(scores), len(scores)


def trimmed(scores: Sequence[int]) -> tuple[int, int]:
    """Without one highest and one lowest, from five on: the rule of figure skating."""
    if len(scores) < ENOUGH_TO_TRIM:
        return plain(scores)
    return sum(scores) - max(scores) - min(scores), len(scores) - 2


def means(table: Table, *, middle: Middle = plain, blocs: bool = True) -> list[Mean]:
    """One mean per film. With blocs each keeps its weight whatever its turnout; one that is absent leaves its to the rest."""
    by_bloc = blocs and bool(table.blocs)
    weights = _whole(table.bloc_weight) if by_bloc else []
    return [_mean(table, numbers, middle, weights) for numbers in table.of_film]


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """The weights in a unit of their own: only their proportions matter."""
    unit = lcm(*(weight.denominator for weight in weights))
    return [weight.numerator * (unit // weight.denominator) for weight in weights]


def _mean(table: Table, numbers: Sequence[int], middle: Middle, weights: Sequence[int]) -> Mean:
    values = [table.value[number] for number in numbers]
    if not values:
        return Mean(None, None, 0)
    raw = _fraction(plain(values), table.unit)
    if not weights:
        return Mean(raw if middle is plain else _fraction(middle(values), table.unit), raw, len(values))
    parts: dict[int, list[int]] = {}
    for number, value in zip(numbers, values, strict=True):
        bloc = table.bloc[table.ballots[number].juror]
        if bloc >= 0:
            parts.setdefault(bloc, []).append(value)
    middles = {bloc: middle(of) for bloc, of in parts.items()}
    found = {bloc: _fraction(of, table.unit) for bloc, of in middles.items()}
    total = sum(weights[bloc] for bloc in found)
    if not total:
        return Mean(None, raw, len(values), found)
    count = lcm(*(of for _sum, of in middles.values()))
    weighed = sum(weights[bloc] * whole * (count // of) for bloc, (whole, of) in middles.items())
    return Mean(Fraction(weighed, total * count * table.unit), raw, len(values), found)


def _fraction(middle: tuple[int, int], unit: int) -> Fraction:
    return Fraction(middle[0], middle[1] * unit)
