"""Krippendorff's alpha for any pattern of missing scores, without a loop over films or jurors.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). Interval and ordinal disagreement are variances
(ordinal: of the middle rank of each value), so no pair is ever made; nominal needs the counts of equal values only.
"""

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.agreement.table import table_of
from judging.scoring.arrays import BadOption, Floats, Ints, NoScores, finite, indices

LEVELS = ("nominal", "ordinal", "interval", "ratio")
AT_ONCE = 500


def alpha(ratings: ArrayLike, level: str = "interval") -> float:
    """Alpha of a table with one row per observer and one column per unit; None or NaN is a missing rating."""
    table = table_of(ratings)
    observer, unit = np.nonzero(~np.isnan(table))
    return alpha_of_rows(unit, table[observer, unit], level)


def alpha_of_rows(unit: ArrayLike, value: ArrayLike, level: str = "interval") -> float:
    """Alpha of one row per rating: the index of its unit (film) and its value. Who gave it does not matter.

    Raises NoScores when no unit has two ratings, BadOption when all pairable ratings are equal: then it is undefined.
    """
    if level not in LEVELS:
        raise BadOption(f"There is no level of measurement '{level}'. Choose one of: {', '.join(LEVELS)}.")
    values = finite(value, "value")
    units = np.unique(indices(unit, None, "unit", values.size), return_inverse=True)[1]
    if values.size:
        pairable = np.bincount(units)[units] >= 2
        units, values = np.unique(units[pairable], return_inverse=True)[1], values[pairable]
    if not values.size:
        raise NoScores("Agreement needs at least one film with two scores.")
    kinds, kind = np.unique(values, return_inverse=True)
    if kinds.size == 1:
        raise BadOption("All scores are equal: there is no difference that jurors could agree about.")
    observed, expected = _disagreement(units, values, kinds, kind, level)
    return float(1 - observed * (values.size - 1) / expected)


def _disagreement(units: Ints, values: Floats, kinds: Floats, kind: Ints, level: str) -> tuple[float, float]:
    """Squared differences over ordered pairs: within units, each by its size less one, and over all."""
    size = np.bincount(units).astype(np.float64)
    total = np.bincount(kind)
    if level == "nominal":
        return _nominal(units, kind, size, total)
    if level == "ratio":
        return _ratio(units, kind, size, kinds, total)
    if level == "ordinal":
        values = (np.cumsum(total) - total / 2.0)[kind]
    return _interval(units, values, size)


def _interval(units: Ints, values: Floats, size: Floats) -> tuple[float, float]:
    """Both are variances; centred first, so that nothing is lost to large numbers."""
    values = values - values.mean()
    mean = np.bincount(units, weights=values) / size
    within = np.bincount(units, weights=(values - mean[units]) ** 2)
    return float((2 * size * within / (size - 1)).sum()), float(2 * values.size * (values * values).sum())


def _nominal(units: Ints, kind: Ints, size: Floats, total: Ints) -> tuple[float, float]:
    unit, _, count = _cells(units, kind, total.size)
    same = np.bincount(unit, weights=count**2)
    n = float(total.sum())
    return float(((size**2 - same) / (size - 1)).sum()), n * n - float((total.astype(np.float64) ** 2).sum())


def _ratio(units: Ints, kind: Ints, size: Floats, kinds: Floats, total: Ints) -> tuple[float, float]:
    """Pairs of different values of one unit by their distance in the row, since cells are sorted by unit."""
    if kinds[0] < 0:
        raise BadOption("Ratios need values of 0 or more.")
    unit, value, count = _cells(units, kind, kinds.size)
    observed = 0.0
    for step in range(1, unit.size):
        pair = np.flatnonzero(unit[step:] == unit[:-step])
        if not pair.size:
            break
        apart = _relative(kinds[value[pair]], kinds[value[pair + step]])
        observed += 2 * float((count[pair] * count[pair + step] * apart / (size[unit[pair]] - 1)).sum())
    expected = 0.0
    for begin in range(0, kinds.size, AT_ONCE):
        some = slice(begin, begin + AT_ONCE)
        expected += float(total[some] @ _relative(kinds[some, None], kinds[None, :]) @ total)
    return observed, expected


def _relative(one: Floats, other: Floats) -> Floats:
    added = one + other
    return ((one - other) / np.where(added == 0, 1.0, added)) ** 2


def _cells(units: Ints, kind: Ints, kinds: int) -> tuple[Ints, Ints, Floats]:
    """Every value that occurs in a unit, and how often, sorted by unit."""
    cells, count = np.unique(units * kinds + kind, return_counts=True)
    return cells // kinds, cells % kinds, count.astype(np.float64)
