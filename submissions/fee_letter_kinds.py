"""The letters about money and later deadlines, as an edition may say them in its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from festival.letter_kinds import LetterKind, MergeField, declare
from submissions import fee_letters
from submissions.actions.extending import link_of
from submissions.fees import accounts, quote_for
from submissions.letter_kinds import ENTRY_FIELDS, MOST_EXAMPLES
from submissions.models import Entry, EntryFee, Extension
from submissions.payments.pricing import Quote


@dataclass(frozen=True)
class FeeExamples:
    """A letter about a fee is tried with an entry that has one; drafts, too, for a fee is often paid before."""

    context: Callable[[Entry, EntryFee, Quote], dict[str, Any]]

    def choices(self, edition: Any) -> list[tuple[str, str]]:
        rows = self._of(edition).order_by("entry__number", "reference")[:MOST_EXAMPLES]
        return [(str(row.pk), f"{row.reference} · {row.entry.title}") for row in rows]

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        wanted = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
        account = self._of(edition).filter(pk=wanted).first()
        if account is None:
            return None
        quote = quote_for(account.entry, account, timezone.now())
        return account.entry.owner, self.context(account.entry, account, quote)

    def _of(self, edition: Any) -> Any:
        rows = accounts().filter(entry__edition=edition)
        return rows.select_related("entry__edition__festival", "entry__category", "entry__owner")


class ExtensionExamples:
    """The letter about a later deadline is tried with one that was given to an address."""

    def choices(self, edition: Any) -> list[tuple[str, str]]:
        given = self._of(edition)[:MOST_EXAMPLES]
        return [(str(one.pk), f"{one.for_email} · {one.reason}") for one in given]

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None:
        try:
            extension = self._of(edition).filter(pk=UUID(key)).first()
        except ValueError:
            return None
        if extension is None:
            return None
        return extension.for_email, fee_letters.extension_context(extension, link_of(extension))

    def _of(self, edition: Any) -> Any:
        given = Extension.objects.filter(edition=edition).exclude(for_email="")
        return given.select_related("edition__festival", "category")


FEE_FIELDS = (
    *(field for field in ENTRY_FIELDS if field.name != "number"),
    MergeField("reference", _("Reference"), "reference"),
    MergeField("fee_link", _("Link to the page of the fee"), "fee_url", link=True),
)
AMOUNT = MergeField("amount", _("Amount"), "amount")

declare(
    LetterKind(
        "fees/due",
        _("The fee by transfer"),
        _("When a maker chooses to pay the entry fee by transfer."),
        (*FEE_FIELDS, AMOUNT, MergeField("details", _("How to pay"), "details")),
        examples=FeeExamples(fee_letters.fee_due_context),
        rank=6,
    ),
    LetterKind(
        "fees/settled",
        _("Receipt for the fee"),
        _("At once when an entry fee is settled: paid, or waived."),
        (
            *FEE_FIELDS,
            MergeField("price", _("Fee"), "price"),
            MergeField("waived", _("Waived"), "waived"),
            MergeField("paid", _("Paid"), "paid"),
        ),
        examples=FeeExamples(fee_letters.fee_settled_context),
        rank=7,
    ),
    LetterKind(
        "fees/refunded",
        _("The fee given back"),
        _("When the office notes that it has given money back."),
        (*FEE_FIELDS, AMOUNT),
        examples=FeeExamples(
            lambda entry, fee, quote: fee_letters.fee_refunded_context(entry, fee, quote.paid)
        ),
        rank=8,
    ),
    LetterKind(
        "call/extension_given",
        _("A later deadline"),
        _("When the office gives one person a later deadline."),
        (
            MergeField("until", _("Until when, with the time zone"), "until"),
            MergeField("category", _("Category"), "extension.category"),
            MergeField("link", _("Link that opens the call for this person"), "url", link=True),
        ),
        examples=ExtensionExamples(),
        rank=4,
    ),
)
