"""What judging needs to know of a film's file, in one place."""

from dataclasses import dataclass

from media_pipeline.models import Asset


@dataclass(frozen=True)
class Measured:
    """As measured by the workshop; zeros and empty words where it has not measured yet."""

    duration_s: float = 0.0
    orientation: str = ""
    width: int = 0
    height: int = 0
    fps: str = ""


def measured(film: Asset | None) -> Measured:
    facts = (film.probe or {}).get("film") if film is not None else None
    if not facts:
        return Measured()
    return Measured(
        duration_s=facts["span_s"],
        orientation=_orientation(facts["width"], facts["height"]),
        width=facts["width"],
        height=facts["height"],
        fps=facts["fps"],
    )


def _orientation(width: int, height: int) -> str:
    if not height or abs(width / height - 1) <= 0.05:
        return "square"
    return "horizontal" if width > height else "vertical"
