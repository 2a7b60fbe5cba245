"""What the portal sees by itself about a selected film, so that nobody has to say it."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from media_pipeline.models import SubtitleTrack
from submissions.copies import COPY
from submissions.models import Entry, ExhibitionCopy, PressKit
from submissions.signing import standing_of, with_rights
from submissions.todos import Room, see_by_itself


def has_subtitles(entries: list[Entry]) -> set[UUID]:
    """Some subtitles that can be shown lie beside the film."""
    films = {entry.film_id: entry.pk for entry in entries if entry.film_id}
    tracks = SubtitleTrack.objects.filter(asset__in=list(films), replaced_at=None).select_related("asset")
    return {films[track.asset_id] for track in tracks if track.is_shown}


def has_still(entries: list[Entry]) -> set[UUID]:
    """The maker has sent a picture of their own."""
    return {entry.pk for entry in entries if entry.still}


def has_biography(entries: list[Entry]) -> set[UUID]:
    """The director's life is told."""
    return {entry.pk for entry in entries if entry.biography}


def has_press_kit(entries: list[Entry]) -> set[UUID]:
    kits = PressKit.objects.filter(entry__in=[entry.pk for entry in entries])
    return set(kits.values_list("entry_id", flat=True))


def has_copy(entries: list[Entry]) -> set[UUID]:
    """An exhibition copy is here, or a link to it, and no other is asked for."""
    here = ExhibitionCopy.objects.at_hand().filter(entry__in=[entry.pk for entry in entries])
    return set(here.values_list("entry_id", flat=True))


def has_signed(entries: list[Entry]) -> set[UUID]:
    """The newest published version of the rights agreement is signed. Where there is none, nothing is signed."""
    rows = with_rights(Entry.objects.filter(pk__in=[entry.pk for entry in entries]).select_related("edition"))
    return {entry.pk for entry in rows if standing_of(entry).is_signed}


def page(address: str, **kwargs: str) -> Room:
    return lambda entry: reverse(f"entries:{address}", kwargs={"pk": entry.pk, **kwargs})


see_by_itself("subtitles", _("Subtitles are sent"), has_subtitles, room=page("subtitles"))
see_by_itself("still", _("A still is sent"), has_still, room=page("step", name="pictures"))
see_by_itself(
    "biography",
    _("The director's biography is written"),
    has_biography,
    room=page("step", name="contact"),
)
see_by_itself("press_kit", _("A press kit is sent"), has_press_kit, room=page("step", name="pictures"))
see_by_itself(COPY, _("An exhibition copy is sent"), has_copy, room=page("copy"))
see_by_itself("signature", _("The rights agreement is signed"), has_signed, room=page("rights"))
