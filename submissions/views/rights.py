"""The rights in a film: signing the agreement, the proof of it, works that are cleared after the submission."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival.accounts.client_address import client_address
from festival.exceptions import Conflict
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.rights import settle_clearance, sign_agreement
from submissions.asking_exceptions import SignatureRefused
from submissions.enums import EntryState
from submissions.forms.rights import SettleForm, sign_form
from submissions.models import Entry, Signature
from submissions.rights_reading import rights_sheet
from submissions.signing import standing_of
from submissions.steps import BY_NAME, step_list
from submissions.views.scope import desk_entry, own_entry

RECEIVED = (EntryState.SUBMITTED, EntryState.INCOMPLETE)


@login_required
@require_GET
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """After the submission. A draft has a step for it."""
    entry = own_entry(request, pk)
    if entry.state == EntryState.DRAFT:
        return redirect("entries:step", pk=entry.pk, name="rights")
    return show_page(request, entry)


@login_required
@require_POST
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    standing = standing_of(entry)
    form = sign_form(standing, request.POST)
    if form is None:
        if standing.current is None:
            raise Conflict(_("This edition asks for no agreement."))
        return back_to(entry)
    if form.is_valid():
        try:
            sign_agreement(
                entry,
                name=form.cleaned_data["name"],
                digest=form.cleaned_data["digest"],
                language=form.cleaned_data["shown"],
                by=request.user,
                address=client_address(request),
                user_agent=request.headers.get("User-Agent", ""),
            )
        except SignatureRefused as refusal:
            form.add_error("name", str(refusal.message))
        else:
            messages.success(request, _("Signed. The signed agreement is kept here for you."))
            return back_to(entry)
    if entry.state == EntryState.DRAFT:
        return show_step(request, entry, form)
    return show_page(request, entry, form)


@login_required
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: UUID, clearance: int) -> HttpResponse:
    """A work that was not cleared at the submission is cleared by now."""
    entry = own_entry(request, pk)
    row = get_object_or_404(entry.clearances.all(), pk=clearance)
    if not row.is_pending or entry.state not in RECEIVED:
        messages.info(request, _("Nothing is open here."))
        return redirect("entries:rights", pk=entry.pk)
    posted = request.method == "POST"
    form = SettleForm(request.POST, request.FILES) if posted else SettleForm(initial={"holder": row.holder})
    if posted and form.is_valid():
        settle_clearance(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is cleared.") % {"title": row.title})
        return redirect("entries:rights", pk=entry.pk)
    context = {"entry": entry, "row": row, "form": form}
    return render(request, "submissions/entry_settle.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def certificate(request: HttpRequest, pk: UUID, signature: int) -> HttpResponse:
    return show_certificate(request, own_entry(request, pk), signature, "submissions/entry_certificate.html")


@login_required
@require_GET
def desk_certificate(
    request: HttpRequest, festival: str, edition: str, pk: UUID, signature: int
) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_everything(request.user, here))
    return show_certificate(request, entry, signature, "submissions/desk_certificate.html")


def show_certificate(request: HttpRequest, entry: Entry, key: int, template: str) -> HttpResponse:
    signed = get_object_or_404(Signature.objects.select_related("agreement"), pk=key, entry=entry)
    language, words = signed.agreement.shown_in(signed.language)
    context = {"entry": entry, "signature": signed, "words": words, "words_language": language}
    return render(
        request, template, {**context, "proved": signed.agreement.digest_in(language) == signed.digest}
    )


def show_page(request: HttpRequest, entry: Entry, form: object = None) -> HttpResponse:
    standing = standing_of(entry)
    context = {
        "entry": entry,
        "standing": standing,
        "sign": form or (sign_form(standing) if entry.state in RECEIVED else None),
        "sheet": rights_sheet(entry),
        "may_settle": entry.state in RECEIVED,
    }
    return render(request, "submissions/entry_rights.html", context, status=422 if form else 200)


def show_step(request: HttpRequest, entry: Entry, form: object) -> HttpResponse:
    """The step again with what is wrong about the signature."""
    here = BY_NAME["rights"]
    shown = here.form(instance=entry)
    shown.sign = form
    context = {"entry": entry, "step": here, "steps": step_list(entry, here), "form": shown}
    return render(request, here.template, context, status=422)


def back_to(entry: Entry) -> HttpResponse:
    if entry.state == EntryState.DRAFT:
        return redirect("entries:step", pk=entry.pk, name="rights")
    return redirect("entries:rights", pk=entry.pk)
