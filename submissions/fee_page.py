"""One entry's fee laid out for reading: for its maker and, with the same lines, for the desk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from submissions import gate_words, gates
from submissions.enums import LedgerKind
from submissions.fees import account_of, quote_for
from submissions.models import Entry, EntryFee
from submissions.payments.pricing import Quote


@dataclass(frozen=True)
class FeePanel:
    """`lines` only when something has been booked; until then the quote alone speaks."""

    quote: Quote
    currency: str
    account: EntryFee | None
    window: str
    then: str
    provider: str
    details: Any
    pay_later: bool
    code: str = ""
    may_use_code: bool = False
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def by_transfer(self) -> bool:
        return self.provider == "manual"


def fee_panel(entry: Entry, now: datetime | None = None) -> FeePanel | None:
    """None where there is nothing to pay and nothing was ever booked."""
    at = now or timezone.now()
    terms, account = gates.terms_of(entry.edition), account_of(entry)
    if account is None and not terms.fees_on:
        return None
    quote = quote_for(entry, account, at)
    if account is None and quote.price == 0:
        return None
    schedule = gates.schedule_of_entry(entry)
    window, following = schedule.window_at(at), schedule.next_window(at)
    is_priced = entry.submitted_at is None and window is not None
    use = getattr(account, "code_use", None) if account else None
    return FeePanel(
        quote=quote,
        currency=account.currency if account else terms.currency,
        account=account,
        window=gate_words.window_label(window.kind) if window and is_priced else "",
        then=gate_words.later_price(entry.edition, window, following) if is_priced else "",
        provider=terms.provider,
        details=terms.payment_details,
        pay_later=terms.pay_later,
        code=use.code.code if use else "",
        may_use_code=use is None and quote.paid == 0 and quote.due > 0,
        lines=_lines(account) if account else [],
    )


def _lines(account: EntryFee) -> list[dict[str, Any]]:
    words = dict(LedgerKind.choices)
    return [
        {
            "at": line.at,
            "label": words[line.kind],
            "window": line.get_window_display(),
            "amount": line.amount,
            "line": line,
        }
        for line in account.lines.all()
    ]
