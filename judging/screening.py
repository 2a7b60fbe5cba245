"""The film on the juror's screen."""

from typing import Any

from media_pipeline.delivery import Playback, playback
from submissions.models import Entry


def playback_of(entry: Entry, viewer: Any) -> Playback | None:
    """Addresses for the player that name this viewer and end, or None while the film cannot be played."""
    film = entry.film
    return playback(film, viewer, spoken=entry.languages) if film is not None and film.is_playable else None
