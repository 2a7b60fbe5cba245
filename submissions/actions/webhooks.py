"""A payment provider tells us something. Told twice it counts once; what does not fit is kept for people to look at."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from submissions.actions.paying import _book, open_account
from submissions.enums import EventOutcome, LedgerKind
from submissions.fees import quote_for
from submissions.models import Checkout, EntryFee, LedgerLine, PaymentEvent
from submissions.payments.provider import PAYMENT, Event


@transaction.atomic
def book_event(provider: str, event: Event) -> PaymentEvent:
    """Book what fits a checkout of ours to the minor unit; flag the rest. The same event again changes nothing."""
    told, is_new = PaymentEvent.objects.get_or_create(
        provider=provider,
        number=event.number,
        defaults={
            "kind": event.kind,
            "amount": event.amount,
            "currency": event.currency,
            "outcome": EventOutcome.UNKNOWN,
        },
    )
    if not is_new:
        return told
    told.checkout = _checkout(provider, event.key)
    if told.checkout is not None:
        told.outcome = _weigh(told.checkout, event)
    told.save(update_fields=["checkout", "outcome"])
    return told


def _checkout(provider: str, key: str) -> Checkout | None:
    try:
        number = UUID(key)
    except ValueError:
        return None
    mine = Checkout.objects.filter(provider=provider, pk=number)
    return mine.select_related("fee__entry__edition__festival", "fee__entry__owner").first()


def _weigh(checkout: Checkout, event: Event) -> EventOutcome:
    entry = checkout.fee.entry
    account = open_account(entry)
    if event.currency != checkout.currency:
        return EventOutcome.MISMATCH
    if event.kind == PAYMENT:
        if event.amount != checkout.amount:
            return EventOutcome.MISMATCH
        _keep_price(checkout, account)
        kind, amount = LedgerKind.PAYMENT, -event.amount
    else:
        if event.amount > quote_for(entry, account, timezone.now()).paid:
            return EventOutcome.MISMATCH
        kind, amount = LedgerKind.REFUND, event.amount
    _book(entry, account, kind, amount, by=None, note=event.number, provider=checkout.provider)
    return EventOutcome.BOOKED


def _keep_price(checkout: Checkout, account: EntryFee) -> None:
    """Whoever was asked for the early price, and pays it a little later, has paid."""
    lines = list(account.lines.all())
    if any(line.kind == LedgerKind.PAYMENT for line in lines):
        return
    if correction := checkout.amount - sum(line.amount for line in lines):
        LedgerLine.objects.create(fee=account, kind=LedgerKind.CHARGE, amount=correction)


@transaction.atomic
def settle_event(event: PaymentEvent, *, by: Any, note: str) -> PaymentEvent:
    """Somebody has looked at a flagged message and done what it needed."""
    event = PaymentEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.outcome == EventOutcome.BOOKED or event.settled_at is not None:
        raise Conflict(_("This message has been dealt with already."))
    event.settled_at, event.settled_by, event.settled_note = timezone.now(), by, note
    event.save(update_fields=["settled_at", "settled_by", "settled_note"])
    target = event.checkout.fee.entry if event.checkout else event
    audit.record("entry.payment_message_settled", target, by=by, note=note, number=event.number)
    return event
