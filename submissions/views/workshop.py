"""The desk looks into the projection workshop, puts films to the front and tries failed ones again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from festival.models import Edition
from festival.scope import ask, desk_edition
from media_pipeline.models import Asset
from submissions import rules
from submissions.actions import retry_films, rush_film
from submissions.workshop import Workshop, films_of

MOST_AT_ONCE = 200


@login_required
@require_GET
def workshop(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The whole page; asked by htmx, only the part that lives."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_see_workshop(request.user, here))
    context = {
        "edition": here,
        "shop": Workshop(here, everything=sees_everything(request), pages=request.GET),
        "may_act": rules.can_run_workshop(request.user, here),
        "tabs": tabs(request),
    }
    fragment = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, f"submissions/{'_workshop_live' if fragment else 'desk_workshop'}.html", context)


@login_required
@require_POST
def rush(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """To the front of the line; with ``first=0`` back to its place."""
    here = desk_edition(request, festival, edition)
    film = workshop_film(request, here, pk)
    ask(rules.can_run_workshop(request.user, here))
    rush_film(film, by=request.user, first=request.POST.get("first") != "0")
    return to_workshop(request, here)


@login_required
@require_POST
def retry(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    film = workshop_film(request, here, pk)
    ask(rules.can_run_workshop(request.user, here))
    tell_begun(request, retry_films([film], by=request.user))
    return to_workshop(request, here)


@login_required
@require_POST
def retry_all(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(rules.can_run_workshop(request.user, here))
    failed = films_of(None if sees_everything(request) else here).failed().order_by("created_at")
    tell_begun(request, retry_films(failed[:MOST_AT_ONCE], by=request.user))
    return to_workshop(request, here)


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """For administrators: this edition's films, or those of all festivals."""
    every = sees_everything(request)
    return [
        {"label": _("This edition"), "url": request.path, "current": not every},
        {"label": _("All festivals"), "url": f"{request.path}?films=all", "current": every},
    ]


def sees_everything(request: HttpRequest) -> bool:
    """The installation's own administrators may look over all festivals' films."""
    return bool(request.user.is_superuser and request.GET.get("films") == "all")  # type: ignore[union-attr]


def workshop_film(request: HttpRequest, edition: Edition, pk: UUID) -> Asset:
    """A film that came to this edition; to an administrator, any."""
    ask(rules.can_see_workshop(request.user, edition))
    return get_object_or_404(films_of(None if request.user.is_superuser else edition), pk=pk)  # type: ignore[union-attr]


def tell_begun(request: HttpRequest, films: int) -> None:
    if not films:
        messages.info(request, _("Nothing to do: no film has failed, or somebody else has begun already."))
        return
    told = ngettext("%(count)s film is tried again.", "%(count)s films are tried again.", films)
    messages.success(request, told % {"count": films})


def to_workshop(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Back to the same view of the page."""
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    query = "?films=all" if sees_everything(request) else ""
    return redirect(reverse("entry_desk:workshop", kwargs=here) + query)
