"""Two films as two bars, and ribbons from each stretch of one to where it lies in the other: numbers for an SVG."""

from collections.abc import Iterable
from dataclasses import dataclass

from media_pipeline.fingerprints.alignment import Stretch

WIDTH = 1000
BAR = 22
HEIGHT = 120


@dataclass(frozen=True)
class Bar:
    """Left edge and width, as SVG wants them written, whatever the language of the page."""

    x: str
    width: str


@dataclass(frozen=True)
class Ribbon:
    """``above`` and ``below`` are the films at one scale; ``stretches`` what they share."""

    above: Bar
    below: Bar
    marks_above: tuple[Bar, ...]
    marks_below: tuple[Bar, ...]
    bands: tuple[str, ...]
    """Points of a polygon each."""


def ribbon(stretches: Iterable[Stretch], first_s: float, second_s: float) -> Ribbon:
    """Draw; a length that is not known (0) is taken from the last stretch."""
    found = tuple(stretches)
    first_s = max([first_s, *(stretch.first_to_s for stretch in found)])
    second_s = max([second_s, *(stretch.second_to_s for stretch in found)])
    scale = WIDTH / max(first_s, second_s, 1.0)
    return Ribbon(
        above=_bar(0, first_s, scale),
        below=_bar(0, second_s, scale),
        marks_above=tuple(_bar(stretch.first_from_s, stretch.first_to_s, scale) for stretch in found),
        marks_below=tuple(_bar(stretch.second_from_s, stretch.second_to_s, scale) for stretch in found),
        bands=tuple(_band(stretch, scale) for stretch in found),
    )


def _bar(start: float, end: float, scale: float) -> Bar:
    # Two units at least, else a short stretch of a long film could not be seen.
    return Bar(f"{start * scale:.1f}", f"{max(2.0, (end - start) * scale):.1f}")


def _band(stretch: Stretch, scale: float) -> str:
    corners = (
        (stretch.first_from_s, BAR),
        (stretch.first_to_s, BAR),
        (stretch.second_to_s, HEIGHT - BAR),
        (stretch.second_from_s, HEIGHT - BAR),
    )
    return " ".join(f"{seconds * scale:.1f},{y}" for seconds, y in corners)
