"""A juror's own marks of one round as figures: the order of the overview, and how the totals spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from judging.booth import total_of
from judging.enums import Standing
from judging.models import Criterion, Score
from judging.questions import asked_of
from judging.queue import Slip

ORDERS = ("number", "total", "watched", "state")
BARS = 10
TALLEST = 36


@dataclass(frozen=True)
class Totals:
    """Of one card. `total`: 0 to 10, None without marks. `missing`: criteria without a mark."""

    total: float | None
    missing: int


@dataclass(frozen=True)
class Bar:
    """One bar of the picture, in its units: from the left, from the top, how high. `label`: from which mark to which."""

    x: int
    y: int
    height: int
    count: int
    label: str


Marks = dict[int, dict[int, Decimal]]
"""By the assignment's key, then by the criterion's."""


def marks_of(slips: Sequence[Slip]) -> Marks:
    """The newest ones. One query."""
    marks: Marks = {}
    current = Score.objects.filter(scorecard__assignment__in=[slip.pk for slip in slips]).current()
    rows = current.values_list("scorecard__assignment_id", "criterion_id", "value")
    for assignment, criterion, value in rows:
        if value is not None:
            marks.setdefault(assignment, {})[criterion] = value
    return marks


def totals_of(slips: Sequence[Slip], criteria: list[Criterion], marks: Marks) -> dict[int, Totals]:
    """By the assignment's key."""
    return {slip.pk: _totals(asked_of(criteria, slip.film), marks.get(slip.pk, {})) for slip in slips}


def _totals(criteria: list[Criterion], marks: dict[int, Decimal]) -> Totals:
    text = total_of(criteria, marks)
    missing = sum(criterion.pk not in marks for criterion in criteria)
    return Totals(float(text) if text else None, missing)


def in_order(slips: Iterable[Slip], totals: dict[int, Totals], order: str) -> list[Slip]:
    """By one of ORDERS, "-" before it turns it round; else as the juror has the films. What has no value comes last."""
    name, turned = order.removeprefix("-"), order.startswith("-")
    if name not in ORDERS:
        return list(slips)

    def value(slip: Slip) -> Any:
        if name == "total":
            return totals[slip.pk].total
        if name == "watched":
            return slip.watched_s / slip.duration_s if slip.duration_s else None
        return slip.number if name == "number" else list(Standing).index(Standing(slip.standing))

    known = [slip for slip in slips if value(slip) is not None]
    return sorted(known, key=value, reverse=turned) + [slip for slip in slips if value(slip) is None]


def complete_drafts(slips: Iterable[Slip], totals: dict[int, Totals]) -> list[Slip]:
    """What could be confirmed: every question answered, and not done yet."""
    return [slip for slip in slips if not slip.done and totals[slip.pk].missing == 0]


def distribution(totals: Iterable[Totals]) -> list[Bar]:
    """How many totals lie between 0 and 1, 1 and 2 … 9 and 10; empty with fewer than three."""
    values = [found.total for found in totals if found.total is not None]
    if len(values) < 3:
        return []
    counts = [0] * BARS
    for value in values:
        counts[min(int(value), BARS - 1)] += 1
    tallest = max(counts)
    heights = [round(TALLEST * count / tallest) for count in counts]
    return [
        Bar(12 * n, TALLEST - height, height, count, f"{n}–{n + 1}")
        for n, (height, count) in enumerate(zip(heights, counts, strict=True))
    ]
