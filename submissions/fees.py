"""Reading the accounts: what an entry costs now, what of it is settled, and the sums of an edition."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from festival.models import Category, Edition
from submissions import gates
from submissions.enums import EntryState, LedgerKind
from submissions.models import Entry, EntryFee, LedgerLine
from submissions.payments.pricing import Quote, quote


def accounts() -> QuerySet[EntryFee]:
    """With all that a quote reads."""
    return EntryFee.objects.select_related("code_use__code").prefetch_related("lines")


def account_of(entry: Entry) -> EntryFee | None:
    return accounts().filter(entry=entry).first()


def quote_of(entry: Entry, now: datetime | None = None) -> Quote:
    """What the entry costs at this moment, with all that has been booked."""
    return quote_for(entry, account_of(entry), now or timezone.now())


def quote_for(entry: Entry, account: EntryFee | None, now: datetime) -> Quote:
    lines = [row.line for row in account.lines.all()] if account else []
    use = getattr(account, "code_use", None) if account else None
    charged = sum(line.amount for line in lines if line.kind == LedgerKind.CHARGE)
    return quote(price_of(entry, charged, now), use.code.discount if use else None, lines)


def price_of(entry: Entry, charged: int, now: datetime) -> int:
    """That of the window which is open for the entry. What was handed in keeps the price that it was charged."""
    if entry.state != EntryState.DRAFT:
        return charged
    window = gates.schedule_of_entry(entry).window_at(now)
    return charged if window is None else window.fee


@dataclass(frozen=True)
class Sums:
    """One category's money, in minor units."""

    category: Category | None
    entries: int
    charged: int
    waived: int
    paid: int
    due: int
    credit: int


def with_balance(found: QuerySet[EntryFee]) -> QuerySet[EntryFee]:
    """Each account with its sums: charged, waived, paid (less what was given back) and balance."""
    return found.annotate(
        charged=_sum(LedgerKind.CHARGE),
        waived=-_sum(LedgerKind.WAIVER),
        paid=-_sum(LedgerKind.PAYMENT, LedgerKind.REFUND),
        balance=_sum(),
    )


def _sum(*kinds: LedgerKind) -> Any:
    lines = LedgerLine.objects.filter(fee=OuterRef("pk")).order_by()
    lines = lines.filter(kind__in=kinds) if kinds else lines
    total = lines.values("fee").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def sums_of(edition: Edition) -> list[Sums]:
    """What is due, paid and waived by category. Two queries, however many entries there are."""
    balances = with_balance(EntryFee.objects.filter(edition=edition)).order_by()
    owing = Case(When(balance__gt=0, then=F("balance")), default=0)
    owed = Case(When(balance__lt=0, then=-F("balance")), default=0)
    rows = balances.values("entry__category").annotate(
        n=Count("pk"),
        sum_charged=Sum("charged"),
        sum_waived=Sum("waived"),
        sum_paid=Sum("paid"),
        sum_due=Sum(owing),
        sum_credit=Sum(owed),
    )
    found = {row["entry__category"]: row for row in rows}
    return [
        Sums(
            category,
            row["n"],
            row["sum_charged"],
            row["sum_waived"],
            row["sum_paid"],
            row["sum_due"],
            row["sum_credit"],
        )
        for category in edition.categories.all()
        if (row := found.get(category.pk))
    ]


def total(parts: list[Sums]) -> Sums:
    fields = ("entries", "charged", "waived", "paid", "due", "credit")
    return Sums(None, *(sum(getattr(part, name) for part in parts) for name in fields))


SITUATIONS = {
    "due": Q(balance__gt=0),
    "settled": Q(balance=0),
    "credit": Q(balance__lt=0),
}
