from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from festival.models import Edition, Festival
from festival.scope import public_edition
from screenings.frontage import address, draw
from screenings.lobby import current_editions, home_of


def portal_home(request: HttpRequest) -> HttpResponse:
    """All festivals of this portal; where there is only one, its front page is the portal's."""
    editions = current_editions(timezone.now())
    if len(editions) == 1:
        return redirect(address("edition_home", editions[0].edition))
    return render(request, "public/portal_home.html", {"cards": editions})


def festival_home(request: HttpRequest, festival: str) -> HttpResponse:
    found = get_object_or_404(Festival, slug=festival)
    current = get_object_or_404(Edition.objects.public().filter(festival=found).order_by("-starts_on")[:1])
    return redirect(address("edition_home", current))


def edition_home(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = public_edition(request, festival, edition)
    home = home_of(found, timezone.now())
    context: dict[str, Any] = {"home": home}
    return draw(request, f"public/home_{home.face}.html", found, context)
