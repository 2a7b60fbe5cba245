"""The film on the juror's screen."""

import json
from dataclasses import replace
from typing import Any

from judging.credits_ranges import covered_stretches
from judging.models import Assignment
from media_pipeline.delivery import Playback, playback, watermark
from media_pipeline.doors import Key

DUTY = "duty"
"""The name of the juror's door (``judging.doors``)."""


def playback_of(assignment: Assignment, viewer: Any) -> Playback | None:
    """Addresses for the player that name this viewer and end, or None while the film cannot be played."""
    entry = assignment.entry
    film = entry.film
    if film is None or not film.is_playable:
        return None
    marked = assignment.round.edition.watermark
    made = playback(
        film,
        viewer,
        Key(DUTY, str(assignment.pk)),
        spoken=entry.languages,
        watermark=watermark(assignment.juror.display_name) if marked else "",
    )
    covered = covered_stretches(assignment)
    return replace(made, skip=json.dumps(covered)) if covered else made
