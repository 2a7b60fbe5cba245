"""The shop window's frame: which pages of an edition the public may open today, and how each page is drawn."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.models import Edition
from judging.audience.telling import has_vote
from screenings.calendar import absolute
from screenings.models import ScheduleVersion


def draw(request: HttpRequest, template: str, edition: Edition, context: dict[str, Any]) -> HttpResponse:
    """Render a page of an edition: times in its own zone, its navigation in the header."""
    home = address("edition_home", edition)
    with timezone.override(edition.tz):
        frame = {
            "edition": edition,
            "festival": edition.festival,
            "festival_url": home,
            "site_nav": site_nav(edition, request.path),
            "canonical": absolute(request.path),
            "origin": settings.PORTAL_URL,
        }
        return render(request, template, {**frame, **context})


def address(name: str, edition: Edition, **more: Any) -> str:
    return reverse(
        f"public:{name}", kwargs={"festival": edition.festival.slug, "edition": edition.slug, **more}
    )


def site_nav(edition: Edition, path: str) -> list[dict[str, Any]]:
    """Only doors that open: what is not told yet has no link either. Two queries once the selection is told."""
    doors = [("call", _("Call for entries"), True)]
    doors.append(("films", _("Films"), edition.selection_released_at is not None))
    doors.append(("votes", _("Vote"), edition.selection_released_at is not None and has_vote(edition)))
    doors.append(("programme", _("Programme"), ScheduleVersion.objects.released_for(edition) is not None))
    doors.append(("awards", _("Awards"), edition.results_published_at is not None))
    items = []
    for name, label, open_ in doors:
        if open_:
            url = address(name, edition)
            items.append({"label": label, "url": url, "current": path.startswith(url)})
    return items
