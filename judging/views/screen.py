"""The second screen: a page with nothing but the film, steered from another page of the same account."""

import json
import math
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import Conflict, FestivalError
from judging import second_screen
from judging.duties import duty_of
from judging.qr import qr_path
from judging.screening import playback_of
from judging.veil import veil


@login_required
def screen(request: HttpRequest) -> HttpResponse:
    """The large page: first the code, then the film that the other page chose."""
    present = second_screen.current(request.user)
    context: dict[str, Any] = {"screen": present}
    if present is None:
        return render(request, "judging/juror_screen.html", context)
    if present.paired and present.film:
        duty = duty_of(request.user, *present.film)
        shown = veil(
            duty.entry, blindness=duty.round.blindness, chosen=duty.round.veil_fields, number=duty.number
        )
        context |= {
            "round": duty.round,
            "pk": duty.pk,
            "film": shown,
            "playback": playback_of(duty, request.user),
        }
    else:
        address = request.build_absolute_uri(reverse("jury:pair", args=[present.code]))
        context |= {"address": address, "qr": qr_path(address)}
    return render(request, "judging/juror_screen.html", context)


@login_required
@require_POST
def open_screen(request: HttpRequest) -> HttpResponse:
    second_screen.open_screen(request.user)
    return redirect("jury:screen")


@login_required
@require_POST
def close_screen(request: HttpRequest) -> HttpResponse:
    second_screen.close_screen(request.user)
    messages.success(request, _("The second screen is switched off."))
    return redirect("jury:home")


@login_required
def pair(request: HttpRequest, code: str = "") -> HttpResponse:
    """The page in the hand: from the QR code, or with the code typed. Nothing happens before the button is pressed."""
    if request.method != "POST":
        return render(request, "judging/juror_pair.html", {"code": code})
    typed = request.POST.get("code", "")
    if second_screen.pair(request.user, typed):
        messages.success(request, _("The film plays on the other screen now. Choose one."))
        return redirect("jury:home")
    problem = _(
        "No screen shows this code. On the large screen, sign in with the same account and open “Second screen”."
    )
    return render(request, "judging/juror_pair.html", {"code": typed, "problem": problem}, status=422)


@login_required
def state(request: HttpRequest) -> JsonResponse:
    """Asked once a second by both pages; the large one says how its player stands, and is told what to do."""
    if request.method == "POST":
        second_screen.hear(request.user, _status(request.body))
    present = second_screen.current(request.user)
    if present is None:
        return JsonResponse({"on": False})
    return JsonResponse(
        {
            "on": True,
            "paired": present.paired,
            "film": present.film,
            "command": present.command,
            "status": present.status,
        }
    )


@login_required
@require_POST
def steer(request: HttpRequest, round_pk: int, pk: int) -> JsonResponse:
    """From the card: play, pause, seek; and `show` puts the card's film on the large screen."""
    duty = duty_of(request.user, round_pk, pk)
    present = second_screen.current(request.user)
    if present is None or not present.paired:
        raise Conflict(_("The second screen is switched off. Reload the page to watch here."))
    action = request.POST.get("action", "")
    if action == "show":
        if present.film != (duty.round_id, duty.pk):
            second_screen.show_film(request.user, duty.round_id, duty.pk)
    elif action in second_screen.ACTIONS and present.film == (round_pk, pk):
        second_screen.tell(request.user, action, _seconds(request.POST.get("seconds", "0")))
    else:
        raise FestivalError(_("This command is not known."), status=422)
    return JsonResponse({"on": True})


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        return 0.0
    return max(0.0, seconds) if math.isfinite(seconds) else 0.0


def _status(body: bytes) -> dict[str, Any]:
    """Three plain facts, or a refusal: never trust a page."""
    refusal = FestivalError(_("This report of the player cannot be read."), status=422)
    try:
        told = json.loads(body)
        return {
            "time": _seconds(str(told["time"])),
            "duration": _seconds(str(told["duration"])),
            "paused": bool(told["paused"]),
            "done": int(told.get("done", 0)),
        }
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, AttributeError) as error:
        raise refusal from error
