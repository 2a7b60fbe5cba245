"""The office has compared two films that resemble each other."""

from typing import Any

from festival.models import Edition
from media_pipeline import likenesses
from media_pipeline.enums import LikenessState
from media_pipeline.models import Likeness


def judge_likeness(
    likeness: Likeness, decision: LikenessState, *, edition: Edition, by: Any, note: str = ""
) -> Likeness:
    """Note what it is; nothing happens to either entry. The edition's trail tells of it. Raises MoveNotAllowed."""
    # A likeness knows no edition; the trail takes it from the row that it is told of.
    likeness.edition_id = edition.pk  # type: ignore[attr-defined]
    return likenesses.decide(likeness, decision, by=by, note=note)
