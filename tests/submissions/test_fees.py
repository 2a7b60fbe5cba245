"""The money of an entry: an append-only ledger, a price by window, codes, waivers, and what a provider tells."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict, NotReady
from festival.models import AuditRecord, Letter
from submissions.actions import (
    begin_payment,
    book_event,
    drop_code,
    keep_terms,
    note_payment,
    refund_fee,
    settle_event,
    submit_entry,
    use_code,
    waive_fee,
)
from submissions.exceptions import CodeRefused, NothingDue
from submissions.fee_page import fee_panel
from submissions.fees import account_of, quote_of, sums_of, total
from submissions.models import Checkout, EntryFee, FeeCode, LedgerLine, PaymentEvent
from submissions.payments.checkout import HEADER, CheckoutProvider
from submissions.payments.provider import Event
from tests.factories import festival as house
from tests.factories import submissions as make

DAY = timedelta(days=1)
SECRET = "a secret that the checkout page shares"


@pytest.fixture
def entry(edition, category, filmmaker):
    """A complete draft; entering costs 25 euros."""
    make.with_fee(edition)
    return make.draft(edition, filmmaker, settled=True, title="Him")


@pytest.fixture
def checkout_page(edition, settings):
    """The edition is paid on somebody's checkout page."""
    settings.PAYMENT_CHECKOUT_URL, settings.PAYMENT_WEBHOOK_SECRET = "https://pay.example/", SECRET
    make.terms(edition, provider="checkout")
    return CheckoutProvider("https://pay.example/", SECRET)


def ledger(entry):
    return list(LedgerLine.objects.filter(fee__entry=entry).values_list("kind", "amount"))


def kinds():
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def test_a_film_is_taken_once_nothing_is_due(entry, filmmaker, director):
    with pytest.raises(NotReady) as refusal:
        submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert refusal.value.problems == [
        "The entry fee of €25.00 is due. Pay it, or enter a code, before you submit."
    ]
    assert ledger(entry) == []
    note_payment(entry, amount=2500, reference="Statement 12", by=director)
    submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert ledger(entry) == [("charge", 2500), ("payment", -2500)]
    assert kinds() == ["fees/settled", "submissions/entry_received"]
    receipt = Letter.objects.get(kind="fees/settled")
    assert receipt.subject == "Receipt: the entry fee for Him is settled"
    assert "Paid: €25.00" in receipt.text
    assert "Statement 12" not in receipt.text


def test_pay_later(entry, edition, filmmaker):
    make.terms(edition, pay_later=True)
    submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert ledger(entry) == [("charge", 2500)]
    assert quote_of(entry).due == 2500


def test_a_free_call_keeps_no_accounts(edition, category, filmmaker):
    make.deadline(edition, fee=2500)  # written down, but fees are off
    entry = make.draft(edition, filmmaker, settled=True)
    submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert EntryFee.objects.count() == 0


def test_an_unpaid_draft_costs_more_in_the_next_window(edition, category, filmmaker, director):
    early = make.deadline(edition, "early", closes_at=timezone.now() + DAY, fee=1000)
    make.deadline(edition, "regular", fee=2000)
    make.terms(edition, fees_on=True)
    entry, paid = (make.draft(edition, filmmaker, settled=True) for _film in range(2))
    begin_payment(entry, by=filmmaker)
    note_payment(paid, amount=1000, reference="early", by=director)
    early.closes_at = timezone.now() - DAY
    early.save()
    entry, paid = (type(entry).objects.get(pk=one.pk) for one in (entry, paid))
    assert (quote_of(entry).due, quote_of(paid).due) == (2000, 0)
    begin_payment(entry, by=filmmaker)
    assert ledger(entry) == [("charge", 1000), ("charge", 1000)]


@pytest.mark.parametrize(("later", "told"), [(2000, True), (1000, False)])
def test_the_next_price_is_told_where_it_is_another(edition, category, filmmaker, later, told):
    make.deadline(edition, "early", closes_at=timezone.now() + DAY, fee=1000)
    make.deadline(edition, "regular", fee=later)
    make.terms(edition, fees_on=True)
    assert fee_panel(make.draft(edition, filmmaker)).then.startswith("€20.00 from ") is told


def test_what_was_handed_in_keeps_its_price(entry, edition, filmmaker):
    make.terms(edition, pay_later=True)
    submit_entry(entry, by=filmmaker, regulations_accepted=True)
    edition.deadlines.update(fee=9900)
    assert quote_of(type(entry).objects.get(pk=entry.pk)).due == 2500


def test_a_transfer_is_explained_by_letter(entry, edition, filmmaker):
    make.terms(edition, payment_details={"en": "Bank of Lumen, IT00 0000"})
    account, address = begin_payment(entry, by=filmmaker)
    letter = Letter.objects.get()
    assert (address, letter.kind) == ("", "fees/due")
    assert account.reference in letter.text
    assert "Bank of Lumen, IT00 0000" in letter.text
    note_payment(entry, amount=2500, reference="x", by=filmmaker)
    with pytest.raises(NothingDue):
        begin_payment(entry, by=filmmaker)


def test_the_office_waives_with_a_reason(entry, director, filmmaker):
    with pytest.raises(Conflict) as refusal:
        waive_fee(entry, amount=2600, reason="too much", by=director)
    assert str(refusal.value) == "Only €25.00 are due."
    waive_fee(entry, amount=2500, reason="Guest of honour", by=director)
    assert ledger(entry) == [("charge", 2500), ("waiver", -2500)]
    record = AuditRecord.objects.get(action="entry.fee_waiver")
    assert (record.note, record.actor) == ("Guest of honour", director)
    submit_entry(entry, by=filmmaker, regulations_accepted=True)


def test_never_more_is_given_back_than_was_paid(entry, director):
    note_payment(entry, amount=2500, reference="x", by=director)
    with pytest.raises(Conflict) as refusal:
        refund_fee(entry, amount=2501, reference="y", by=director)
    assert str(refusal.value) == "Only €25.00 have been paid for this entry."
    assert refund_fee(entry, amount=500, reference="y", by=director).paid == 2000
    assert kinds()[-1] == "fees/refunded"
    with pytest.raises(Conflict):
        note_payment(entry, amount=-5, reference="x", by=director)


def test_the_ledger_is_never_changed(entry, director):
    note_payment(entry, amount=2500, reference="x", by=director)
    lines = LedgerLine.objects.filter(fee__entry=entry)
    for deed in (lambda: lines.update(amount=-1), lambda: lines.update(note="other"), lines.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            deed()
    lines.update(by=None)  # an account is closed: only the link goes


@pytest.mark.parametrize(("kind", "amount"), [("payment", 5), ("refund", -5), ("charge", 0), ("waiver", 0)])
def test_a_line_has_the_sign_of_its_kind(entry, director, kind, amount):
    note_payment(entry, amount=1, reference="x", by=director)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerLine.objects.create(fee=account_of(entry), kind=kind, amount=amount)


def test_a_code_takes_its_share(entry, edition, filmmaker):
    code = make.fee_code(edition, uses_allowed=1)
    assert use_code(entry, " student ", by=filmmaker).due == 1250
    assert use_code(entry, "STUDENT", by=filmmaker).due == 1250  # twice is once
    code.refresh_from_db()
    assert code.used == 1
    assert ledger(entry) == [("charge", 2500), ("waiver", -1250)]


def test_one_code_at_a_time_and_the_other_is_free_again(entry, edition, filmmaker):
    student, guest = make.fee_code(edition), make.fee_code(edition, "GUEST", percent=100)
    use_code(entry, "STUDENT", by=filmmaker)
    assert use_code(entry, "GUEST", by=filmmaker).due == 0
    assert drop_code(entry, by=filmmaker).due == 2500
    student.refresh_from_db()
    guest.refresh_from_db()
    assert (student.used, guest.used) == (0, 0)
    assert sum(amount for _kind, amount in ledger(entry)) == 2500


def test_a_code_stays_with_what_was_paid(entry, edition, filmmaker, director):
    make.fee_code(edition)
    use_code(entry, "STUDENT", by=filmmaker)
    note_payment(entry, amount=1250, reference="x", by=director)
    with pytest.raises(Conflict):
        drop_code(entry, by=filmmaker)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"revoked_at": timezone.now()}, "This code is no longer valid."),
        ({"valid_until": timezone.now() - DAY}, "This code has expired."),
        ({"valid_from": timezone.now() + DAY}, "This code is not valid yet."),
        ({"uses_allowed": 2, "used": 2}, "This code has been used up."),
        ({"for_email": "somebody@example.org"}, "This code is for another person."),
        ({"category": "other"}, "This code is for another category."),
        ({"code": "OTHER"}, "We do not know this code. Look at it again."),
    ],
)
def test_why_a_code_does_not_help(entry, edition, filmmaker, fields, sentence):
    if "category" in fields:
        fields = {"category": house.category(edition, "other")}
    make.fee_code(edition, **{"code": "STUDENT", **fields})
    make.fee_code(house.edition(edition.festival, slug="2019"), "STUDENT", percent=100)
    with pytest.raises(CodeRefused) as refusal:
        use_code(entry, "student", by=filmmaker)
    assert str(refusal.value) == sentence
    assert quote_of(entry).due == 2500


def test_a_code_once_per_maker(entry, edition, filmmaker, rival):
    make.fee_code(edition)
    use_code(entry, "STUDENT", by=filmmaker)
    second, theirs = make.draft(edition, filmmaker), make.draft(edition, rival)
    with pytest.raises(CodeRefused) as refusal:
        use_code(second, "STUDENT", by=filmmaker)
    assert str(refusal.value) == "You have used this code already, as often as one maker may."
    assert use_code(theirs, "STUDENT", by=rival).due == 1250


@pytest.mark.parametrize("fields", [{"percent": 50, "amount": 5}, {"percent": None}, {"percent": 101}])
def test_a_code_takes_a_share_or_an_amount(edition, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeCode.objects.create(edition=edition, code="X", reason="x", **fields)


def post_event(client, page, provider="checkout", at=None, **told):
    body = json.dumps(
        {"id": "evt_1", "type": "payment", "amount": 2500, "currency": "EUR", **told}, default=str
    ).encode()
    headers = {HEADER: page.header(body, at or timezone.now())}
    url = reverse("entries:payment_webhook", kwargs={"provider": provider})
    return client.post(url, body, content_type="application/json", headers=headers)


def test_a_payment_told_by_the_provider(client, entry, filmmaker, checkout_page):
    _account, address = begin_payment(entry, by=filmmaker)
    started = Checkout.objects.get()
    assert address.startswith("https://pay.example/?amount=2500&currency=EUR&")
    assert str(started.pk) in address
    for _time in range(2):
        answer = post_event(client, checkout_page, key=started.pk)
        assert (answer.status_code, answer.json()) == (200, {"outcome": "booked"})
    assert ledger(entry) == [("charge", 2500), ("payment", -2500)]
    assert kinds() == ["fees/settled"]
    assert PaymentEvent.objects.count() == 1


def test_a_refund_told_by_the_provider(client, entry, filmmaker, checkout_page):
    begin_payment(entry, by=filmmaker)
    key = Checkout.objects.get().pk
    post_event(client, checkout_page, key=key)
    answers = [
        post_event(client, checkout_page, key=key, id="evt_2", type="refund", amount=amount).json()["outcome"]
        for amount in (1000, 1000)
    ]
    assert answers == ["booked", "booked"]  # the same event twice
    assert (
        post_event(client, checkout_page, key=key, id="evt_3", type="refund", amount=1501).json()["outcome"]
        == "mismatch"
    )
    assert quote_of(entry).paid == 1500


@pytest.mark.parametrize("change", [{"amount": 2499}, {"amount": 1}, {"currency": "USD"}])
def test_what_does_not_fit_is_flagged_and_not_booked(
    client, entry, filmmaker, director, checkout_page, change
):
    begin_payment(entry, by=filmmaker)
    answer = post_event(client, checkout_page, key=Checkout.objects.get().pk, **change)
    assert answer.json() == {"outcome": "mismatch"}
    assert ledger(entry) == [("charge", 2500)]
    event = PaymentEvent.objects.get()
    settle_event(event, by=director, note="Wrote to the maker")
    with pytest.raises(Conflict):
        settle_event(event, by=director, note="again")


@pytest.mark.parametrize("key", ["nobody", "6f0c1b8e-0d5f-4a38-8a5e-0a5b3a1f5e11"])
def test_what_belongs_to_no_checkout_is_kept(client, entry, checkout_page, key):
    assert post_event(client, checkout_page, key=key).json() == {"outcome": "unknown"}
    assert EntryFee.objects.count() == 0


def test_who_does_not_know_the_secret_is_not_heard(client, entry, filmmaker, checkout_page):
    begin_payment(entry, by=filmmaker)
    forger = CheckoutProvider("https://pay.example/", "guessed")
    key = Checkout.objects.get().pk
    assert post_event(client, forger, key=key).status_code == 400
    assert post_event(client, checkout_page, key=key, at=timezone.now() - DAY).status_code == 400
    assert post_event(client, checkout_page, provider="manual", key=key).status_code == 400
    assert post_event(client, checkout_page, provider="stranger", key=key).status_code == 404
    assert PaymentEvent.objects.count() == 0


def test_no_provider_without_its_secret(client, entry, checkout_page, settings):
    settings.PAYMENT_WEBHOOK_SECRET = ""
    assert post_event(client, checkout_page, key="k").status_code == 404


def test_who_was_asked_for_the_early_price_has_paid_with_it(
    client, edition, category, filmmaker, checkout_page
):
    early = make.deadline(edition, "early", closes_at=timezone.now() + DAY, fee=1000)
    make.deadline(edition, "regular", fee=2000)
    make.terms(edition, fees_on=True)
    entry = make.draft(edition, filmmaker)
    begin_payment(entry, by=filmmaker)
    first = Checkout.objects.get()
    early.closes_at = timezone.now() - DAY
    early.save()
    entry = type(entry).objects.get(pk=entry.pk)
    begin_payment(entry, by=filmmaker)
    assert post_event(client, checkout_page, key=first.pk, amount=1000).json() == {"outcome": "booked"}
    assert quote_of(entry).due == 0
    assert ledger(entry) == [("charge", 1000), ("charge", 1000), ("charge", -1000), ("payment", -1000)]


def test_the_same_number_of_another_provider_is_another_event(entry):
    event = Event("evt_1", "payment", "k", 1, "EUR")
    assert book_event("one", event) != book_event("two", event)


def test_the_currency_stays_once_money_moved(entry, edition, director):
    keep_terms(edition, {"currency": "CHF"}, by=director)
    keep_terms(edition, {"currency": "EUR"}, by=director)
    note_payment(type(entry).objects.get(pk=entry.pk), amount=5, reference="x", by=director)
    with pytest.raises(Conflict):
        keep_terms(edition, {"currency": "CHF"}, by=director)


@pytest.mark.parametrize("count", [1, 3])
def test_the_sums_of_an_edition(entry, edition, filmmaker, rival, director, django_assert_num_queries, count):
    other = house.category(edition, "vertical")
    for _film in range(count):
        note_payment(make.draft(edition, filmmaker), amount=2000, reference="x", by=director)
        waive_fee(make.draft(edition, rival, category=other), amount=1500, reason="x", by=director)
    note_payment(make.draft(edition, rival, category=other), amount=3000, reference="x", by=director)
    with django_assert_num_queries(2):
        shorts, vertical = sums_of(edition)
    assert (shorts.charged, shorts.paid, shorts.waived, shorts.due, shorts.credit) == (
        2500 * count,
        2000 * count,
        0,
        500 * count,
        0,
    )
    assert (vertical.entries, vertical.paid, vertical.waived, vertical.due, vertical.credit) == (
        count + 1,
        3000,
        1500 * count,
        1000 * count,
        500,
    )
    assert total([shorts, vertical]).due == 1500 * count
