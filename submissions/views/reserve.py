"""The reserve list: in which order films would move up, and the places that have become free."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.reserve import move_up, order_reserve
from submissions.models import Entry
from submissions.reserve import on_reserve, suggestions
from submissions.views.scope import desk_entry

LAST = 10**6


@login_required
@require_http_methods(["GET", "POST"])
def reserve(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The list; POST puts it in the order of the numbers that were typed."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    films = list(on_reserve(here).for_cards())
    may_order = here.closed_at is None and not any(rules.owns(request.user, film) for film in films)
    if request.method == "POST":
        ask(may_order, _("One of these films is yours: others put them in order."))
        order_reserve(here, typed_order(request, films), by=request.user)
        messages.success(request, _("The order is kept."))
        return to_reserve(here)
    context = {
        "rows": [
            {"entry": film, "may_move_up": can_move_up(request.user, film), "place": place}
            for place, film in enumerate(films, start=1)
        ],
        "may_order": may_order and len(films) > 1,
        "free": suggested(request.user, here),
        "told": here.selection_released_at,
    }
    return render(request, "submissions/desk_reserve.html", context)


@login_required
@require_POST
def up(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """One film moves up, into the place that is named or besides all places."""
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_decide(request.user, entry))
    gone = None
    if key := request.POST.get("instead_of"):
        number = int(key) if key.isdecimal() and len(key) < 10 else 0
        gone = get_object_or_404(Entry.objects.of_edition(here).at_the_desk(), number=number)
    move_up(entry, by=request.user, instead_of=gone)
    messages.success(
        request, _("“%(title)s” is in the selection; its makers are told.") % {"title": entry.title}
    )
    return to_reserve(here)


def can_move_up(user: Any, entry: Entry) -> bool:
    return entry.selection_is_told and rules.can_decide(user, entry)


def suggested(user: Any, edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "gone": place.gone,
            "next_up": place.next_up,
            "may": place.next_up is not None and can_move_up(user, place.next_up),
        }
        for place in suggestions(edition)
    ]


def typed_order(request: HttpRequest, films: list[Entry]) -> list[UUID]:
    """By the numbers in the form; of two equal ones the film that stood higher comes first."""

    def wish(film: Entry) -> int:
        typed = request.POST.get(f"place-{film.pk.hex}", "")
        return int(typed) if typed.isdecimal() and len(typed) < 7 else LAST

    return [film.pk for film in sorted(films, key=wish)]


def to_reserve(edition: Edition) -> HttpResponse:
    return redirect("entry_desk:reserve", edition.festival.slug, edition.slug)
