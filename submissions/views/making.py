"""Consents that a maker sends, and the one door to their documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions import add_consent, remove_consent
from submissions.enums import EntryState
from submissions.forms.consent import ConsentForm
from submissions.making_page import consent_panel
from submissions.models import Consent, Entry
from submissions.views.scope import desk_entry, own_entry


@login_required
@require_http_methods(["GET", "POST"])
def own_consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    form = ConsentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        add_consent(
            entry,
            form.document,
            person=sent["person"],
            kind=sent["kind"],
            name=sent["file"].name,
            by=request.user,
        )
        messages.success(
            request, _("The consent is kept. Only you and the festival's programmers can open it.")
        )
        return redirect(back_to(entry))
    context: dict[str, Any] = {"entry": entry, "form": form, "consents": consent_panel(entry, request.user)}
    return render(request, "submissions/entry_consents.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def own_consent_remove(request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    remove_consent(entry, get_object_or_404(entry.consents, pk=consent), by=request.user)
    messages.success(request, _("The consent and its document are removed."))
    return redirect(back_to(entry))


@login_required
@require_GET
def own_consent(request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    return document(get_object_or_404(entry.consents, pk=consent))


@login_required
@require_GET
def desk_consent(request: HttpRequest, festival: str, edition: str, pk: UUID, consent: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_consents(request.user, entry))
    return document(get_object_or_404(entry.consents, pk=consent))


def document(consent: Consent) -> HttpResponse:
    """Saved, never opened in the portal's name: whatever it holds runs nowhere. No cache keeps it."""
    with consent.document.open("rb") as file:
        answer = HttpResponse(file.read(), content_type=consent.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, consent.original_name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def back_to(entry: Entry) -> str:
    """In a draft the consents stand on the step; afterwards they have a page of their own."""
    if entry.state == EntryState.DRAFT:
        return reverse("entries:step", kwargs={"pk": entry.pk, "name": "how"}) + "#consents"
    return reverse("entries:consents", kwargs={"pk": entry.pk})
