"""Rounds: what is asked, which films, who watches, how far they are."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from festival.models import Edition
from judging import actions
from judging.enums import RoundState
from judging.forms.juries import RecusalForm
from judging.forms.rounds import AssignForm, CriterionForm, DeadlineForm, EntriesForm, RoundForm
from judging.models import Criterion, Jury, Recusal, Round
from judging.possible_conflicts import possible_conflicts
from judging.progress import percent_done, progress_of
from judging.views.desk.common import address, chosen, confirm_page, form_page, page_of, rounds_edition, to
from submissions.models import Entry


@login_required
def rounds(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The edition's juries, and its rounds with their progress."""
    found = rounds_edition(request, festival, edition)
    listed = list(Round.objects.filter(edition=found).select_related("jury"))
    done = percent_done(listed)
    context = {
        "juries": Jury.objects.filter(edition=found).prefetch_related("jurors__bloc"),
        "rounds": [{"round": judged, "progress": done[judged.pk]} for judged in listed],
    }
    return render(request, "judging/desk_rounds.html", context)


@login_required
def new_round(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    form = RoundForm(request.POST or None, instance=Round(edition=found))
    if request.method == "POST" and form.is_valid():
        made = actions.create_round(found, by=request.user, **form.cleaned_data)
        return to(found, "round", pk=made.pk)
    return form_page(request, form, heading=_("A new round"), back_url=address(found, "rounds"))


@login_required
def round_page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    _found, judged = _round(request, festival, edition, pk)
    draft = judged.state == RoundState.DRAFT
    progress = progress_of(judged)
    context = {
        "round": judged,
        "draft": draft,
        "criteria": judged.criteria.all(),
        "progress": progress,
        "films": page_of(request, progress.by_film),
        "problems": actions.opening_problems(judged) if draft else [],
        "conflicts": possible_conflicts(judged) if judged.state != RoundState.CLOSED else [],
        "recusals": Recusal.objects.filter(
            juror__jury=judged.jury_id, entry__in=judged.entries.values("pk")
        ).select_related("juror", "entry"),
        "entries_form": EntriesForm(judged=judged) if draft else None,
        "assign_form": AssignForm() if judged.state != RoundState.CLOSED else None,
        "tally": judged.tallies.order_by("-version").first(),
    }
    return render(request, "judging/desk_round.html", context)


@login_required
def edit_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    form_class = RoundForm if judged.state == RoundState.DRAFT else DeadlineForm
    form = form_class(request.POST or None, instance=judged)
    if request.method == "POST" and form.is_valid():
        actions.change_round(judged, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return to(found, "round", pk=pk)
    extra = {"delete_url": address(found, "delete_round", pk=pk)} if judged.state == RoundState.DRAFT else {}
    return form_page(request, form, heading=str(judged), back_url=address(found, "round", pk=pk), **extra)


@login_required
def delete_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    if request.method == "POST":
        actions.delete_round(judged, by=request.user)
        return to(found, "rounds")
    return confirm_page(
        request,
        question=_("Delete the round “%(name)s”?") % {"name": judged},
        action=_("Delete"),
        back_url=address(found, "round", pk=pk),
    )


@login_required
def new_criterion(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    return _criterion_form(request, found, Criterion(round=judged), heading=_("A new criterion"))


@login_required
def edit_criterion(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    criterion = get_object_or_404(Criterion.objects.select_related("round"), round__edition=found, pk=pk)
    return _criterion_form(
        request,
        found,
        criterion,
        heading=str(criterion),
        delete_url=address(found, "delete_criterion", pk=pk),
    )


@login_required
def delete_criterion(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    criterion = get_object_or_404(Criterion.objects.select_related("round"), round__edition=found, pk=pk)
    if request.method == "POST":
        actions.remove_criterion(criterion, by=request.user)
        return to(found, "round", pk=criterion.round_id)
    return confirm_page(
        request,
        question=_("Delete the criterion “%(name)s”?") % {"name": criterion},
        action=_("Delete"),
        back_url=address(found, "round", pk=criterion.round_id),
    )


@login_required
@require_POST
def add_entries(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    form = EntriesForm(request.POST, judged=judged)
    if form.is_valid():
        count = actions.add_entries(judged, form.entries(), by=request.user)
        sentence = ngettext(
            "%(count)s film is new in the round.", "%(count)s films are new in the round.", count
        )
        messages.success(request, sentence % {"count": count})
    return to(found, "round", pk=pk)


@login_required
@require_POST
def remove_entry(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    entry = chosen(Entry.objects.of_edition(found), request.POST.get("entry"))
    actions.remove_entry(judged, entry, by=request.user)
    return to(found, "round", pk=pk)


@login_required
@require_POST
def assign(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Hand out the films: to everybody, or to k jurors each. Never takes away what was begun."""
    found, judged = _round(request, festival, edition, pk)
    form = AssignForm(request.POST)
    if form.is_valid():
        _say_assigned(request, judged, form.cleaned_data["per_film"])
    else:
        messages.error(request, _("Write a number of jurors per film between 1 and 60."))
    return to(found, "round", pk=pk)


def _say_assigned(request: HttpRequest, judged: Round, per_film: int | None) -> None:
    if per_film is None:
        count = actions.assign_all(judged, by=request.user)
        short: dict[str, int] = {}
    else:
        plan = actions.assign_spread(judged, per_film, by=request.user)
        count, short = len(plan.pairs), plan.short
    sentence = ngettext("%(count)s new assignment.", "%(count)s new assignments.", count)
    messages.success(request, sentence % {"count": count})
    for entry in Entry.objects.filter(pk__in=short):
        messages.warning(
            request,
            _("“%(film)s” has too few free jurors: %(count)s missing.")
            % {"film": entry, "count": short[str(entry.pk)]},
        )


@login_required
def open_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    if request.method == "POST":
        actions.open_round(judged, by=request.user)
        messages.success(request, _("The round is open. The jurors can begin."))
        return to(found, "round", pk=pk)
    return confirm_page(
        request,
        question=_("Open “%(name)s”?") % {"name": judged},
        consequence=_(
            "The jurors can begin at once. Criteria, films and what jurors see are fixed from now on."
        ),
        action=_("Open the round"),
        back_url=address(found, "round", pk=pk),
        danger=False,
    )


@login_required
def close_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    if request.method == "POST":
        actions.close_round(judged, by=request.user)
        messages.success(request, _("The round is closed and counted."))
        return to(found, "round", pk=pk)
    whole = progress_of(judged).whole
    missing = whole.assigned - whole.finished
    shortfall = ngettext(
        "%(count)s scorecard is not confirmed and will not count.",
        "%(count)s scorecards are not confirmed and will not count.",
        missing,
    )
    return confirm_page(
        request,
        question=_("Close “%(name)s”?") % {"name": judged},
        consequence=" ".join(
            [shortfall % {"count": missing}] * bool(missing)
            + [_("No mark can be given any more; the result is counted and frozen.")]
        ),
        action=_("Close the round"),
        back_url=address(found, "round", pk=pk),
    )


@login_required
@require_POST
def reopen_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    actions.reopen_round(judged, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The round is open again. Its earlier count stays in the archive."))
    return to(found, "round", pk=pk)


@login_required
def recuse(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    asked = {name: request.GET[name] for name in ("juror", "entry", "reason") if name in request.GET}
    form = RecusalForm(request.POST or None, judged=judged, initial=asked)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        actions.recuse(wanted["juror"], wanted["entry"], by=request.user, reason=wanted["reason"])
        messages.success(request, _("The juror no longer has this film. What was scored does not count."))
        return to(found, "round", pk=pk)
    return form_page(
        request,
        form,
        heading=_("Take a juror off a film"),
        kicker=str(judged),
        back_url=address(found, "round", pk=pk),
    )


@login_required
@require_POST
def lift_recusal(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = _round(request, festival, edition, pk)
    recusals = Recusal.objects.filter(juror__jury=judged.jury_id)
    actions.lift_recusal(chosen(recusals, request.POST.get("recusal")), by=request.user)
    return to(found, "round", pk=pk)


def _criterion_form(
    request: HttpRequest, edition: Edition, criterion: Criterion, **page: Any
) -> HttpResponse:
    form = CriterionForm(request.POST or None, instance=criterion)
    if request.method == "POST" and form.is_valid():
        actions.save_criterion(criterion, fields=form.changed_data, by=request.user)
        return to(edition, "round", pk=criterion.round_id)
    back = address(edition, "round", pk=criterion.round_id)
    return form_page(request, form, kicker=str(criterion.round), back_url=back, **page)


def _round(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Round]:
    found = rounds_edition(request, festival, edition)
    rounds = Round.objects.select_related("jury", "edition__festival")
    return found, get_object_or_404(rounds, edition=found, pk=pk)
