"""Exact means of a table of scores: of all alike, of blocs by their weight, without the highest and the lowest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

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


Middle = Callable[[Sequence[int], int], Fraction]
"""Of scores in a unit."""


def plain(scores: Sequence[int], unit: int) -> Fraction:
    return Fraction(sum(scores), len(scores) * unit)


def trimmed(scores: Sequence[int], unit: int) -> Fraction:
    """Without one highest and one lowest, from five on: the rule of figure skating."""
    if len(scores) < ENOUGH_TO_TRIM:
        return plain(scores, unit)
    return Fraction(sum(scores) - max(scores) - min(scores), (len(scores) - 2) * unit)


def means(table: Table, *, middle: Middle = plain, blocs: bool = True) -> list[Mean]:
    """One mean per film. With blocs each keeps its weight whatever its turnout; one that is absent leaves its to the rest."""
    by_bloc = blocs and bool(table.blocs)
    return [_mean(table, numbers, middle, by_bloc=by_bloc) for numbers in table.of_film]


def _mean(table: Table, numbers: Sequence[int], middle: Middle, *, by_bloc: bool) -> Mean:
    values = [table.value[number] for number in numbers]
    if not values:
        return Mean(None, None, 0)
    raw = plain(values, table.unit)
    if not by_bloc:
        return Mean(raw if middle is plain else middle(values, table.unit), raw, len(values))
    parts: dict[int, list[int]] = {}
    for number, value in zip(numbers, values, strict=True):
        bloc = table.bloc[table.ballots[number].juror]
        if bloc >= 0:
            parts.setdefault(bloc, []).append(value)
    found = {bloc: middle(of, table.unit) for bloc, of in parts.items()}
    total = sum((table.bloc_weight[bloc] for bloc in found), Fraction(0))
    if not total:
        return Mean(None, raw, len(values), found)
    weighed = sum((table.bloc_weight[bloc] * of for bloc, of in found.items()), Fraction(0))
    return Mean(weighed / total, raw, len(values), found)
