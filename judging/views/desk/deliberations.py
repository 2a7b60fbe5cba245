"""Deliberations on the desk: agenda, notes, motions, a new vote, and minutes to be printed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import Conflict, FestivalError
from festival.models import Edition
from festival.scope import ask
from judging import rules
from judging.actions import deliberation as acting
from judging.forms.deliberation import DeliberationForm, MotionForm
from judging.models import AgendaItem, Deliberation, Jury, Motion
from judging.views.desk.common import address, chosen, form_page, results_edition, to
from judging.voting.session_view import desk_items, members
from submissions.models import Entry


@login_required
def deliberations(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = results_edition(request, festival, edition)
    context = {
        "sessions": Deliberation.objects.filter(edition=found).select_related("jury", "round", "award"),
        "may_run": rules.can_run_rounds(request.user, found),
    }
    return render(request, "judging/desk_deliberations.html", context)


@login_required
def new_deliberation(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = _running(request, festival, edition)
    if not Jury.objects.filter(edition=found).exists():
        raise Conflict(_("First seat a jury, then ask it."))
    initial = {"round": request.GET.get("round", "")}
    form = DeliberationForm(request.POST or None, instance=Deliberation(edition=found), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = acting.create_deliberation(found, by=request.user, **form.cleaned_data)
        return to(found, "deliberation", pk=made.pk)
    return form_page(request, form, heading=_("A new deliberation"), back_url=address(found, "deliberations"))


@login_required
def deliberation(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = results_edition(request, festival, edition)
    session = _session(found, pk)
    on_it = session.agenda.values("entry")
    context = {
        "session": session,
        "items": desk_items(session),
        "motions": session.motions.select_related("moved_by"),
        "motion_form": MotionForm(session=session),
        "votes": session.votes.select_related("round"),
        "others": Entry.objects.in_competition().filter(edition=found).exclude(pk__in=on_it).by_number(),
        "may_run": rules.can_run_rounds(request.user, found),
        "counted": session.round is not None and session.round.tallies.exists(),
    }
    return render(request, "judging/desk_deliberation.html", context)


@login_required
def minutes(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """To be printed and signed."""
    found = results_edition(request, festival, edition)
    session = _session(found, pk)
    context = {
        "session": session,
        "items": desk_items(session),
        "motions": session.motions.select_related("moved_by"),
        "votes": session.votes.select_related("round"),
        "jurors": members(session),
    }
    return render(request, "judging/desk_minutes.html", context)


@login_required
@require_POST
def act(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """One deed on a deliberation: `deed` names it."""
    found = _running(request, festival, edition)
    session = _session(found, pk)
    do(request, session)
    answer = to(found, "deliberation", pk=pk)
    answer["Location"] += f"#item-{request.POST['item']}" if request.POST.get("item", "").isdecimal() else ""
    return answer


def do(request: HttpRequest, session: Deliberation, allowed: frozenset[str] | None = None) -> None:
    """What the form asks for. `allowed`: the deeds of somebody who may not do all of them."""
    deed = request.POST.get("deed", "")
    if deed not in DEEDS or (allowed is not None and deed not in allowed):
        raise Http404
    DEEDS[deed](request, session)


def _open(request: HttpRequest, session: Deliberation) -> None:
    acting.open_deliberation(session, by=request.user)
    messages.success(request, _("The jury is in session: its members see the agenda now."))


def _close(request: HttpRequest, session: Deliberation) -> None:
    acting.close_deliberation(session, by=request.user)
    messages.success(request, _("The deliberation is over. The minutes stay as they are."))


def _add(request: HttpRequest, session: Deliberation) -> None:
    films = Entry.objects.in_competition().filter(edition=session.edition_id)
    acting.add_film(session, chosen(films, request.POST.get("entry")), by=request.user)


def _remove(request: HttpRequest, session: Deliberation) -> None:
    acting.remove_film(_item(request, session), by=request.user)


def _up(request: HttpRequest, session: Deliberation) -> None:
    acting.move_film(_item(request, session), -1)


def _down(request: HttpRequest, session: Deliberation) -> None:
    acting.move_film(_item(request, session), 1)


def _note(request: HttpRequest, session: Deliberation) -> None:
    discussed = bool(request.POST.get("discussed"))
    acting.note_film(
        _item(request, session), request.POST.get("notes", ""), by=request.user, discussed=discussed
    )
    messages.success(request, _("Saved."))


def _minutes(request: HttpRequest, session: Deliberation) -> None:
    acting.write_minutes(session, request.POST.get("minutes", ""))
    messages.success(request, _("Saved."))


def _motion(request: HttpRequest, session: Deliberation) -> None:
    form = MotionForm(request.POST, session=session, instance=Motion(deliberation=session))
    if not form.is_valid():
        raise FestivalError(
            " ".join(str(error) for errors in form.errors.values() for error in errors), status=422
        )
    data: dict[str, Any] = dict(form.cleaned_data)
    acting.record_motion(session, data.pop("text"), by=request.user, **data)


DEEDS: dict[str, Callable[[HttpRequest, Deliberation], None]] = {
    "open": _open,
    "close": _close,
    "add": _add,
    "remove": _remove,
    "up": _up,
    "down": _down,
    "note": _note,
    "minutes": _minutes,
    "motion": _motion,
}


def _item(request: HttpRequest, session: Deliberation) -> AgendaItem:
    return chosen(session.agenda.select_related("entry", "deliberation"), request.POST.get("item"))


def _running(request: HttpRequest, festival: str, edition: str) -> Edition:
    """For whoever may see results and run rounds."""
    found = results_edition(request, festival, edition)
    ask(rules.can_run_rounds(request.user, found))
    return found


def _session(edition: Edition, pk: int) -> Deliberation:
    sessions = Deliberation.objects.select_related("jury", "round", "award", "edition__festival")
    return get_object_or_404(sessions, edition=edition, pk=pk)
