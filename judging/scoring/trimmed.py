"""The trimmed mean of the ISU (figure skating): the highest and the lowest mark dropped, in exact decimals.

A mark that is missing is not there: it is neither the lowest nor a zero. Checked against official protocols of 2016/17.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from judging.scoring.arrays import BadOption, NoScores, NotANumber
from judging.scoring.ties import published

FEWEST = 5
"""With fewer marks nothing is dropped: it would cost more than it protects."""
Mark = int | float | str | Decimal | Fraction | None


def trimmed_mean(marks: Iterable[Mark], *, drop: int = 1, fewest: int = FEWEST) -> Fraction:
    """The exact mean without the `drop` highest and `drop` lowest; plain with fewer than `fewest` marks."""
    if drop < 0 or fewest < 2 * drop + 1:
        raise BadOption("At least one mark must be left after dropping.")
    given = sorted(exact(mark) for mark in marks if mark is not None)
    if not given:
        raise NoScores("There are no marks to take a mean of.")
    kept = given[drop : len(given) - drop] if len(given) >= fewest else given
    return sum(kept, Fraction(0)) / len(kept)


def panel_score(marks: Iterable[Mark], *, decimals: int = 2, drop: int = 1, fewest: int = FEWEST) -> Fraction:
    """The trimmed mean, rounded half up to the decimals that are published."""
    return published(trimmed_mean(marks, drop=drop, fewest=fewest), decimals)


def factored_total(components: Sequence[tuple[Mark, Iterable[Mark]]], *, decimals: int = 2) -> Fraction:
    """The total of (factor, marks): each panel score and each factored score is rounded before it is added."""
    return sum(
        (
            published(exact(factor) * panel_score(marks, decimals=decimals), decimals)
            for factor, marks in components
        ),
        Fraction(0),
    )


def exact(mark: Mark) -> Fraction:
    """The number as it is written: 0.1 is a tenth, not the nearest binary fraction."""
    if isinstance(mark, float) and not isfinite(mark):
        raise NotANumber("A mark must be a finite number. Leave a missing one out.")
    try:
        return Fraction(str(mark)) if isinstance(mark, float) else Fraction(mark or 0)
    except (TypeError, ValueError, OverflowError) as wrong:
        raise NotANumber(f"'{mark}' is no mark.") from wrong
