"""The jury room. A juror sees own films, through the veil of the round, and nobody else's marks."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import FestivalError, NotReady
from judging import actions, others, second_screen
from judging.actions import Saved
from judging.admission import idle
from judging.booth import CardView, as_posted, card_view
from judging.duties import duty_of
from judging.enums import RoundMode
from judging.exceptions import CardConfirmed
from judging.models import Assignment, Criterion, Round
from judging.pinning import moved_under
from judging.questions import questions_of
from judging.queue import juror_round, juror_rounds
from judging.screening import playback_of
from judging.sealing import keeper_of
from judging.sheets import queue_cards
from judging.veil import veil
from judging.voting.own_votes import own_ballots
from submissions.declarations import making_card

MOST_SPANS = 500


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """My rounds: what is assigned, done and left, the minutes to watch, and what comes next."""
    rounds = juror_rounds(request.user)
    cards = queue_cards(rounds)
    ballots = own_ballots(request.user, [mine.round for mine in rounds])
    return render(
        request,
        "judging/juror_home.html",
        {
            "rounds": [
                {"mine": mine, "cards": cards[mine.round.pk], "ballot": ballots.get(mine.round.pk)}
                for mine in rounds
            ],
            "festival": rounds[0].round.edition.festival if rounds else None,
            "screen": second_screen.current(request.user),
            "keeper": keeper_of(request.user),
            **({} if rounds else idle(request.user)),
        },
    )


@login_required
def film(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    assignment = _assignment(request, round_pk, pk)
    if assignment.round.mode in (RoundMode.RANKED, RoundMode.PAIRWISE):
        return redirect("jury:vote_film", round_pk, pk)
    return _film_page(request, assignment)


@login_required
@require_POST
def save(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """Keep what was changed: by itself from the page, or by the Save button without scripts."""
    assignment = _assignment(request, round_pk, pk)
    criteria = questions_of(assignment.round)
    saved = _save_posted(request, assignment, criteria)
    if request.headers.get("Accept", "").startswith("application/json"):
        return told(saved, card_view(_assignment(request, round_pk, pk), criteria, request.user))
    if saved.refusal:
        raise saved.refusal
    if saved.problems or saved.conflicts:
        return _film_page(request, _assignment(request, round_pk, pk), saved=saved)
    messages.success(request, _("Saved."))
    return _back(request, round_pk, pk)


@login_required
@require_POST
def confirm(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """Keep what is on the form, then confirm; or show the film again with everything that is missing."""
    assignment = _assignment(request, round_pk, pk)
    saved = _save_posted(request, assignment, questions_of(assignment.round))
    if saved.problems or saved.conflicts:
        return _film_page(request, _assignment(request, round_pk, pk), saved=saved)
    try:
        actions.confirm_scorecard(assignment, by=request.user)
    except NotReady as error:
        return _film_page(request, _assignment(request, round_pk, pk), error=error)
    except CardConfirmed as error:  # pressed twice, or confirmed in another tab: show how it stands
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Confirmed. You may still open it again until the round closes."))
        if request.POST.get("then") == "next":
            return to_next(request, assignment.round, assignment.pk)
    return _back(request, round_pk, pk)


@login_required
@require_POST
def reopen(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    assignment = _assignment(request, round_pk, pk)
    actions.reopen_scorecard(assignment, by=request.user)
    return _back(request, round_pk, pk)


@login_required
@require_POST
def step_back(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    assignment = _assignment(request, round_pk, pk)
    try:
        actions.step_back(assignment, by=request.user, reason=request.POST.get("reason", ""))
    except NotReady as error:
        return _film_page(request, assignment, error=error)
    except CardConfirmed as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("You have stepped back from this film. Your marks do not count."))
    return redirect("jury:film", round_pk, pk)


@login_required
@require_POST
def watched(request: HttpRequest, round_pk: int, pk: int) -> JsonResponse:
    """The player reports stretches of seconds that were on screen."""
    assignment = _assignment(request, round_pk, pk)
    viewing = actions.record_watching(assignment, spans_of(request.body))
    return JsonResponse({"seconds": viewing.seconds, "percent": actions.watched_percent(assignment)})


@login_required
@require_POST
def ask_others(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """From now on the page shows how the others scored, and changed marks are known as changed after looking."""
    others.show_others(_assignment(request, round_pk, pk))
    return redirect(reverse("jury:film", args=[round_pk, pk]) + "#others")


def _assignment(request: HttpRequest, round_pk: int, pk: int) -> Assignment:
    return duty_of(request.user, round_pk, pk)


def _save_posted(request: HttpRequest, assignment: Assignment, criteria: list[Criterion]) -> Saved:
    base = request.POST.get("version", "")
    return actions.save_card(
        assignment,
        criteria,
        request.POST.dict(),
        by=request.user,
        base=int(base) if base.isdecimal() and len(base) < 10 else None,
        key=request.POST.get("save_key", ""),
    )


def told(saved: Saved, card: CardView) -> JsonResponse:
    """For the page's script: how the card stands, and what of the save was not kept and why."""
    answer: dict[str, Any] = {
        "answered": card.answered,
        "of": len(card.asked),
        "total": card.total,
        "version": card.version,
        "confirmed": card.confirmed_at is not None,
        "fresh": saved.fresh,
        "conflicts": saved.conflicts,
        "problems": saved.problems,
    }
    if saved.refusal:
        return JsonResponse({**answer, "title": str(saved.refusal.message)}, status=saved.refusal.status)
    return JsonResponse(answer, status=409 if saved.conflicts else 422 if saved.problems else 200)


def _back(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """To the page whose button was pressed."""
    if request.POST.get("back") == "overview":
        return redirect("jury:overview", round_pk)
    return redirect("jury:film", round_pk, pk)


def to_next(request: HttpRequest, judged: Round, pk: int) -> HttpResponse:
    """To the film that the juror is offered after this one; after the last one, to the overview."""
    following = juror_round(request.user, judged).next_after(pk)
    if following is None:
        return redirect("jury:overview", judged.pk)
    return redirect("jury:film", judged.pk, following.pk)


def _film_page(
    request: HttpRequest, assignment: Assignment, *, error: NotReady | None = None, saved: Saved | None = None
) -> HttpResponse:
    if saved:
        error = NotReady(
            [
                *saved.problems,
                *([_("Something was changed in another window meanwhile.")] if saved.conflicts else []),
            ],
            _("Not everything could be kept."),
        )
    judged = assignment.round
    screen = second_screen.current(request.user)
    criteria = questions_of(judged)
    mine = juror_round(request.user, judged)
    before, after = mine.neighbours(assignment.pk)
    shown = veil(
        assignment.entry,
        blindness=judged.blindness,
        chosen=judged.veil_fields,
        number=assignment.number,
        with_answers=True,
        making=making_card(assignment.entry),
    )
    context: dict[str, Any] = {
        "round": judged,
        "festival": judged.edition.festival,
        "pk": assignment.pk,
        "film": shown,
        "card": card_view(assignment, criteria, request.user),
        "mine": mine,
        "before": before,
        "after": after,
        "next": mine.next_after(assignment.pk),
        "writable": judged.takes_scores,
        "seen": actions.share_watched(
            getattr(assignment, "viewing", None), actions.length_to_watch(assignment)
        ),
        "playback": playback_of(assignment, request.user),
        "moved": moved_under(assignment),
        "others": others.others_on(assignment, criteria),
        "calibration": bool(getattr(assignment, "round_entry", None) and assignment.round_entry.calibration),
        "screen": screen if screen and screen.paired else None,
        "keeper": keeper_of(request.user),
        "error": error,
        "conflicts": saved.conflicts if saved else {},
    }
    if saved:
        context["card"] = as_posted(context["card"], request.POST)
    return render(request, "judging/juror_film.html", context, status=error.status if error else 200)


def spans_of(body: bytes) -> list[tuple[float, float]]:
    """The reported stretches, or a refusal: never trust a player."""
    refusal = FestivalError(_("This report of the player cannot be read."), status=422)
    try:
        spans = json.loads(body)["spans"]
        if not isinstance(spans, list) or len(spans) > MOST_SPANS:
            raise refusal
        return [(float(start), float(end)) for start, end in spans]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise refusal from error
