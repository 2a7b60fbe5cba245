"""The fee of one entry: what it costs, how to pay, the receipt. And the door at which payment providers knock."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from submissions.actions import begin_payment, book_event, drop_code, use_code
from submissions.exceptions import CodeRefused
from submissions.fee_page import FeePanel, fee_panel
from submissions.forms.codes import CodeForm
from submissions.guesses import refuse_guessing, was_wrong
from submissions.models import Entry
from submissions.payments.provider import EventRefused
from submissions.payments.registry import providers
from submissions.views.scope import own_entry


@login_required
@require_GET
def fee(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The account of the entry; printed, it is the receipt."""
    entry = own_entry(request, pk)
    context = {"entry": entry, "fee": _panel_or_404(entry)}
    return render(request, "submissions/entry_fee.html", context)


@login_required
@require_POST
def pay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a payment; the next page says how to go on, because a form may not lead off the portal."""
    entry = own_entry(request, pk)
    _account, address = begin_payment(entry, by=request.user)
    if not address:
        messages.success(request, _("The details of the transfer are on their way to you by mail."))
        return redirect("entries:fee", pk=entry.pk)
    context = {"entry": entry, "fee": fee_panel(entry), "address": address}
    return render(request, "submissions/entry_pay.html", context)


@login_required
@require_POST
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A code that lowers the fee; there is nothing to lower where nothing is to pay."""
    entry = own_entry(request, pk)
    _panel_or_404(entry)
    form = CodeForm(request.POST)
    if form.is_valid():
        refuse_guessing(request.user)
        try:
            use_code(entry, form.cleaned_data["code"], by=request.user)
        except CodeRefused as refusal:
            was_wrong(request.user)
            form.add_error("code", str(refusal.message))
        else:
            messages.success(request, _("The code is taken into account."))
            return back(request, entry.pk)
    context = {"entry": entry, "fee": fee_panel(entry), "form": form}
    return render(request, "submissions/entry_fee.html", context, status=422)


@login_required
@require_POST
def forget_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    drop_code(entry, by=request.user)
    messages.success(request, _("The code is free again."))
    return back(request, entry.pk)


def _panel_or_404(entry: Entry) -> FeePanel:
    panel = fee_panel(entry)
    if panel is None:
        raise Http404
    return panel


def back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the last step, where the code was typed; else to the fee page."""
    if request.POST.get("from") == "review":
        return redirect("entries:step", pk=pk, name="review")
    return redirect("entries:fee", pk=pk)


@csrf_exempt
@require_POST
def payment_webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """A signed message. 200 for what we have written down, whatever became of it: nobody need send it again."""
    known = providers().get(provider)
    if known is None:
        raise Http404
    try:
        event = known.verify(request.headers, request.body, timezone.now())
    except EventRefused as refusal:
        return JsonResponse({"title": str(refusal), "status": 400}, status=400)
    told = book_event(provider, event)
    return JsonResponse({"outcome": told.outcome})
