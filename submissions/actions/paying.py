"""Money: what is charged, waived, paid and given back. Each deed is one or two lines of a ledger that is never changed."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from submissions import fee_letters, gates
from submissions.enums import EntryState, LedgerKind
from submissions.exceptions import CodeRefused, NothingDue
from submissions.fees import account_of, accounts, quote_for
from submissions.models import Checkout, Entry, EntryFee, FeeCode, FeeCodeUse, LedgerLine
from submissions.money import money
from submissions.payments.pricing import Quote
from submissions.payments.provider import Charge
from submissions.payments.registry import providers


def open_account(entry: Entry) -> EntryFee:
    """The entry's account, locked until the transaction ends, with its lines read."""
    EntryFee.objects.get_or_create(
        entry=entry,
        defaults={"edition": entry.edition, "currency": gates.terms_of(entry.edition).currency},
    )
    EntryFee.objects.select_for_update().get(entry=entry)
    return accounts().get(entry=entry)


def bring_up_to_date(entry: Entry) -> tuple[EntryFee, Quote]:
    """Charge what the entry costs now: an unpaid draft that was cheap in the early window is so no longer."""
    account, now = open_account(entry), timezone.now()
    quote = quote_for(entry, account, now)
    window = gates.schedule_of_entry(entry).window_at(now)
    if quote.charge:
        kind = window.kind if window else ""
        LedgerLine.objects.create(fee=account, kind=LedgerKind.CHARGE, amount=quote.charge, window=kind)
    if quote.by_code:
        _book_code(account, quote.by_code)
    if quote.charge or quote.by_code:
        account = accounts().get(entry=entry)
    return account, quote_for(entry, account, now)


def _book_code(account: EntryFee, amount: int) -> None:
    use = FeeCodeUse.objects.filter(fee=account).select_related("code").first()
    known = account.lines.filter(code__isnull=False).order_by("-pk").first()
    code = use.code if use else known.code if known else None
    LedgerLine.objects.create(fee=account, kind=LedgerKind.WAIVER, amount=amount, code=code)


def charge_on_submission(entry: Entry) -> None:
    """Inside the transaction of the submission, while the entry is a draft: book what this window costs."""
    terms = gates.terms_of(entry.edition)
    if not terms.fees_on:
        return
    if gates.schedule_of_entry(entry).fee_at(timezone.now()) or EntryFee.objects.filter(entry=entry).exists():
        bring_up_to_date(entry)


@transaction.atomic
def use_code(entry: Entry, word: str, *, by: Any) -> Quote:
    """Lower the fee by a code, in place of the one used before. Raises CodeRefused, in words."""
    account, quote = bring_up_to_date(entry)
    if quote.paid or quote.price == 0:
        raise NothingDue
    code = FeeCode.objects.filter(edition=entry.edition_id, code=word.strip().upper()).first()
    if code is None:
        raise CodeRefused(_("We do not know this code. Look at it again."))
    if getattr(account, "code_use", None) is not None:
        if account.code_use.code_id == code.pk:
            return quote
        _give_back(account)
    _refuse_code(code, entry)
    _take_place(code)
    FeeCodeUse.objects.create(code=code, fee=account)
    audit.record("entry.fee_code_used", entry, by=by, code=code.code)
    return bring_up_to_date(entry)[1]


@transaction.atomic
def drop_code(entry: Entry, *, by: Any) -> Quote:
    """Give the code back, so that another film may use it. Not once money has come in."""
    account, quote = bring_up_to_date(entry)
    if quote.paid or entry.state != EntryState.DRAFT:
        raise Conflict(_("The fee is settled; the code stays with this entry."))
    if getattr(account, "code_use", None) is not None:
        _give_back(account)
        audit.record("entry.fee_code_dropped", entry, by=by)
    return bring_up_to_date(entry)[1]


def _give_back(account: EntryFee) -> None:
    use = FeeCodeUse.objects.select_for_update().get(fee=account)
    FeeCode.objects.filter(pk=use.code_id).update(used=F("used") - 1)
    use.delete()


def _take_place(code: FeeCode) -> None:
    """One conditional update: of two who want the last place one gets it, and the constraint stands behind."""
    free = Q(uses_allowed=None) | Q(used__lt=F("uses_allowed"))
    if not FeeCode.objects.filter(free, pk=code.pk).update(used=F("used") + 1):
        raise CodeRefused(_("This code has been used up."))


def _refuse_code(code: FeeCode, entry: Entry) -> None:
    # The lock makes two films of one maker wait for each other, so that `per_maker` holds.
    code = FeeCode.objects.select_for_update().get(pk=code.pk)
    situation = code.situation_at(timezone.now())
    if situation == "revoked":
        raise CodeRefused(_("This code is no longer valid."))
    if situation == "over":
        raise CodeRefused(_("This code has expired."))
    if situation == "waiting":
        raise CodeRefused(_("This code is not valid yet."))
    if code.category_id is not None and code.category_id != entry.category_id:
        raise CodeRefused(_("This code is for another category."))
    if code.for_email and code.for_email.lower() != entry.owner.email.lower():
        raise CodeRefused(_("This code is for another person."))
    if situation == "spent":
        raise CodeRefused(_("This code has been used up."))
    if code.per_maker is not None:
        mine = FeeCodeUse.objects.filter(code=code, fee__entry__owner=entry.owner_id).count()
        if mine >= code.per_maker:
            raise CodeRefused(_("You have used this code already, as often as one maker may."))


@transaction.atomic
def begin_payment(entry: Entry, *, by: Any) -> tuple[EntryFee, str]:
    """The account, and the address where its balance is paid; empty for a transfer. Raises NothingDue."""
    terms = gates.terms_of(entry.edition)
    account, quote = bring_up_to_date(entry)
    if quote.due <= 0:
        raise NothingDue
    provider = providers().get(terms.provider) or providers()["manual"]
    checkout = Checkout(fee=account, provider=provider.name, amount=quote.due, currency=account.currency)
    address = provider.start(
        Charge(
            key=str(checkout.pk),
            reference=account.reference,
            amount=quote.due,
            currency=account.currency,
            description=f"{entry.edition.festival} {entry.edition}",
            return_url=settings.PORTAL_URL + reverse("entries:fee", kwargs={"pk": entry.pk}),
        )
    )
    if address:
        checkout.save()
    else:
        fee_letters.post_fee_due(entry, account, quote)
    audit.record("entry.payment_begun", entry, by=by, amount=quote.due, provider=provider.name)
    return account, address


@transaction.atomic
def note_payment(entry: Entry, *, amount: int, reference: str, by: Any) -> Quote:
    """Money has arrived at the festival's account; `reference` is where the office finds it again."""
    account, _quote = bring_up_to_date(entry)
    return _book(entry, account, LedgerKind.PAYMENT, -_positive(amount), by=by, note=reference)


@transaction.atomic
def waive_fee(entry: Entry, *, amount: int, reason: str, by: Any) -> Quote:
    """Let this entry off all or a part of what is due. Raises NothingDue."""
    account, quote = bring_up_to_date(entry)
    if quote.due <= 0:
        raise NothingDue
    if _positive(amount) > quote.due:
        raise Conflict(_("Only %(due)s are due.") % {"due": money(quote.due, account.currency)})
    return _book(entry, account, LedgerKind.WAIVER, -amount, by=by, note=reason)


@transaction.atomic
def refund_fee(entry: Entry, *, amount: int, reference: str, by: Any) -> Quote:
    """Note what the festival has given back. Never more than was paid."""
    account = open_account(entry)
    quote = quote_for(entry, account, timezone.now())
    if _positive(amount) > quote.paid:
        raise Conflict(
            _("Only %(paid)s have been paid for this entry.") % {"paid": money(quote.paid, account.currency)}
        )
    return _book(entry, account, LedgerKind.REFUND, amount, by=by, note=reference)


def _positive(amount: int) -> int:
    if amount <= 0:
        raise Conflict(_("Write an amount above nothing."))
    return amount


def _book(
    entry: Entry, account: EntryFee, kind: LedgerKind, amount: int, *, by: Any, note: str, provider: str = ""
) -> Quote:
    """One line, its trace, and the receipt when the fee is settled by it."""
    LedgerLine.objects.create(fee=account, kind=kind, amount=amount, note=note, by=by, provider=provider)
    audit.record(f"entry.fee_{kind}", entry, by=by, note=note, amount=amount, currency=account.currency)
    after = quote_for(entry, account_of(entry), timezone.now())
    if kind == LedgerKind.REFUND:
        fee_letters.post_fee_refunded(entry, account, amount)
    elif after.is_settled:
        fee_letters.post_fee_settled(entry, account, after)
    return after
