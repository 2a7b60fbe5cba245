"""Two films side by side: which one is better?"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from judging.actions import pairs as acting
from judging.enums import RoundMode
from judging.models import Juror, PairVote, RankedBallot, Round
from judging.modes import pairwise
from judging.voting.entitlement import Right, Voice, rights_of
from judging.voting.own_seat import own_seat
from judging.voting.paper_view import PaperRow, film_rows

LAST_SHOWN = 5


@login_required
def pairs(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The next pair, or one of the last ones again (`?again=` the number of an answer)."""
    judged, juror = own_seat(request.user, round_pk, RoundMode.PAIRWISE)
    rights = rights_of(judged, juror)
    rows = {str(right.entry): row for right, row in film_rows(judged, rights, {})}
    may = [film for film, right in rights.items() if right.voice == Voice.MAY]
    answered = [vote for vote in pairwise.newest_votes(judged).get(juror.pk, []) if _known(vote, rights)]
    question, before = _question(request, judged, juror, answered, may)
    enough = pairwise.enough_for(len(may), judged.jury.jurors.count())
    context: dict[str, Any] = {
        "round": judged,
        "festival": judged.edition.festival,
        "writable": judged.takes_scores,
        "pair": [rows[film] for film in question] if question else None,
        "before": before,
        "answered": len(answered),
        "enough": enough,
        "last": [_line(vote, rows) for vote in reversed(answered[-LAST_SHOWN:])],
        "listed": RankedBallot.objects.filter(round=judged, juror=juror).first(),
    }
    return render(request, "judging/juror_pairs.html", context)


@login_required
@require_POST
def vote(request: HttpRequest, round_pk: int) -> HttpResponse:
    judged, juror = own_seat(request.user, round_pk, RoundMode.PAIRWISE)
    films = {str(right.assignment): film for film, right in rights_of(judged, juror).items()}
    left, right = (films.get(request.POST.get(side, ""), "") for side in ("left", "right"))
    acting.vote_on_pair(judged, juror, left, right, request.POST.get("choice", ""), by=request.user)
    return redirect("jury:pairs", round_pk)


def _question(
    request: HttpRequest, judged: Round, juror: Juror, answered: list[PairVote], may: list[str]
) -> tuple[tuple[str, str] | None, PairVote | None]:
    again = request.GET.get("again", "")
    for given in answered:
        if str(given.pk) == again:
            return (str(given.left_id), str(given.right_id)), given
    return acting.next_question(judged, juror, answered, may), None


def _known(given: PairVote, rights: dict[str, Right]) -> bool:
    return all(
        film in rights and rights[film].voice == Voice.MAY
        for film in (str(given.left_id), str(given.right_id))
    )


def _line(given: PairVote, rows: dict[str, PaperRow]) -> dict[str, Any]:
    return {
        "pk": given.pk,
        "left": rows[str(given.left_id)],
        "right": rows[str(given.right_id)],
        "choice": given.choice,
    }
