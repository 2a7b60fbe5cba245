"""Kendall's W, the concordance of several complete rankings, with the correction for ties."""

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.agreement.table import complete
from judging.scoring.arrays import BadOption, Floats


@dataclass(frozen=True)
class Concordance:
    """W from 0 (no agreement) to 1, its chi-square with `df` degrees of freedom, and the chance p of so much by luck.

    `uncorrected` ignores ties; p is good from about 7 films on.
    """

    w: float
    uncorrected: float
    chi2: float
    df: int
    p: float


def kendall_w(scores: ArrayLike) -> Concordance:
    """Of a complete table with one row per subject (film) and one column per juror; equal scores share a rank."""
    table = complete(scores)
    n, m = table.shape
    ranked, ties = zip(*(_ranks(column) for column in table.T), strict=True)
    sums = np.sum(ranked, axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    whole = float(m * m * (n**3 - n))
    left = whole - m * sum(ties)
    if left <= 0:
        raise BadOption("Each juror gave all films the same score: there are no rankings to compare.")
    w = 12 * spread / left
    return Concordance(w, 12 * spread / whole, m * (n - 1) * w, n - 1, chi2_tail(m * (n - 1) * w, n - 1))


def _ranks(column: Floats) -> tuple[Floats, float]:
    """Middle ranks, and the sum of t³ - t over the ties."""
    _, kind, count = np.unique(column, return_inverse=True, return_counts=True)
    middle = np.cumsum(count) - (count - 1) / 2
    return middle[kind], float((count.astype(np.float64) ** 3 - count).sum())


def chi2_tail(x: float, df: int) -> float:
    """P(chi-square with `df` degrees of freedom > x): the closed sum over every second degree, exact for integers."""
    if x <= 0:
        return 1.0
    half, odd = x / 2, df % 2
    tail = erfc(sqrt(half)) if odd else exp(-half)
    log_half = log(half)
    for number in range(1, (df - odd) // 2 + odd):
        power = number - 0.5 if odd else float(number)
        tail += exp(power * log_half - half - lgamma(power + 1))
    return min(tail, 1.0)
