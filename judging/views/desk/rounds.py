"""Rounds: what is asked, which films, who watches, how far they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from judging import actions, rules
from judging.conflict_search import open_finds
from judging.enums import RoundMode, RoundState
from judging.forms.rounds import DeadlineForm, EntriesForm, RoundForm
from judging.funnel import panel_of, picture_of
from judging.models import Jury, Recusal, Round
from judging.modes import mode_of
from judging.pinning import changes_in
from judging.progress import progress_of, unfinished
from judging.turnout import turnout_of
from judging.views.desk.common import address, confirm_page, form_page, page_of, round_of, rounds_edition, to
from judging.vote_progress import VOTING


@login_required
def rounds(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The edition's juries, and its rounds with their progress."""
    found = rounds_edition(request, festival, edition)
    listed = list(Round.objects.filter(edition=found).select_related("jury"))
    done = turnout_of(listed)
    context = {
        "juries": Jury.objects.filter(edition=found)
        .exclude(rounds__mode=RoundMode.PUBLIC, jurors=None)
        .prefetch_related("jurors__bloc"),
        "rounds": [{"round": judged, "turnout": done[judged.pk]} for judged in listed],
        "funnel": picture_of(found, listed),
    }
    return render(request, "judging/desk_rounds.html", context)


@login_required
def new_round(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    form = RoundForm(request.POST or None, instance=Round(edition=found))
    if request.method == "POST" and form.is_valid():
        made = actions.create_round(found, by=request.user, **form.cleaned_data)
        if made.mode == RoundMode.QUALIFYING:
            return to(found, "consensus", pk=made.pk)
        return to(found, "round", pk=made.pk)
    return form_page(request, form, heading=_("A new round"), back_url=address(found, "rounds"))


@login_required
def round_page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    if judged.mode == RoundMode.PUBLIC:
        return to(found, "poll", pk=pk)
    draft = judged.state == RoundState.DRAFT
    progress = progress_of(judged)
    context = {
        "round": judged,
        "draft": draft,
        "directs": rules.can_prepare_awards(request.user, judged.edition),
        "funnel": panel_of(judged, request.user),
        "asks": judged.mode not in VOTING,
        "criteria": judged.criteria.all(),
        "progress": progress,
        "films": page_of(request, progress.by_film),
        "problems": actions.opening_problems(judged) if draft else [],
        "open_finds": open_finds(judged).count() if judged.state != RoundState.CLOSED else 0,
        "recusals": Recusal.objects.filter(
            juror__jury=judged.jury_id, entry__in=judged.entries.values("pk")
        ).select_related("juror", "entry"),
        "entries_form": EntriesForm(judged=judged) if draft else None,
        "changes": [] if draft else changes_in(judged),
        "tally": judged.tallies.order_by("-version").first(),
    }
    return render(request, "judging/desk_round.html", context)


@login_required
def edit_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
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
    found, judged = round_of(request, festival, edition, pk)
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
def open_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
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
    """Lists what is missing; closing with a shortfall asks that somebody accepts it."""
    found, judged = round_of(request, festival, edition, pk)
    short = mode_of(judged).closing_shortfall(judged)
    posted = request.method == "POST"
    if posted and (not short or request.POST.get("accepted")):
        actions.close_round(judged, by=request.user)
        messages.success(request, _("The round is closed and counted."))
        return to(found, "round", pk=pk)
    waiting = unfinished(judged) if short else []
    context = {"round": judged, "shortfall": short, "waiting": waiting, "refused": posted}
    return render(request, "judging/desk_close.html", context, status=422 if posted else 200)


@login_required
@require_POST
def reopen_round(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    actions.reopen_round(judged, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The round is open again. Its earlier count stays in the archive."))
    return to(found, "round", pk=pk)
