"""Is the exhibition copy the film that was judged? Compared by measured facts; it warns and decides nothing."""

from dataclasses import dataclass
from enum import StrEnum

LENGTH_WITHIN_S = 1.0
RATE_WITHIN = 0.01


class Difference(StrEnum):
    LENGTH = "length"
    FRAME_RATE = "frame_rate"
    RESOLUTION = "resolution"
    ORIENTATION = "orientation"
    SILENT = "silent"
    CHANNELS = "channels"


@dataclass(frozen=True)
class Measured:
    """Of one file. Zeros and empty words where nothing is known; width and height as displayed."""

    duration_s: float = 0.0
    width: int = 0
    height: int = 0
    fps: float = 0.0
    orientation: str = ""
    channels: int = 0


def compare(copy: Measured, screener: Measured) -> tuple[Difference, ...]:
    """What differs to the worse, in the order in which one wants to hear it. Nothing where either is not measured."""
    if not copy.duration_s or not screener.duration_s:
        return ()
    found = {
        Difference.LENGTH: abs(copy.duration_s - screener.duration_s) > LENGTH_WITHIN_S,
        Difference.FRAME_RATE: abs(copy.fps - screener.fps) > RATE_WITHIN,
        Difference.RESOLUTION: _short_side(copy) < _short_side(screener) or copy.width < screener.width,
        Difference.ORIENTATION: copy.orientation != screener.orientation,
        Difference.SILENT: copy.channels == 0 < screener.channels,
        Difference.CHANNELS: 0 < copy.channels < screener.channels,
    }
    if found[Difference.ORIENTATION]:
        found[Difference.RESOLUTION] = copy.width * copy.height < screener.width * screener.height
    return tuple(difference for difference, differs in found.items() if differs)


def _short_side(film: Measured) -> int:
    return min(film.width, film.height)
