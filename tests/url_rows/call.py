"""The desk keeps the call; the money is the director's."""

from types import SimpleNamespace
from typing import Any

from submissions.actions import note_payment
from submissions.models import Checkout, EntryFee, PaymentEvent
from tests.factories import submissions as make
from tests.url_rows import DESK, DIRECTORS, PROGRAMMERS, Row, edition_kwargs

OFFICE_ONLY = dict.fromkeys(DESK - PROGRAMMERS, 403)
DIRECTORS_ONLY = {**OFFICE_ONLY, "programmer": 403}


def one_category(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "category": cast.category.pk}


def one_extension(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": make.extension(cast.edition).pk}


def one_code(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": make.fee_code(cast.edition).pk}


def one_account(cast: SimpleNamespace) -> dict[str, Any]:
    make.with_fee(cast.edition)
    entry = make.draft(cast.edition, cast.filmmaker)
    note_payment(entry, amount=500, reference="x", by=cast.director)
    return {**edition_kwargs(cast), "reference": EntryFee.objects.get(entry=entry).reference}


def flagged(cast: SimpleNamespace) -> dict[str, Any]:
    """The provider told of an amount that we never asked for."""
    account = EntryFee.objects.get(reference=one_account(cast)["reference"])
    asked = Checkout.objects.create(fee=account, provider="checkout", amount=2000, currency="EUR")
    event = PaymentEvent.objects.create(
        provider="checkout",
        number="evt_1",
        checkout=asked,
        kind="payment",
        amount=1,
        currency="EUR",
        outcome="mismatch",
    )
    return {**edition_kwargs(cast), "pk": event.pk}


def office(kwargs: Any = edition_kwargs) -> Row:
    return Row(allow=PROGRAMMERS, kwargs=kwargs, special=OFFICE_ONLY)


def directors(kwargs: Any = edition_kwargs) -> Row:
    return Row(allow=DIRECTORS, kwargs=kwargs, special=DIRECTORS_ONLY)


ROWS = {
    "entry_desk:call": office(),
    "entry_desk:call_deadlines": office(),
    "entry_desk:call_category_deadlines": office(one_category),
    "entry_desk:call_drop_deadlines": office(one_category),
    "entry_desk:call_terms": office(),
    "entry_desk:call_extensions": office(),
    "entry_desk:call_extension_new": office(),
    "entry_desk:call_extension": office(one_extension),
    "entry_desk:call_extension_revoke": office(one_extension),
    "entry_desk:call_fees": directors(),
    "entry_desk:call_codes": directors(),
    "entry_desk:call_code_new": directors(),
    "entry_desk:call_code_revoke": directors(one_code),
    "entry_desk:call_money": directors(),
    "entry_desk:call_account": directors(one_account),
    "entry_desk:call_book": Row(
        allow=DIRECTORS,
        kwargs=lambda cast: {**one_account(cast), "deed": "payment"},
        method="post",
        data=lambda cast: {"payment-amount": "5", "payment-note": "Statement 3"},
        ok=302,
        special=DIRECTORS_ONLY,
    ),
    "entry_desk:call_settle": Row(
        allow=DIRECTORS,
        kwargs=flagged,
        method="post",
        data=lambda cast: {"note": "Wrote to the provider"},
        ok=302,
        special=DIRECTORS_ONLY,
    ),
}
