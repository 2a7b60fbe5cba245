"""A film that the juror is shown once more. Under the same addresses as the others, so that none tells which it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import NotReady
from judging import actions
from judging.actions import Saved
from judging.booth import as_posted
from judging.exceptions import CardConfirmed
from judging.models import Repeat
from judging.questions import questions_of
from judging.queue import juror_round
from judging.repeat_card import repeat_of, repeat_view
from judging.screening import playback_of
from judging.sealing import keeper_of
from judging.veil import veil
from judging.views.juror import spans_of, to_next, told
from submissions.declarations import making_card

View = Callable[..., HttpResponse]


def or_again(once: View, again: View) -> View:
    """The first view; or, where the juror has no such film for the first time, the second one."""

    @wraps(once)
    def shown(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
        try:
            return once(request, round_pk, pk)
        except Http404:
            return again(request, round_pk, pk)

    return shown


@login_required
def film(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    return _page(request, repeat_of(request.user, round_pk, pk))


@login_required
@require_POST
def save(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    repeat = repeat_of(request.user, round_pk, pk)
    saved = _save_posted(request, repeat)
    if request.headers.get("Accept", "").startswith("application/json"):
        return told(saved, repeat_view(repeat_of(request.user, round_pk, pk)))
    if saved.refusal:
        raise saved.refusal
    if saved.problems or saved.conflicts:
        return _page(request, repeat_of(request.user, round_pk, pk), saved=saved)
    messages.success(request, _("Saved."))
    return redirect("jury:film", round_pk, pk)


@login_required
@require_POST
def confirm(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    """Keep what is on the form, then confirm; or show the film again with everything that is missing."""
    repeat = repeat_of(request.user, round_pk, pk)
    saved = _save_posted(request, repeat)
    if saved.problems or saved.conflicts:
        return _page(request, repeat_of(request.user, round_pk, pk), saved=saved)
    try:
        actions.confirm_repeat(repeat, by=request.user)
    except NotReady as error:
        return _page(request, repeat_of(request.user, round_pk, pk), error=error)
    except CardConfirmed as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Confirmed. You may still open it again until the round closes."))
        if request.POST.get("then") == "next":
            return to_next(request, repeat.assignment.round, pk)
    return redirect("jury:film", round_pk, pk)


@login_required
@require_POST
def decline(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    repeat = repeat_of(request.user, round_pk, pk)
    actions.decline_repeat(repeat, by=request.user)
    messages.success(request, _("Thank you: the film is off your list. Your marks of the first time stand."))
    return to_next(request, repeat.assignment.round, pk)


@login_required
@require_POST
def reopen(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    actions.reopen_repeat(repeat_of(request.user, round_pk, pk), by=request.user)
    return redirect("jury:film", round_pk, pk)


@login_required
@require_POST
def watched(request: HttpRequest, round_pk: int, pk: int) -> JsonResponse:
    """The player reports what was on screen this time."""
    repeat = repeat_of(request.user, round_pk, pk)
    kept = actions.record_repeat_watching(repeat, spans_of(request.body))
    return JsonResponse({"seconds": kept.seconds, "percent": _percent(kept, repeat)})


def _percent(kept: Repeat, repeat: Repeat) -> int | None:
    return actions.share_watched(kept, actions.length_to_watch(repeat.assignment))


def _save_posted(request: HttpRequest, repeat: Repeat) -> Saved:
    base = request.POST.get("version", "")
    return actions.save_repeat(
        repeat,
        questions_of(repeat.assignment.round),
        request.POST.dict(),
        by=request.user,
        base=int(base) if base.isdecimal() and len(base) < 10 else None,
        key=request.POST.get("save_key", ""),
    )


def _page(
    request: HttpRequest, repeat: Repeat, *, error: NotReady | None = None, saved: Saved | None = None
) -> HttpResponse:
    if saved:
        elsewhere = [_("Something was changed in another window meanwhile.")] if saved.conflicts else []
        error = NotReady([*saved.problems, *elsewhere], _("Not everything could be kept."))
    first = repeat.assignment
    judged, card, mine = first.round, repeat_view(repeat), juror_round(request.user, first.round)
    before, after = mine.neighbours(repeat.pk)
    context: dict[str, Any] = {
        "round": judged,
        "festival": judged.edition.festival,
        "pk": repeat.pk,
        "film": veil(
            first.entry,
            blindness=judged.blindness,
            chosen=judged.veil_fields,
            number=repeat.number or first.number,
            with_answers=True,
            making=making_card(first.entry),
        ),
        "card": as_posted(card, request.POST) if saved else card,
        "declined": repeat.declined,
        "mine": mine,
        "before": before,
        "after": after,
        "next": mine.next_after(repeat.pk),
        "writable": judged.takes_scores,
        "seen": _percent(repeat, repeat),
        "playback": playback_of(first, request.user),
        "keeper": keeper_of(request.user),
        "error": error,
        "conflicts": saved.conflicts if saved else {},
    }
    return render(request, "judging/juror_repeat.html", context, status=error.status if error else 200)
