"""Standings and the award desk: under embargo until the one act of telling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.actions.setup import change
from festival.exceptions import NotReady
from festival.models import Edition
from festival.scope import ask
from judging import actions, rules
from judging.enums import RoundMode
from judging.forms.awards import AwardForm, ErratumForm, HonourForm
from judging.method_words import award_warnings, method_words
from judging.models import Award, Erratum, Honour, Round
from judging.severity_rows import juror_rows, tells_steadiness
from judging.standings import standings_sheet
from judging.views.desk.common import (
    OTHER_RESULTS,
    address,
    awards_edition,
    confirm_page,
    form_page,
    results_edition,
    to,
)
from judging.voting.sheet import vote_sheet
from submissions.models import Entry


@login_required
def standings(request: HttpRequest, festival: str, edition: str, pk: int | None = None) -> HttpResponse:
    """One round's result so far, or frozen; the newest round unless the address names one."""
    found = results_edition(request, festival, edition)
    rounds = list(
        Round.objects.begun().filter(edition=found).select_related("jury", "declared").order_by("-pk")
    )
    judged = (
        get_object_or_404(Round.objects.begun().select_related("declared"), edition=found, pk=pk)
        if pk
        else next((r for r in rounds if r.mode not in OTHER_RESULTS), next(iter(rounds), None))
    )
    if judged is not None and judged.mode in OTHER_RESULTS:
        return to(found, OTHER_RESULTS[judged.mode], pk=judged.pk)
    sheet = standings_sheet(judged, request.GET.get("page")) if judged else None
    jurors = juror_rows(sheet) if sheet else []
    context = {
        "tabs": [
            {"label": str(r), "url": address(found, "standings", pk=r.pk), "current": r == judged}
            for r in rounds
        ],
        "round": judged,
        "sheet": sheet,
        "rows": sheet.page if sheet else None,
        "jurors": jurors,
        "steady": tells_steadiness(jurors),
        "words": method_words(sheet.count) if sheet else None,
    }
    return render(request, "judging/desk_standings.html", context)


@login_required
def awards(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The award desk: what is prepared, what is missing, and the door to publishing."""
    found = awards_edition(request, festival, edition)
    honours: dict[int, list[Honour]] = {}
    for honour in Honour.objects.filter(award__edition=found).select_related("award", "entry__film"):
        honours.setdefault(honour.award_id, []).append(honour)
    listed = Award.objects.filter(edition=found).select_related("category", "section")
    context = {
        "awards": [{"award": award, "honours": honours.get(award.pk, [])} for award in listed],
        "problems": actions.publishing_problems(found) if not found.results_published_at else [],
        "errata": Erratum.objects.filter(edition=found).select_related("honour__award", "honour__entry"),
    }
    return render(request, "judging/desk_awards.html", context)


@login_required
def award(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """One award: eligible films by their place, and those chosen."""
    found = awards_edition(request, festival, edition)
    shown = get_object_or_404(Award.objects.select_related("category", "section"), edition=found, pk=pk)
    judged, rounds = _chosen_round(request, found)
    votes = vote_sheet(judged, shown) if judged else None
    scored = judged if votes is None else None
    sheet = standings_sheet(scored, request.GET.get("page"), award=shown) if scored else None
    context = {
        "award": shown,
        "rounds": rounds,
        "round": judged,
        "sheet": sheet,
        "votes": votes,
        "rows": sheet.page if sheet else None,
        "warnings": award_warnings(sheet) if sheet else [],
        "words": method_words(sheet.count) if sheet else None,
        "honours": shown.honours.select_related("entry__film"),
        "chosen": set(shown.honours.values_list("entry_id", flat=True)),
    }
    return render(request, "judging/desk_award.html", context)


@login_required
def new_award(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = awards_edition(request, festival, edition)
    form = AwardForm(request.POST or None, instance=Award(edition=found, position=found.awards.count()))
    if request.method == "POST" and form.is_valid():
        actions.create_award(found, by=request.user, **form.columns)
        return to(found, "awards")
    return form_page(request, form, heading=_("A new award"), back_url=address(found, "awards"))


@login_required
def edit_award(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = awards_edition(request, festival, edition)
    shown = get_object_or_404(Award.objects.select_related("edition"), edition=found, pk=pk)
    form = AwardForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        plain = [name for name in form.changed_data if not name.startswith("weight_")]
        change(shown, fields=[*plain, "criterion_weights"], by=request.user)
        messages.success(request, _("Saved."))
        return to(found, "awards")
    return form_page(
        request,
        form,
        heading=str(shown),
        back_url=address(found, "awards"),
        delete_url=address(found, "delete_award", pk=pk),
    )


@login_required
def delete_award(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = awards_edition(request, festival, edition)
    shown = get_object_or_404(Award, edition=found, pk=pk)
    if request.method == "POST":
        actions.delete_award(shown, by=request.user)
        return to(found, "awards")
    return confirm_page(
        request,
        question=_("Delete the award “%(name)s”?") % {"name": shown},
        action=_("Delete"),
        back_url=address(found, "awards"),
    )


@login_required
def choose(request: HttpRequest, festival: str, edition: str, pk: int, entry: Any) -> HttpResponse:
    """Give the award to this film, or rewrite its citation."""
    found = awards_edition(request, festival, edition)
    shown = get_object_or_404(Award, edition=found, pk=pk)
    film = get_object_or_404(Entry.objects.in_competition(), edition=found, pk=entry)
    present = shown.honours.filter(entry=film).first()
    form = HonourForm(request.POST or None, instance=present or Honour(award=shown, entry=film))
    if request.method == "POST" and form.is_valid():
        judged, _rounds = _chosen_round(request, found)
        tally = judged.tallies.order_by("-version").first() if judged else None
        actions.prepare_award(shown, film, by=request.user, tally=tally, **form.cleaned_data)
        messages.success(request, _("Kept under embargo: nobody is told before the results are published."))
        return to(found, "awards")
    return form_page(
        request,
        form,
        heading=str(film),
        kicker=str(shown),
        back_url=address(found, "award", pk=pk),
    )


@login_required
@require_POST
def take_back(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = awards_edition(request, festival, edition)
    honour = get_object_or_404(Honour.objects.select_related("award", "entry"), award__edition=found, pk=pk)
    actions.take_back_honour(honour, by=request.user)
    messages.success(request, _("Taken back."))
    return to(found, "awards")


@login_required
def publish(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The one deliberate act: first everything that will be told, then telling it."""
    found = awards_edition(request, festival, edition)
    ask(rules.can_publish_results(request.user, found))
    problem: NotReady | None = None
    if request.method == "POST":
        if request.POST.get("understood"):
            actions.publish_results(found, by=request.user)
            messages.success(request, _("The results are public."))
            return to(found, "awards")
        problem = NotReady([_("Tick the box to say that all of this may be told.")])
    honours = Honour.objects.filter(award__edition=found).select_related("award", "entry__film")
    empty = Award.objects.filter(edition=found).exclude(honours__kind="winner")
    context = {
        "honours": honours,
        "without": empty,
        "problems": actions.publishing_problems(found),
        "problem": problem,
    }
    return render(request, "judging/desk_publish.html", context, status=problem.status if problem else 200)


@login_required
def correct(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """After publication: a visible note, never a silent change."""
    found = awards_edition(request, festival, edition)
    form = ErratumForm(request.POST or None, instance=Erratum(edition=found))
    if request.method == "POST" and form.is_valid():
        actions.write_erratum(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The correction is public."))
        return to(found, "awards")
    return form_page(request, form, heading=_("Correct the results"), back_url=address(found, "awards"))


def _chosen_round(request: HttpRequest, edition: Edition) -> tuple[Round | None, list[Round]]:
    """The round that an award is looked at by: the one asked for, else the one closed last."""
    rounds = list(
        Round.objects.begun()
        .filter(edition=edition)
        .exclude(mode__in=(RoundMode.QUALIFYING, RoundMode.PUBLIC))
        .select_related("declared")
        .order_by("state", "-closed_at", "-pk")
    )
    asked = request.GET.get("round", "")
    wanted = next((judged for judged in rounds if str(judged.pk) == asked), None)
    return wanted or next(iter(rounds), None), rounds
