"""A deliberation in the jury room. Who presides opens it, keeps the notes and closes it; the others read along."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from festival.scope import ask
from judging.forms.deliberation import MotionForm
from judging.models import Deliberation, Juror
from judging.views.desk.deliberations import do
from judging.vote_enums import DeliberationState
from judging.voting.session_view import juror_items, juror_votes, sessions_for

CHAIR = frozenset({"open", "close", "note", "minutes", "motion", "up", "down"})


@login_required
def deliberation(request: HttpRequest, pk: int) -> HttpResponse:
    session, juror = _mine(request, pk)
    context = {
        "session": session,
        "festival": session.edition.festival,
        "items": juror_items(session, juror),
        "votes": juror_votes(session, request.user),
        "motions": session.motions.select_related("moved_by"),
        "motion_form": MotionForm(session=session) if juror.presides else None,
        "chair": juror.presides and session.state != DeliberationState.CLOSED,
    }
    return render(request, "judging/juror_deliberation.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    session, juror = _mine(request, pk)
    ask(juror.presides)
    item = request.POST.get("item", "")
    if item:
        shown = {str(row.item.pk) for row in juror_items(session, juror)}
        ask(item in shown)
    do(request, session, CHAIR)
    answer = redirect("jury:deliberation", pk)
    answer["Location"] += f"#item-{item}" if item.isdecimal() else ""
    return answer


def _mine(request: HttpRequest, pk: int) -> tuple[Deliberation, Juror]:
    """A session of my jury that I may see, and my chair there. Any other does not exist for me."""
    session = get_object_or_404(sessions_for(request.user), pk=pk)
    return session, get_object_or_404(
        Juror.objects.of(request.user).admitted().select_related("membership__user"), jury=session.jury_id
    )
