"""Intraclass correlations: the six of Shrout & Fleiss (1979) for complete tables, and those of variance components."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.agreement.table import complete
from judging.scoring.arrays import BadOption


@dataclass(frozen=True)
class MeanSquares:
    """Between targets (films), within targets, between judges, and the error left after both."""

    between: float
    within: float
    judges: float
    error: float


@dataclass(frozen=True)
class ShroutFleiss:
    """One rating and the mean of all k: judges differ per film (1), drawn at random (2), or just these (3).

    ICC(2, k) is the reliability of the plain mean, ICC(3, k) what it is once severity is taken out.
    """

    icc1: float
    icc2: float
    icc3: float
    icc1k: float
    icc2k: float
    icc3k: float
    mean_squares: MeanSquares


@dataclass(frozen=True)
class ComponentIcc:
    """The same from the variance components of a calibration, valid with missing scores; `k` scores per film."""

    one: float
    mean_of_k: float
    corrected_mean_of_k: float
    k: float


def shrout_fleiss(ratings: ArrayLike) -> ShroutFleiss:
    """All six of a complete table with one row per target and one column per judge."""
    table = complete(ratings)
    if np.ptp(table) == 0:
        raise BadOption("All scores are equal: there is no difference that jurors could agree about.")
    n, k = table.shape
    middle, rows, columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    between = k * float(((rows - middle) ** 2).sum())
    judges = n * float(((columns - middle) ** 2).sum())
    error = float(((table - rows[:, None] - columns[None, :] + middle) ** 2).sum())
    b, j, e = between / (n - 1), judges / (k - 1), error / ((n - 1) * (k - 1))
    w = (judges + error) / (n * (k - 1))
    return ShroutFleiss(
        icc1=_ratio(b - w, b + (k - 1) * w),
        icc2=_ratio(b - e, b + (k - 1) * e + k * (j - e) / n),
        icc3=_ratio(b - e, b + (k - 1) * e),
        icc1k=_ratio(b - w, b),
        icc2k=_ratio(b - e, b + (j - e) / n),
        icc3k=_ratio(b - e, b),
        mean_squares=MeanSquares(b, w, j, e),
    )


def from_components(film: float, juror: float, rest: float, k: float) -> ComponentIcc:
    """Agreement of one score, of the plain mean of k scores, and of their mean corrected for severity."""
    if min(film, juror, rest) < 0 or film + juror + rest <= 0 or k <= 0:
        raise BadOption(
            "Variances must not be negative, one must be above 0, and so must the number of scores."
        )
    return ComponentIcc(
        one=_ratio(film, film + juror + rest),
        mean_of_k=_ratio(film, film + (juror + rest) / k),
        corrected_mean_of_k=_ratio(film, film + rest / k),
        k=float(k),
    )


def _ratio(part: float, whole: float) -> float:
    """0 where both vanish: judges who do not tell films apart at all agree about none."""
    return part / whole if whole else 0.0
