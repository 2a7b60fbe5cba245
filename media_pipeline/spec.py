"""The technical rules of a category, in the workshop's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Shape(StrEnum):
    """What a category asks of the picture's orientation."""

    ANY = "any"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    SQUARE = "square"
    NOT_SQUARE = "not_square"


@dataclass(frozen=True)
class TechnicalSpec:
    """The technical rules of a category. None means: no such rule."""

    min_duration_s: float | None = None
    max_duration_s: float | None = None
    grace_s: float = 0.5
    orientation: str = Shape.ANY
    min_short_side: int | None = 180
    advised_short_side: int | None = 480
    max_pixels: int = 36_000_000
    max_side_ratio: float = 4.0
    frame_rates: tuple[str, ...] = ()
    audio_required: bool = False
    subtitles_required: bool = False
    max_bytes: int | None = None
    loudness_lufs: tuple[float, float] | None = None
    max_true_peak_dbtp: float | None = None
    max_decode_errors: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {**asdict(self), "orientation": str(self.orientation), "frame_rates": list(self.frame_rates)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TechnicalSpec:
        """Read what to_json wrote; rules that this version does not know are left out."""
        values = {key: value for key, value in data.items() if key in {rule.name for rule in fields(cls)}}
        values["frame_rates"] = tuple(values.get("frame_rates") or ())
        if values.get("loudness_lufs"):
            low, high = values["loudness_lufs"]
            values["loudness_lufs"] = (low, high)
        return cls(**values)
