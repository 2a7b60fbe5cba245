"""Figures for pictures drawn by the server: shares of a width in per cent, ready for SVG attributes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

EDGE = 4.0
"""Per cent of the width left free on both sides, so that dots are not cut off."""


@dataclass(frozen=True)
class Span:
    """A dot on a line: where it is and from where to where it might be, in per cent of the width."""

    at: str
    low: str
    high: str
    width: str


@dataclass(frozen=True)
class Column:
    """One column of a histogram, in a box 100 wide and 40 high."""

    x: str
    y: str
    width: str
    height: str
    label: str
    count: int


def span(at: float, low: float, high: float, least: float, most: float) -> Span:
    """`least` and `most` are the ends of the scale."""
    reach = (most - least) or 1.0

    def across(value: float) -> float:
        share = min(1.0, max(0.0, (value - least) / reach))
        return EDGE + share * (100 - 2 * EDGE)

    left, right = across(min(low, at)), across(max(high, at))
    return Span(f"{across(at):.2f}%", f"{left:.2f}%", f"{right:.2f}%", f"{right - left:.2f}%")


def histogram(
    values: Iterable[float], *, least: float = 0.0, most: float = 10.0, step: float = 0.5
) -> list[Column]:
    """How many values lie in each step; the last step has both its ends."""
    steps = round((most - least) / step)
    counts = [0] * steps
    for value in values:
        counts[min(steps - 1, max(0, int((value - least) / step)))] += 1
    highest, width = max(counts) or 1, 100 / steps
    return [
        Column(
            x=f"{number * width + 0.4:.2f}",
            y=f"{40 - 40 * count / highest:.2f}",
            width=f"{width - 0.8:.2f}",
            height=f"{40 * count / highest:.2f}",
            label=f"{least + number * step:g}–{least + (number + 1) * step:g}",
            count=count,
        )
        for number, count in enumerate(counts)
    ]


def groups_of(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """First and last place of every group of films that cannot be told apart, groups of one left out."""
    ends: dict[int, tuple[int, int]] = {}
    for row in rows:
        if row.get("place") is not None and "group" in row:
            first, last = ends.get(row["group"], (row["place"], row["place"]))
            ends[row["group"]] = min(first, row["place"]), max(last, row["place"])
    return [(first, last) for first, last in ends.values() if last > first]
