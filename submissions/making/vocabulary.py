"""The words of the matrix *stage of production × extent*. `submissions.enums` gives them names that people read."""

from collections.abc import Mapping

STAGES = (
    "script",
    "storyboard",
    "image",
    "video",
    "voice",
    "music",
    "sound",
    "editing",
    "vfx",
    "subtitles",
)

NONE, ASSISTED, GENERATED = "none", "assisted", "generated"
EXTENTS = (NONE, ASSISTED, GENERATED)
"""From least to most."""

Answers = Mapping[str, str]
"""Extent by stage. A stage that is not in it was not answered."""


def rank(extent: str) -> int:
    """How far an extent goes. Raises ValueError for a word that is none."""
    return EXTENTS.index(extent)


def reaches(extent: str, least: str) -> bool:
    return rank(extent) >= rank(least)


def unanswered(answers: Answers) -> tuple[str, ...]:
    """The stages about which nothing was said, in the order of production."""
    return tuple(stage for stage in STAGES if answers.get(stage) not in EXTENTS)
