"""Pre-selection: my films to watch, how far the team is, and who gets which film."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from festival.exceptions import Conflict
from festival.scope import ask, desk_edition
from submissions import desk_rules
from submissions.actions.preselecting import assign_preselectors, say_leaning, unassign_preselectors
from submissions.desk_enums import Leaning
from submissions.forms.desk_tools import LeaningForm, PreselectorForm
from submissions.models import Preselection
from submissions.preselection import films_of, progress_of
from submissions.views.tools import annotated, to_part

FILMS_A_PAGE = 50


@login_required
@require_GET
def preselection(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(desk_rules.can_use_tools(request.user, here))
    done = request.GET.get("done") == "1"
    films = films_of(request.user, here, done=done)
    team = progress_of(here)
    context = {
        "page": Paginator(films, FILMS_A_PAGE).get_page(request.GET.get("page")),
        "done": done,
        "mine": next((one for one in team if one.person == request.user.pk), None),
        "team": team,
        "leanings": Leaning.choices,
    }
    return render(request, "submissions/desk_preselection.html", context)


@login_required
@require_POST
def say(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """What I think of a film that was given to me."""
    found = annotated(request, festival, edition, pk)
    mine = get_object_or_404(
        Preselection.objects.select_related("entry__edition"), entry=found, person=request.user
    )
    ask(desk_rules.can_say(request.user, mine))
    form = LeaningForm(request.POST)
    if not form.is_valid():
        raise Conflict
    say_leaning(mine, form.cleaned_data["leaning"], by=request.user)
    if request.POST.get("back") == "list":
        return redirect("entry_desk:preselection", festival, edition)
    return to_part(found, "preselection")


@login_required
@require_POST
def give(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Give the film to somebody, or take it back."""
    found = annotated(request, festival, edition, pk)
    if off := request.POST.get("off", ""):
        if off.isascii() and off.isdecimal():
            unassign_preselectors([(found.pk, int(off[:15]))], by=request.user)
        return to_part(found, "preselection")
    form = PreselectorForm(request.POST, edition=found.edition)
    if not form.is_valid():
        raise Conflict
    if not assign_preselectors([(found.pk, form.cleaned_data["person"].pk)], by=request.user):
        raise Conflict
    return to_part(found, "preselection")
