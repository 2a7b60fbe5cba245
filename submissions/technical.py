"""A category's rules in the workshop's words."""

from typing import Any

from django.conf import settings

from festival.models import Category

EXTENSIONS = (
    "mp4",
    "mov",
    "m4v",
    "mkv",
    "webm",
    "avi",
    "mpg",
    "mpeg",
    "mxf",
    "ts",
    "mts",
    "m2ts",
)


HOUSE_RULES = {
    # Streaming plays at -14, broadcast at -23 (EBU R128); beyond these the juror reaches for the volume.
    "loudness_lufs": [-30, -14],
    "max_true_peak_dbtp": -1.0,
    # Half of a film standing still is worth a look; a tenth of what H.264 usually gets shows blocks.
    "max_frozen_share": 0.5,
    "min_bits_per_pixel": 0.01,
}
"""What every category warns of; none of it blocks."""


def spec_for(category: Category) -> dict[str, Any]:
    """What `media_pipeline.inspection.TechnicalSpec.from_json` reads; kept with each upload, so that a rule changed
    later does not judge a film that is already here.
    """
    spec: dict[str, Any] = {
        **HOUSE_RULES,
        "min_duration_s": category.min_duration_s,
        "max_duration_s": category.max_duration_s,
        "orientation": category.orientation,
        "frame_rates": list(category.frame_rates),
        "audio_required": category.audio_required,
        "subtitles_required": category.subtitles_required,
        "max_bytes": settings.UPLOAD_MAX_BYTES,
    }
    if category.min_short_side:
        spec["min_short_side"] = category.min_short_side
    return spec


def first_look_rules(category: Category) -> dict[str, Any]:
    """What the browser may hold against a file before its first byte travels."""
    orientation = category.orientation if category.orientation in ("horizontal", "vertical") else ""
    return {
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "min_seconds": category.min_duration_s,
        "max_seconds": category.max_duration_s,
        "orientation": orientation,
        "min_short_side": category.min_short_side,
        "extensions": list(EXTENSIONS),
    }
