"""The letters about money and later deadlines: one function each, and three small templates beside it.

Amounts and hours are said in the reader's language, so they are put into words only when the letter is written.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy

from festival.letters import post_letter
from festival.models import Letter, User
from submissions.emails import about_entry
from submissions.gate_words import moment
from submissions.gates import terms_of
from submissions.makers import letter_readers
from submissions.models import Entry, EntryFee, Extension
from submissions.money import money
from submissions.payments.pricing import Quote

moment_later = lazy(moment, str)
_money_later = lazy(money, str)


def post_fee_due(entry: Entry, account: EntryFee, quote: Quote) -> list[Letter]:
    """How to pay by transfer: account, reference, amount."""
    return _to_makers("due", entry, fee_due_context(entry, account, quote))


def post_fee_settled(entry: Entry, account: EntryFee, quote: Quote) -> list[Letter]:
    """The receipt."""
    return _to_makers("settled", entry, fee_settled_context(entry, account, quote))


def post_fee_refunded(entry: Entry, account: EntryFee, amount: int) -> list[Letter]:
    return _to_makers("refunded", entry, fee_refunded_context(entry, account, amount))


def post_extension(extension: Extension, url: str) -> Letter:
    """The link goes to the address that it is meant for."""
    person = User.objects.filter(email__iexact=extension.for_email).first()
    return post_letter(
        "call/extension_given",
        to=person or extension.for_email,
        edition=extension.edition,
        context=extension_context(extension, url),
    )


def fee_due_context(entry: Entry, account: EntryFee, quote: Quote) -> dict[str, Any]:
    details = terms_of(entry.edition).payment_details
    return _about(entry, account) | {"amount": in_words(quote.due, account), "details": details}


def fee_settled_context(entry: Entry, account: EntryFee, quote: Quote) -> dict[str, Any]:
    return _about(entry, account) | {
        "price": in_words(quote.price, account),
        "waived": in_words(quote.waived, account) if quote.waived else "",
        "paid": in_words(quote.paid, account) if quote.paid else "",
    }


def fee_refunded_context(entry: Entry, account: EntryFee, amount: int) -> dict[str, Any]:
    return _about(entry, account) | {"amount": in_words(amount, account)}


def extension_context(extension: Extension, url: str) -> dict[str, Any]:
    until = moment_later(extension.edition, extension.until)
    return {"extension": extension, "until": until, "url": url}


def in_words(minor: int, account: EntryFee) -> Any:
    return _money_later(minor, account.currency)


def _about(entry: Entry, account: EntryFee) -> dict[str, Any]:
    return {
        **about_entry(entry),
        "reference": account.reference,
        "fee_url": settings.PORTAL_URL + reverse("entries:fee", kwargs={"pk": entry.pk}),
    }


def _to_makers(kind: str, entry: Entry, context: dict[str, Any]) -> list[Letter]:
    return [
        post_letter(f"fees/{kind}", to=reader, edition=entry.edition, context=context)
        for reader in letter_readers(entry)
    ]
