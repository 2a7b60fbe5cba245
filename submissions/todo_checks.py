"""What the portal sees by itself about a selected film, so that nobody has to say it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from media_pipeline.models import SubtitleTrack
from submissions.models import Entry
from submissions.todos import see_by_itself


def has_subtitles(entries: list[Entry]) -> set[UUID]:
    """Some subtitles that can be shown lie beside the film."""
    films = {entry.film_id: entry.pk for entry in entries if entry.film_id}
    tracks = SubtitleTrack.objects.filter(asset__in=list(films), replaced_at=None).select_related("asset")
    return {films[track.asset_id] for track in tracks if track.is_shown}


def has_still(entries: list[Entry]) -> set[UUID]:
    """The maker has sent a picture of their own."""
    return {entry.pk for entry in entries if entry.still}


see_by_itself("subtitles", _("Subtitles are sent"), has_subtitles)
see_by_itself("still", _("A still is sent"), has_still)
