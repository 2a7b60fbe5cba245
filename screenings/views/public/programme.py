from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from festival.models import Edition
from festival.scope import public_edition
from screenings.calendar import calendar_of
from screenings.frontage import address, draw
from screenings.models import ScheduleVersion, Slot
from screenings.programme import items_of, programme_of, public_films, released_slots
from screenings.structured import screening_event


def programme(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The released version, day by day; nothing before the release, nothing pencilled after it."""
    found = public_edition(request, festival, edition)
    version = _released(found)
    days = programme_of(found)
    context = {
        "version": version,
        "days": days,
        "earlier": ScheduleVersion.objects.told().filter(edition=found).exclude(comment={})[:5],
        "calendar_url": address("programme_ics", found),
    }
    return draw(request, "public/programme.html", found, context)


def screening(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    found = public_edition(request, festival, edition)
    slot = _slot(found, pk)
    entries = public_films(found, slot.entry_ids)
    context = {
        "item": items_of(found, [slot])[0],
        "slot": slot,
        "others": _other_showings(found, slot),
        "calendar_url": address("screening_ics", found, pk=pk),
        "structured": screening_event(
            found, slot, [entries[key] for key in slot.entry_ids if key in entries]
        ),
    }
    return draw(request, "public/screening.html", found, context)


def programme_ics(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """A feed to subscribe to."""
    found = public_edition(request, festival, edition)
    _released(found)
    path = address("programme_ics", found)
    return _calendar(
        calendar_of(found, released_slots(found), name=str(found.name), path=path), f"{found.slug}.ics"
    )


def screening_ics(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    found = public_edition(request, festival, edition)
    slot = _slot(found, pk)
    path = address("screening_ics", found, pk=pk)
    return _calendar(calendar_of(found, [slot], name=str(slot.title), path=path), f"{str(pk)[:8]}.ics")


def _released(edition: Edition) -> ScheduleVersion:
    version = ScheduleVersion.objects.released_for(edition)
    if version is None:
        raise Http404
    return version


def _slot(edition: Edition, pk: UUID) -> Slot:
    return get_object_or_404(released_slots(edition), screening_id=pk)


def _other_showings(edition: Edition, slot: Slot) -> Any:
    if not slot.screening.block_id:
        return []
    same = released_slots(edition).confirmed().filter(screening__block=slot.screening.block_id)
    return list(same.exclude(pk=slot.pk))


def _calendar(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=name) or "inline"
    )
    response["Cache-Control"] = "public, max-age=900"
    return response
