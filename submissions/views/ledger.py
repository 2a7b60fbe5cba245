"""The money of an edition: what is due, paid and waived; one account; what a provider's messages left open."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from festival.models import Edition
from submissions import gates
from submissions.actions import note_payment, refund_fee, settle_event, waive_fee
from submissions.call_hub import flagged_events
from submissions.fee_page import fee_panel
from submissions.fees import SITUATIONS, sums_of, total, with_balance
from submissions.forms.money import AmountForm, NoteForm
from submissions.models import EntryFee
from submissions.views.call import at, money_desk

A_PAGE = 50


@login_required
@require_GET
def money(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = money_desk(request, festival, edition)
    sums = sums_of(here)
    wanted = {name: request.GET.get(name, "").strip() for name in ("state", "category", "q")}
    page = Paginator(wanted_accounts(here, **wanted), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sums": sums,
        "total": total(sums),
        "currency": gates.terms_of(here).currency,
        "page": page,
        "wanted": wanted,
        "situations": [("due", _("Due")), ("settled", _("Settled")), ("credit", _("Paid too much"))],
        "categories": here.categories.all(),
        "flagged": flagged_events(here).select_related("checkout__fee"),
        "note_form": NoteForm(),
    }
    return render(request, "submissions/desk_money.html", context)


def wanted_accounts(edition: Edition, *, state: str, category: str, q: str) -> Any:
    """Newest first; a word finds a reference, the number of an entry or its maker's name."""
    found = with_balance(EntryFee.objects.filter(edition=edition))
    if state in SITUATIONS:
        found = found.filter(SITUATIONS[state])
    if category:
        found = found.filter(entry__category__slug=category)
    if q:
        hit = Q(reference__icontains=q) | Q(entry__owner__name__icontains=q)
        if q.isdecimal():
            hit |= Q(entry__number=int(q[:9]))
        found = found.filter(hit)
    return found.select_related("entry__category", "entry__owner").order_by("-created_at", "-pk")


@login_required
@require_GET
def account(request: HttpRequest, festival: str, edition: str, reference: str) -> HttpResponse:
    here = money_desk(request, festival, edition)
    return account_page(request, here, found_account(here, reference))


@login_required
@require_POST
def book(request: HttpRequest, festival: str, edition: str, reference: str, deed: str) -> HttpResponse:
    """A payment that has arrived, a waiver, a refund."""
    here = money_desk(request, festival, edition)
    found = found_account(here, reference)
    if deed not in DEEDS:
        raise Http404
    form = AmountForm(request.POST, currency=found.currency, prefix=deed, label=LABELS[deed]())
    if not form.is_valid():
        return account_page(request, here, found, **{deed: form})
    DEEDS[deed](found.entry, form.cleaned_data["amount"], form.cleaned_data["note"], request.user)
    messages.success(request, _("Booked."))
    return redirect(at(here, "call_account", reference=found.reference))


DEEDS: dict[str, Any] = {
    "payment": lambda entry, amount, note, by: note_payment(entry, amount=amount, reference=note, by=by),
    "waiver": lambda entry, amount, note, by: waive_fee(entry, amount=amount, reason=note, by=by),
    "refund": lambda entry, amount, note, by: refund_fee(entry, amount=amount, reference=note, by=by),
}
LABELS: dict[str, Any] = {
    "payment": lambda: _("Where it is found: statement, receipt"),
    "waiver": lambda: _("Reason"),
    "refund": lambda: _("Where it is found: statement, receipt"),
}


def found_account(edition: Edition, reference: str) -> EntryFee:
    accounts = EntryFee.objects.filter(edition=edition)
    accounts = accounts.select_related("entry__edition__festival", "entry__category", "entry__owner")
    return get_object_or_404(accounts, reference=reference.upper())


def account_page(
    request: HttpRequest, edition: Edition, found: EntryFee, **bound: AmountForm
) -> HttpResponse:
    panel = fee_panel(found.entry)
    assert panel is not None  # noqa: S101 - it has an account
    most = {
        "payment": panel.quote.due,
        "waiver": panel.quote.due,
        "refund": panel.quote.credit or panel.quote.paid,
    }
    offered = {"payment": True, "waiver": panel.quote.due > 0, "refund": panel.quote.paid > 0}
    titles = {"payment": _("Note a payment"), "waiver": _("Waive"), "refund": _("Note a refund")}
    forms = [
        {
            "deed": deed,
            "title": titles[deed],
            "url": at(edition, "call_book", reference=found.reference, deed=deed),
            "form": bound.get(deed)
            or AmountForm(
                currency=found.currency, most=max(0, most[deed]), prefix=deed, label=LABELS[deed]()
            ),
            "open": deed in bound,
        }
        for deed in DEEDS
        if offered[deed] or deed in bound
    ]
    context = {"account": found, "fee": panel, "forms": forms}
    return render(request, "submissions/desk_account.html", context, status=422 if bound else 200)


@login_required
@require_POST
def settle(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """A flagged message has been looked at."""
    here = money_desk(request, festival, edition)
    event = get_object_or_404(flagged_events(here), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        settle_event(event, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Noted."))
    else:
        messages.error(request, _("Say what was done about it."))
    return redirect(at(here, "call_money"))
