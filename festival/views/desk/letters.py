"""The outbox of an edition: what was written to whom, what became of it, and what can still be done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from festival import rules
from festival.actions.delivering import dead_among
from festival.actions.outbox import cancel_letter, retry_failed, retry_letter, send_again, trust_address
from festival.enums import LetterState
from festival.forms.outbox import OutboxFilter, kind_label, state_counts
from festival.models import Edition, Letter
from festival.outbox import readable_text
from festival.scope import ask, desk_edition

PAGE_SIZE = 50
SHOWN = (LetterState.QUEUED, LetterState.RETRYING, LetterState.SENT, LetterState.BOUNCED, LetterState.FAILED)


@login_required
@require_GET
def letters(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = directed_edition(request, festival, edition)
    wanted = OutboxFilter(request.GET, edition=here)
    counts = state_counts(here)
    context = {
        "edition": here,
        "filter": wanted,
        "page": Paginator(wanted.letters, PAGE_SIZE).get_page(request.GET.get("page")),
        "counts": _counts(counts),
        "failed": counts.get(LetterState.FAILED, 0),
    }
    return render(request, "festival/letters.html", context)


@login_required
@require_GET
def letter(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = directed_edition(request, festival, edition)
    shown = get_object_or_404(here.letters.select_related("recipient", "again_for"), pk=pk)
    context = {
        "edition": here,
        "letter": shown,
        "kind": kind_label(shown.kind),
        "text": readable_text(shown),
        "bounces": shown.bounces.all()[:20],
        "copies": shown.sent_again.order_by("pk")[:20],
        "dead": dead_among([shown.to_email]).get(shown.to_email.lower()),
    }
    return render(request, "festival/letter.html", context)


@login_required
@require_POST
def cancel(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here, found = _letter(request, festival, edition, pk)
    cancel_letter(found, by=request.user)
    messages.success(request, _("The letter is cancelled. It will not be sent."))
    return _to(here, found)


@login_required
@require_POST
def retry(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here, found = _letter(request, festival, edition, pk)
    retry_letter(found, by=request.user)
    messages.success(request, _("The letter is being sent."))
    return _to(here, found)


@login_required
@require_POST
def again(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here, found = _letter(request, festival, edition, pk)
    copy = send_again(found, by=request.user)
    messages.success(request, _("The letter goes out once more, to %(email)s.") % {"email": copy.to_email})
    return _to(here, copy)


@login_required
@require_POST
def retry_all(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = directed_edition(request, festival, edition)
    count = retry_failed(here.letters.all(), by=request.user)
    words = ngettext("%(count)d letter is tried again.", "%(count)d letters are tried again.", count)
    messages.success(request, words % {"count": count})
    return redirect("desk:letters", here.festival.slug, here.slug)


@login_required
@require_POST
def trust(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Somebody of the office knows that the address works: it is no longer marked."""
    here, found = _letter(request, festival, edition, pk)
    trust_address(found.to_email, by=request.user, edition=here)
    messages.success(request, _("%(email)s counts as working again.") % {"email": found.to_email})
    return _to(here, found)


def directed_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, here), _("Only a festival director may read this."))
    return here


def _letter(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Letter]:
    here = directed_edition(request, festival, edition)
    return here, get_object_or_404(here.letters.select_related("recipient"), pk=pk)


def _counts(counts: dict[str, int]) -> list[dict[str, Any]]:
    bad = {LetterState.BOUNCED, LetterState.FAILED}
    return [
        {
            "number": counts.get(state, 0),
            "label": state.label,
            "tone": "bad" if state in bad and counts.get(state) else "",
        }
        for state in SHOWN
    ]


def _to(edition: Edition, letter: Letter) -> HttpResponse:
    address = reverse("desk:letter", args=[edition.festival.slug, edition.slug, letter.pk])
    return redirect(address)
