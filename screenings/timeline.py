"""The auditorium's lines on a maker's timeline: the screenings that the audience can read about."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from screenings.models import ScheduleVersion, Slot
from submissions.models import Entry
from submissions.timeline import Event, tell_too


def screenings_of(entry: Entry) -> Iterator[Event]:
    """From the released programme alone, and nothing before the announcement of the selection."""
    if not entry.selection_is_told:
        return
    version = ScheduleVersion.objects.released_for(entry.edition)
    if version is None:
        return
    slots = (
        Slot.objects.for_the_audience().confirmed().filter(version=version, entry_ids__contains=[entry.pk])
    )
    for slot in slots.select_related("screen__venue"):
        ahead = slot.starts_at > timezone.now()
        yield Event(slot.starts_at, _("Screening"), f"{slot.screen.venue}, {slot.screen}", ahead=ahead)


tell_too("screenings", screenings_of)
