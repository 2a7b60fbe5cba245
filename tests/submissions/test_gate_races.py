"""The last place, wanted by several at one moment: real transactions in real threads."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from festival.exceptions import FestivalError
from submissions.actions import book_event, note_payment, submit_entry, take_extension, use_code
from submissions.fees import quote_of
from submissions.models import Checkout, Entry, EntryFee, LedgerLine, PaymentEvent
from submissions.payments.provider import Event
from tests.factories import festival as house
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> Counter[str]:
    """How many of the deeds were done, and how many met which refusal."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> str:
        start.wait(timeout=20)
        try:
            deed()
        except FestivalError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return Counter(pool.map(run, deeds))


@pytest.fixture
def edition():
    made = house.edition()
    house.category(made)
    return made


def test_an_extension_is_never_oversold(edition):
    extension = make.extension(edition, uses_allowed=3)
    people = [house.user(f"maker{number}") for number in range(8)]
    done = at_once(*(lambda who=who: take_extension(extension, by=who) for who in people))
    assert done == {"done": 3, "ExtensionRefused": 5}
    extension.refresh_from_db()
    assert (extension.used, extension.uses.count()) == (3, 3)


def test_a_fee_code_is_never_oversold(edition):
    make.with_fee(edition)
    code = make.fee_code(edition, uses_allowed=2, per_maker=None)
    films = [make.draft(edition, house.user(f"maker{number}")) for number in range(6)]
    done = at_once(
        *(
            lambda film=film: use_code(Entry.objects.get(pk=film.pk), "STUDENT", by=film.owner)
            for film in films
        )
    )
    assert done == {"done": 2, "CodeRefused": 4}
    code.refresh_from_db()
    assert (code.used, code.uses.count()) == (2, 2)


def test_one_makers_films_share_a_code_that_is_good_once(edition):
    make.with_fee(edition)
    make.fee_code(edition)
    maker = house.user("filmmaker")
    films = [make.draft(edition, maker) for _film in range(4)]
    done = at_once(
        *(lambda film=film: use_code(Entry.objects.get(pk=film.pk), "STUDENT", by=maker) for film in films)
    )
    assert done == {"done": 1, "CodeRefused": 3}


def test_the_last_place_under_a_cap_is_given_once(edition):
    make.terms(edition, entries_per_maker=2)
    maker = house.user("filmmaker")
    films = [make.draft(edition, maker, settled=True) for _film in range(5)]
    done = at_once(
        *(
            lambda film=film: submit_entry(Entry.objects.get(pk=film.pk), by=maker, regulations_accepted=True)
            for film in films
        )
    )
    assert done == {"done": 2, "NotReady": 3}
    assert Entry.objects.filter(state="submitted").count() == 2


def test_the_same_event_at_once_counts_once(edition):
    make.with_fee(edition)
    entry = make.draft(edition, house.user("filmmaker"))
    account = EntryFee.objects.create(entry=entry, edition=edition, currency="EUR")
    started = Checkout.objects.create(fee=account, provider="checkout", amount=2500, currency="EUR")
    event = Event("evt_1", "payment", str(started.pk), 2500, "EUR")
    assert at_once(*(lambda: book_event("checkout", event) for _time in range(5))) == {"done": 5}
    assert PaymentEvent.objects.count() == 1
    assert LedgerLine.objects.filter(kind="payment").count() == 1
    assert quote_of(entry).due == 0


def test_an_account_is_opened_once_and_charged_once(edition):
    make.with_fee(edition)
    maker = house.user("filmmaker")
    entry = make.draft(edition, maker)
    done = at_once(
        *(
            lambda: note_payment(Entry.objects.get(pk=entry.pk), amount=500, reference="x", by=maker)
            for _time in range(5)
        )
    )
    assert done == {"done": 5}
    assert list(LedgerLine.objects.filter(kind="charge").values_list("amount", flat=True)) == [2500]
    assert quote_of(entry).due == 0
