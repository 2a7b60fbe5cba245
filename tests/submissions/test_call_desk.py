"""The desk keeps the call, page by page; and what makers, the public and programs see of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from submissions.actions import note_payment, take_extension
from submissions.actions.extending import link_of
from submissions.entrance import category_gates
from submissions.gate_words import moment
from submissions.models import CallTerms, Deadline, EntryFee, Extension, FeeCode, LedgerLine, PaymentEvent
from tests.factories import festival as house
from tests.factories import submissions as make
from tests.url_rows.call import flagged

DAY = timedelta(days=1)
MONEY_PAGE, HUB, BEGIN = 12, 15, 10


def address(edition, name, **kwargs):
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**here, **kwargs})


@pytest.fixture
def desk(client, director):
    client.force_login(director)
    return client


def wall(edition, at):
    return at.astimezone(edition.tz).strftime("%Y-%m-%dT%H:%M")


def test_deadlines_are_set_on_the_festivals_wall(desk, edition, category):
    make.terms(edition, fees_on=True)
    early = timezone.now().replace(second=0, microsecond=0) + DAY
    answer = desk.post(
        address(edition, "call_deadlines"),
        {"use_early": "on", "closes_early": wall(edition, early), "fee_early": "15,50", "use_regular": "on"},
    )
    assert answer.status_code == 302
    rows = list(Deadline.objects.values_list("kind", "closes_at", "fee"))
    assert rows == [("early", early, 1550), ("regular", None, 0)]


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [
        (
            {"early": 5, "regular": 2, "late": None},
            "closes_regular",
            "This must come after the deadline before it",
        ),
        ({"early": -30, "late": None}, "closes_early", "This must come after the deadline before it"),
        (
            {"early": None, "late": None},
            "closes_early",
            "Say when it closes: another deadline comes after it.",
        ),
        ({"early": 3, "late": 5}, "closes_late", "The last deadline is the end of the call, "),
        ({"early": 40, "late": None}, "closes_early", "The call itself closes earlier: "),
    ],
)
def test_deadlines_that_make_no_sense(desk, edition, category, days, field, sentence):
    data = {}
    for kind, day in days.items():
        data[f"use_{kind}"] = "on"
        data[f"closes_{kind}"] = "" if day is None else wall(edition, timezone.now() + day * DAY)
    answer = desk.post(address(edition, "call_deadlines"), data)
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors[field]
    assert error.startswith(sentence)
    assert Deadline.objects.count() == 0


def test_a_deadline_that_is_filled_in_but_not_ticked_is_not_dropped_in_silence(desk, edition, category):
    make.terms(edition, fees_on=True)
    answer = desk.post(
        address(edition, "call_deadlines"), {"use_regular": "on", "fee_regular": "25", "fee_late": "40"}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["use_late"])


def test_fees_without_an_amount_are_told_on_the_hub(desk, edition, category):
    make.terms(edition, fees_on=True)
    page = desk.get(address(edition, "call"))
    says = {card["url"]: card["says"] for card in page.context["cards"]}
    free = "On, but no deadline has an amount yet: entering is free of charge."
    assert says[address(edition, "call_fees")] == free
    make.deadline(edition, "regular", fee=2500)
    page = desk.get(address(edition, "call"))
    assert {card["url"]: card["says"] for card in page.context["cards"]}[address(edition, "call_fees")] == (
        "On, in EUR"
    )


def test_a_maker_reads_when_the_present_deadline_ends_not_when_the_call_does(edition, category, filmmaker):
    early = timezone.now() + DAY
    make.deadline(edition, "early", closes_at=early, fee=1500)
    make.deadline(edition, "regular", fee=2500)
    gate = category_gates(edition, filmmaker)[category.pk]
    assert (gate.window, gate.when) == ("Early deadline", moment(edition, early))


def test_a_category_closes_earlier_and_a_programmer_does_not_touch_the_fees(
    client, programmer, edition, category
):
    make.with_fee(edition)
    client.force_login(programmer)
    ends = timezone.now().replace(second=0, microsecond=0) + DAY
    page = client.get(address(edition, "call_category_deadlines", category=category.pk))
    assert [name for name in page.context["form"].fields if name.startswith("fee")] == []
    data = {"use_regular": "on", "closes_regular": wall(edition, ends), "fee_regular": "0"}
    client.post(address(edition, "call_category_deadlines", category=category.pk), data)
    assert list(Deadline.objects.filter(category=category).values_list("closes_at", "fee")) == [(ends, 2500)]
    client.post(address(edition, "call_drop_deadlines", category=category.pk))
    assert Deadline.objects.filter(category=category).count() == 0


def test_grace_caps_and_fees_are_saved(desk, edition, category):
    data = {"grace_minutes": "30", "deadline_counts": "started", "entries_per_maker": "3"}
    assert desk.post(address(edition, "call_terms"), {**data, f"cap_{category.pk}": "2"}).status_code == 302
    fees = {"fees_on": "on", "currency": "JPY", "provider": "manual", "payment_details_en": "Bank"}
    assert desk.post(address(edition, "call_fees"), fees).status_code == 302
    terms = CallTerms.objects.get(edition=edition)
    assert (terms.grace_minutes, terms.deadline_counts, terms.entries_per_maker) == (30, "started", 3)
    assert (terms.fees_on, terms.currency, dict(terms.payment_details)) == (True, "JPY", {"en": "Bank"})
    assert category.call_terms.entries_per_maker == 2


def test_an_extension_from_the_desk_to_the_draft(desk, client, edition, category, filmmaker):
    until = timezone.now() + 30 * DAY
    data = {"until": wall(edition, until), "reason": "Flood", "uses_allowed": "1", "code": "late-26"}
    answer = desk.post(address(edition, "call_extension_new"), data)
    given = Extension.objects.get()
    assert answer["Location"] == address(edition, "call_extension", pk=given.pk)
    assert link_of(given) in desk.get(answer["Location"]).content.decode()
    edition.call_closes_at = timezone.now() - DAY
    edition.save()
    client.force_login(filmmaker)
    assert client.get(reverse("entries:begin")).context["choices"] == []
    answer = client.post(reverse("entries:late_code"), {"code": "late-26"})
    page = client.get(answer["Location"])
    (choice,) = page.context["choices"]
    assert [(gate.is_open, gate.extended) for gate in choice["gates"].values()] == [(True, True)]
    data = {"category": category.pk, "token": "6f0c1b8e-0d5f-4a38-8a5e-0a5b3a1f5e11"}
    assert client.post(reverse("entries:begin"), data).status_code == 302


def test_who_tries_many_codes_has_to_wait(client, filmmaker, edition):
    make.extension(edition, code="RIGHT-ONE")
    client.force_login(filmmaker)
    answers = [
        client.post(reverse("entries:late_code"), {"code": f"WRONG-{n}"}).status_code for n in range(20)
    ]
    assert answers == [422] * 20
    assert client.post(reverse("entries:late_code"), {"code": "RIGHT-ONE"}).status_code == 429


def test_a_fee_code_from_the_desk(desk, edition):
    make.with_fee(edition)
    both = {"code": "half", "percent": "50", "amount": "5", "reason": "Students"}
    answer = desk.post(address(edition, "call_code_new"), both)
    assert answer.context["form"].errors["percent"] == ["Say either a share or an amount."]
    desk.post(address(edition, "call_code_new"), {**both, "amount": ""})
    code = FeeCode.objects.get()
    assert (code.code, code.percent, code.amount) == ("HALF", 50, None)
    desk.post(address(edition, "call_code_revoke", pk=code.pk))
    code.refresh_from_db()
    assert code.situation_at(timezone.now()) == "revoked"


def test_money_is_booked_at_the_desk(desk, edition, filmmaker, director):
    make.with_fee(edition)
    entry = make.draft(edition, filmmaker, title="A secret title")
    note_payment(entry, amount=500, reference="first", by=director)
    account = EntryFee.objects.get()
    for deed, amount, status in (("payment", "10,00", 302), ("waiver", "10", 302), ("refund", "x", 422)):
        url = address(edition, "call_book", reference=account.reference, deed=deed)
        data = {f"{deed}-amount": amount, f"{deed}-note": "why"}
        assert desk.post(url, data).status_code == status
    assert [line.amount for line in LedgerLine.objects.all()] == [2500, -500, -1000, -1000]
    page = desk.get(address(edition, "call_account", reference=account.reference)).content.decode()
    assert "A secret title" not in page  # a draft is its maker's own
    assert (
        desk.post(address(edition, "call_book", reference=account.reference, deed="gift")).status_code == 404
    )


def test_the_list_of_accounts_is_filtered(desk, edition, category, filmmaker, director):
    make.with_fee(edition)
    for amount in (2500, 500, 3000):
        note_payment(make.draft(edition, filmmaker), amount=amount, reference="x", by=director)
    make.with_fee(house.edition(edition.festival, slug="2019"))
    found = {
        state: [
            row.balance for row in desk.get(address(edition, "call_money"), {"state": state}).context["page"]
        ]
        for state in ("due", "settled", "credit")
    }
    assert found == {"due": [2000], "settled": [0], "credit": [-500]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_money_page_costs_the_same_for_many(
    desk, edition, category, filmmaker, director, django_assert_num_queries, count
):
    make.with_fee(edition)
    for _film in range(count):
        note_payment(make.draft(edition, filmmaker), amount=500, reference="x", by=director)
    desk.get(address(edition, "call_money"))
    with django_assert_num_queries(MONEY_PAGE):
        desk.get(address(edition, "call_money"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_hub_costs_the_same_for_many_categories(desk, edition, django_assert_num_queries, count):
    for number in range(count):
        make.deadline(edition, category=house.category(edition, f"class-{number}"))
    with django_assert_num_queries(HUB):
        desk.get(address(edition, "call"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_begin_page_costs_the_same_for_many_categories(
    client, filmmaker, edition, django_assert_num_queries, count
):
    for number in range(count):
        make.deadline(edition, category=house.category(edition, f"class-{number}"))
    client.force_login(filmmaker)
    with django_assert_num_queries(BEGIN):
        client.get(reverse("entries:begin"))


def test_a_flagged_message_is_looked_at_once(desk, edition, category, filmmaker, director):
    kwargs = flagged(SimpleNamespace(edition=edition, filmmaker=filmmaker, director=director))
    assert "evt_1" in desk.get(address(edition, "call_money")).content.decode()
    desk.post(address(edition, "call_settle", pk=kwargs["pk"]), {"note": "Asked the provider"})
    assert PaymentEvent.objects.get().settled_note == "Asked the provider"
    assert "evt_1" not in desk.get(address(edition, "call_money")).content.decode()


@pytest.mark.parametrize("sent", [{}, {"code": "STUDENT"}])
def test_where_nothing_is_to_pay_no_code_is_taken(client, edition, filmmaker, sent):
    entry = make.draft(edition, filmmaker)
    client.force_login(filmmaker)
    assert client.post(reverse("entries:fee_code", kwargs={"pk": entry.pk}), sent).status_code == 404


def test_the_last_step_says_what_is_due_and_takes_a_code(client, edition, category, filmmaker):
    make.with_fee(edition)
    make.fee_code(edition)
    entry = make.draft(edition, filmmaker, settled=True)
    client.force_login(filmmaker)
    review = reverse("entries:step", kwargs={"pk": entry.pk, "name": "review"})
    gate = client.get(review).context["gate"]
    assert gate.hurdles == ["The entry fee of €25.00 is due. Pay it, or enter a code, before you submit."]
    code = {"code": "student", "from": "review"}
    answer = client.post(reverse("entries:fee_code", kwargs={"pk": entry.pk}), code)
    assert answer["Location"] == review
    assert client.get(review).context["gate"].fee.quote.due == 1250


def test_the_public_page_and_the_api_tell_the_windows(client, edition, category):
    now = timezone.now()
    make.deadline(edition, "early", closes_at=now + DAY, fee=1000)
    make.deadline(edition, "regular", fee=2500)
    make.terms(edition, fees_on=True, grace_minutes=15, entries_per_maker=2)
    make.extension(edition, code="HIDDEN-CODE", reason="A private reason")
    make.fee_code(edition, "HIDDEN-FEE")
    here = (edition.festival.slug, edition.slug)
    page = client.get(reverse("public:call", args=here)).content.decode()
    told = client.get(reverse("api:call", args=here))
    assert [
        word in page for word in ("Early deadline", "€10.00", "€25.00", "One maker may enter 2 films.")
    ] == [True] * 4
    for text in (page, told.content.decode()):
        assert [word in text for word in ("HIDDEN-CODE", "HIDDEN-FEE", "A private reason")] == [False] * 3
    call = told.json()
    assert (call["currency"], call["grace_minutes"], call["entries_per_maker"]) == ("EUR", 15, 2)
    (shorts,) = call["categories"]
    assert [(window["kind"], window["fee"]) for window in shorts["windows"]] == [
        ("early", 1000),
        ("regular", 2500),
    ]
    assert shorts["door"] == "open"


def test_an_extension_that_is_held_leads_on(client, edition, category, filmmaker):
    extension = make.extension(edition)
    take_extension(extension, by=filmmaker)
    client.force_login(filmmaker)
    page = client.get(link_of(extension))
    assert page.context["situation"] == "held"


def test_transfers_need_an_account_to_pay_to(desk, edition, category):
    fees = {"fees_on": "on", "currency": "EUR", "provider": "manual"}
    answer = desk.post(address(edition, "call_fees"), fees)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["payment_details"])
    assert CallTerms.objects.filter(edition=edition, fees_on=True).count() == 0
