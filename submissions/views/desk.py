"""The desk reads one entry."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from festival.scope import desk_edition
from submissions import rules
from submissions.desk_page import Reading, lay_out
from submissions.desk_parts import PARTS
from submissions.views.scope import desk_entry


@login_required
@require_GET
def entry(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """All of an entry for those who programme; scrutineers and front of house read the reduced form."""
    here = desk_edition(request, festival, edition)
    found = desk_entry(request, here, pk)
    reading = Reading(request, here, found)
    context = {
        "entry": found,
        "full": reading.full,
        "knows_decisions": rules.can_see_decisions(request.user, here)
        and (found.selection_is_told or not rules.owns(request.user, found)),
        "parts": lay_out(PARTS, reading, aside=False),
        "aside": lay_out(PARTS, reading, aside=True),
        "plays": reading.film is not None and reading.film.playback is not None,
    }
    return render(request, "submissions/desk_entry.html", context)
