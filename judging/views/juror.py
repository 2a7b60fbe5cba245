"""The jury room. A juror sees own films, through the veil of the round, and nobody else's marks."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import FestivalError, NotReady
from judging import actions
from judging.booth import card_view, save_posted_card
from judging.enums import RoundState
from judging.exceptions import CardConfirmed, RoundNotOpen
from judging.models import Assignment, Round
from judging.pinning import as_pinned, moved_under
from judging.queue import JurorRound, juror_round, juror_rounds, numbers
from judging.screening import playback_of
from judging.sheets import overview_rows, queue_cards
from judging.veil import veil
from submissions.declarations import making_card

MOST_SPANS = 500
OVERVIEW_ROWS = 50


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """My rounds: what is assigned, done and left, the minutes to watch, and what comes next."""
    rounds = juror_rounds(request.user)
    cards = queue_cards(rounds)
    return render(
        request,
        "judging/juror_home.html",
        {
            "rounds": [{"mine": mine, "cards": cards[mine.round.pk]} for mine in rounds],
            "festival": rounds[0].round.edition.festival if rounds else None,
        },
    )


@login_required
def film(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    assignment = _assignment(request, round_pk, pk)
    return _film_page(request, assignment)


@login_required
@require_POST
def save(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """Keep what was changed: by itself from the page, or by the Save button without scripts."""
    assignment = _assignment(request, round_pk, pk)
    criteria = list(assignment.round.criteria.all())
    save_posted_card(assignment, criteria, request.POST, by=request.user)
    if request.headers.get("Accept", "").startswith("application/json"):
        card = card_view(_assignment(request, round_pk, pk), criteria)
        return JsonResponse({"answered": card.answered, "of": len(criteria), "total": card.total})
    messages.success(request, _("Saved."))
    return redirect("jury:film", round_pk, pk)


@login_required
@require_POST
def confirm(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """Keep what is on the form, then confirm; or show the film again with everything that is missing."""
    assignment = _assignment(request, round_pk, pk)
    try:
        save_posted_card(assignment, list(assignment.round.criteria.all()), request.POST, by=request.user)
        actions.confirm_scorecard(assignment, by=request.user)
    except NotReady as error:
        return _film_page(request, _assignment(request, round_pk, pk), error=error)
    except CardConfirmed as error:  # pressed twice, or confirmed in another tab: show how it stands
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Confirmed. You may still open it again until the round closes."))
    return redirect("jury:film", round_pk, pk)


@login_required
@require_POST
def reopen(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    assignment = _assignment(request, round_pk, pk)
    actions.reopen_scorecard(assignment, by=request.user)
    return redirect("jury:film", round_pk, pk)


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
    viewing = actions.record_watching(assignment, _spans(request.body))
    return JsonResponse({"seconds": viewing.seconds, "percent": actions.watched_percent(assignment)})


@login_required
def overview(request: HttpRequest, round_pk: int) -> HttpResponse:
    """All my marks of a round side by side, before and after confirming."""
    mine = _my_round(request, round_pk)
    page = Paginator(mine.slips, OVERVIEW_ROWS).get_page(request.GET.get("page"))
    criteria = list(mine.round.criteria.all())
    rows = overview_rows(mine.round, page.object_list, criteria)
    return render(
        request,
        "judging/juror_overview.html",
        {
            "mine": mine,
            "round": mine.round,
            "festival": mine.round.edition.festival,
            "criteria": criteria,
            "rows": rows,
            "page": page,
        },
    )


def _my_round(request: HttpRequest, round_pk: int) -> JurorRound:
    rounds = Round.objects.select_related("jury", "edition__festival")
    mine = Assignment.objects.visible_to(request.user).values("round_id")
    judged = get_object_or_404(rounds.filter(pk__in=mine), pk=round_pk)
    if judged.state == RoundState.DRAFT:
        raise RoundNotOpen
    return juror_round(request.user, judged)


def _assignment(request: HttpRequest, round_pk: int, pk: int) -> Assignment:
    """One of my own films, of a round that has begun. Anybody else's does not exist for me."""
    found = get_object_or_404(
        Assignment.objects.visible_to(request.user)
        .select_related("round__edition__festival", "juror", "entry__film", "scorecard", "viewing")
        .prefetch_related("entry__film__renditions")
        .annotate(number=numbers()),
        round=round_pk,
        pk=pk,
    )
    if found.round.state == RoundState.DRAFT:
        raise RoundNotOpen
    as_pinned([found])
    return found


def _film_page(
    request: HttpRequest, assignment: Assignment, *, error: NotReady | None = None
) -> HttpResponse:
    judged = assignment.round
    criteria = list(judged.criteria.all())
    mine = juror_round(request.user, judged)
    before, after = mine.neighbours(assignment.pk)
    shown = veil(
        assignment.entry,
        blindness=judged.blindness,
        number=assignment.number,
        with_answers=True,
        making=making_card(assignment.entry),
    )
    context: dict[str, Any] = {
        "round": judged,
        "festival": judged.edition.festival,
        "pk": assignment.pk,
        "film": shown,
        "card": card_view(assignment, criteria),
        "mine": mine,
        "before": before,
        "after": after,
        "next": mine.next_after(assignment.pk),
        "writable": judged.takes_scores,
        "seen": actions.share_watched(getattr(assignment, "viewing", None), shown.runtime_s),
        "playback": playback_of(assignment, request.user),
        "moved": moved_under(assignment),
        "error": error,
    }
    return render(request, "judging/juror_film.html", context, status=error.status if error else 200)


def _spans(body: bytes) -> list[tuple[float, float]]:
    """The reported stretches, or a refusal: never trust a player."""
    refusal = FestivalError(_("This report of the player cannot be read."), status=422)
    try:
        spans = json.loads(body)["spans"]
        if not isinstance(spans, list) or len(spans) > MOST_SPANS:
            raise refusal
        return [(float(start), float(end)) for start, end in spans]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise refusal from error
