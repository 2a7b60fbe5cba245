"""A juror's ballot: order the finalists, look it over, confirm. Nobody else ever sees it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import FestivalError, NotReady
from judging.actions import ballots
from judging.actions.ballots import names_one
from judging.enums import RoundMode
from judging.models import Assignment, Juror, Round
from judging.pinning import as_pinned
from judging.queue import numbers
from judging.screening import playback_of
from judging.veil import veil
from judging.vote_exceptions import BallotConfirmed
from judging.voting.entitlement import rights_of
from judging.voting.own_seat import own_seat
from judging.voting.paper_view import Paper, paper_of
from judging.voting.posted import MOVE, NotANumber, NotOnPaper, Tiers, moved, strangers, tiers_from
from submissions.declarations import making_card

NUMBER_HEADER = "Ballot-Number"


@login_required
def ballot(request: HttpRequest, round_pk: int) -> HttpResponse:
    judged, juror = own_seat(request.user, round_pk, RoundMode.RANKED, RoundMode.PAIRWISE)
    paper = paper_of(judged, juror)
    if paper.confirmed_at is not None or not judged.takes_scores:
        return redirect("jury:ballot_overview", round_pk)
    return _page(request, judged, paper)


@login_required
@require_POST
def save(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Keep the order: by itself from the page, by a button that moves one film, or before looking it over."""
    judged, juror = own_seat(request.user, round_pk, RoundMode.RANKED, RoundMode.PAIRWISE)
    tiers, film = _posted(request, judged, juror)
    based_on = request.POST.get("based_on", "")
    kept = ballots.save_order(
        judged, juror, tiers, by=request.user, based_on=int(based_on[:9]) if based_on.isdecimal() else None
    )
    if _by_script(request):
        newest = ballots.newest_order(kept)
        return HttpResponse(status=204, headers={NUMBER_HEADER: str(newest.number if newest else 0)})
    if request.POST.get("review"):
        return redirect("jury:ballot_overview", round_pk)
    if not film:
        messages.success(request, _("Saved."))
    answer = redirect("jury:ballot", round_pk)
    answer["Location"] += f"#film-{film}" if film else ""
    return answer


@login_required
def overview(request: HttpRequest, round_pk: int, error: NotReady | None = None) -> HttpResponse:
    """The whole ballot once more, before and after confirming."""
    judged, juror = own_seat(request.user, round_pk, RoundMode.RANKED, RoundMode.PAIRWISE)
    context = {**_context(judged, paper_of(judged, juror)), "error": error}
    return render(
        request, "judging/juror_ballot_overview.html", context, status=error.status if error else 200
    )


@login_required
@require_POST
def confirm(request: HttpRequest, round_pk: int) -> HttpResponse:
    judged, juror = own_seat(request.user, round_pk, RoundMode.RANKED, RoundMode.PAIRWISE)
    try:
        ballots.confirm_ballot(judged, juror, by=request.user)
    except NotReady as error:
        return overview(request, round_pk, error)
    except BallotConfirmed as error:  # pressed twice, or confirmed in another window: show how it stands
        messages.warning(request, error.message)
    else:
        messages.success(
            request, _("Your ballot is confirmed. You may still open it again until the vote closes.")
        )
    return redirect("jury:ballot_overview", round_pk)


@login_required
@require_POST
def reopen(request: HttpRequest, round_pk: int) -> HttpResponse:
    judged, juror = own_seat(request.user, round_pk, RoundMode.RANKED, RoundMode.PAIRWISE)
    ballots.reopen_ballot(judged, juror, by=request.user)
    return redirect("jury:ballot", round_pk)


@login_required
def film(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """One of the films of a vote, to be watched once more."""
    assignment = get_object_or_404(
        Assignment.objects.visible_to(request.user)
        .select_related("round__edition__festival", "juror", "entry__film", "scorecard", "viewing")
        .prefetch_related("entry__film__renditions")
        .annotate(number=numbers())
        .filter(round__in=Round.objects.begun(), round__mode__in=(RoundMode.RANKED, RoundMode.PAIRWISE)),
        round=round_pk,
        pk=pk,
    )
    as_pinned([assignment])
    judged = assignment.round
    right = rights_of(judged, assignment.juror).get(str(assignment.entry_id))
    context = {
        "round": judged,
        "festival": judged.edition.festival,
        "pk": pk,
        "film": veil(
            assignment.entry,
            blindness=judged.blindness,
            chosen=judged.veil_fields,
            number=assignment.number,
            with_answers=True,
            making=making_card(assignment.entry),
        ),
        "seen": right.seen if right else None,
        "writable": judged.takes_scores,
        "playback": playback_of(assignment, request.user),
        "pairs": judged.mode == RoundMode.PAIRWISE,
    }
    return render(request, "judging/juror_vote_film.html", context)


def _posted(request: HttpRequest, judged: Round, juror: Juror) -> tuple[Tiers, str]:
    """The order that was posted, after the move of a button if one was pressed, and the row it moved."""
    keys = {str(right.assignment): film for film, right in rights_of(judged, juror).items()}
    try:
        tiers = tiers_from(request.POST, keys)
    except NotANumber as error:
        raise FestivalError(_("“%(typed)s” is not a whole number.") % {"typed": error}, status=422) from error
    except NotOnPaper as error:
        raise FestivalError(
            _("This film does not stand in this vote. Nothing was changed."), status=422
        ) from error
    if not _by_script(request) and strangers(request.POST, keys):
        messages.warning(
            request, _("A film that you ranked does not stand in this vote; the others are kept.")
        )
    how, _colon, row = request.POST.get(MOVE, "").partition(":")
    return (moved(tiers, keys[row], how), row) if row in keys else (tiers, "")


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _page(request: HttpRequest, judged: Round, paper: Paper) -> HttpResponse:
    return render(request, "judging/juror_ballot.html", _context(judged, paper))


def _context(judged: Round, paper: Paper) -> dict[str, Any]:
    return {
        "round": judged,
        "festival": judged.edition.festival,
        "paper": paper,
        "one": names_one(judged),
        "pairs": judged.mode == RoundMode.PAIRWISE,
        "writable": judged.takes_scores,
    }
