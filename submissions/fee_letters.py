"""The letters about money and later deadlines: one function each, and three small templates beside it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from festival.letters import post_letter
from festival.models import Letter, User
from submissions.emails import about_entry
from submissions.gates import terms_of
from submissions.makers import letter_readers
from submissions.models import Entry, EntryFee, Extension
from submissions.payments.pricing import Quote


def post_fee_due(entry: Entry, account: EntryFee, quote: Quote) -> list[Letter]:
    """How to pay by transfer: account, reference, amount."""
    details = terms_of(entry.edition).payment_details
    return _to_makers("due", entry, account, quote.due, details=details)


def post_fee_settled(entry: Entry, account: EntryFee, quote: Quote) -> list[Letter]:
    """The receipt."""
    return _to_makers("settled", entry, account, quote.paid, quote=quote)


def post_fee_refunded(entry: Entry, account: EntryFee, amount: int) -> list[Letter]:
    return _to_makers("refunded", entry, account, amount)


def post_extension(extension: Extension, url: str) -> Letter:
    """The link goes to the address that it is meant for."""
    person = User.objects.filter(email__iexact=extension.for_email).first()
    return post_letter(
        "call/extension_given",
        to=person or extension.for_email,
        edition=extension.edition,
        context={"extension": extension, "url": url},
    )


def _to_makers(kind: str, entry: Entry, account: EntryFee, minor: int, **context: Any) -> list[Letter]:
    facts = {
        **about_entry(entry),
        "reference": account.reference,
        "minor": minor,
        "currency": account.currency,
        "fee_url": settings.PORTAL_URL + reverse("entries:fee", kwargs={"pk": entry.pk}),
        **context,
    }
    return [
        post_letter(f"fees/{kind}", to=reader, edition=entry.edition, context=facts)
        for reader in letter_readers(entry)
    ]
