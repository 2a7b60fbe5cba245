"""What is due, and the signed messages of a provider: pure, on paper."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from submissions.payments.checkout import HEADER, CheckoutProvider
from submissions.payments.manual import ManualProvider
from submissions.payments.pricing import Discount, Line, quote
from submissions.payments.provider import Charge, Event, EventRefused

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
PROVIDER = CheckoutProvider("https://pay.example/checkout?shop=lumen", "a shared secret")
TOLD = {"id": "evt_1", "type": "payment", "key": "k", "amount": 2500, "currency": "EUR"}


@pytest.mark.parametrize(
    ("price", "discount", "lines", "expected"),
    [
        (2500, None, [], (2500, 0, 0, 2500)),
        (0, None, [], (0, 0, 0, 0)),
        (2500, Discount(percent=50), [], (2500, 1250, 0, 1250)),
        (999, Discount(percent=50), [], (999, 500, 0, 499)),  # rounded for the maker
        (2500, Discount(amount=4000), [], (2500, 2500, 0, 0)),
        (2500, None, [("charge", 2500), ("payment", -2500)], (2500, 0, 2500, 0)),
        # paid in the early window: the price stays
        (4000, None, [("charge", 2500), ("payment", -2500)], (2500, 0, 2500, 0)),
        # charged in the early window, not paid: the price has risen
        (4000, None, [("charge", 2500)], (4000, 0, 0, 4000)),
        (2500, None, [("charge", 2500), ("payment", -2000)], (2500, 0, 2000, 500)),
        (2500, None, [("charge", 2500), ("payment", -3000)], (2500, 0, 3000, -500)),
        (2500, None, [("charge", 2500), ("payment", -2500), ("refund", 2500)], (2500, 0, 0, 2500)),
        (2500, None, [("charge", 2500), ("waiver", -2500)], (2500, 2500, 0, 0)),
        (2500, Discount(percent=100), [("charge", 2500), ("waiver", -500)], (2500, 2500, 0, 0)),
    ],
)
def test_what_is_due(price, discount, lines, expected):
    found = quote(price, discount, [Line(kind, amount) for kind, amount in lines])
    assert (found.price, found.waived, found.paid, found.due) == expected


def test_the_corrections_bring_the_ledger_to_the_quote():
    lines = [Line("charge", 2500), Line("waiver", -1250, by_code=True)]
    found = quote(4000, Discount(percent=50), lines)
    assert (found.charge, found.by_code, found.due) == (1500, -750, 2000)
    lines += [Line("charge", found.charge), Line("waiver", found.by_code, by_code=True)]
    assert sum(line.amount for line in lines) == found.due
    again = quote(4000, Discount(percent=50), lines)
    assert (again.charge, again.by_code) == (0, 0)


def test_the_way_there_is_signed():
    address = PROVIDER.start(Charge("k", "ABCD-EFGH", 2500, "EUR", "Lumen 2026", "https://portal.example/x"))
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    signature = query.pop("signature")
    assert query == {
        "shop": "lumen",
        "amount": "2500",
        "currency": "EUR",
        "description": "Lumen 2026",
        "key": "k",
        "reference": "ABCD-EFGH",
        "return_url": "https://portal.example/x",
    }
    signed = parts.query.removeprefix("shop=lumen&").removesuffix(f"&signature={signature}")
    assert signature == PROVIDER.sign(signed.encode())


def test_a_signed_message_is_read():
    body = json.dumps(TOLD).encode()
    assert PROVIDER.verify({HEADER: PROVIDER.header(body, NOW)}, body, NOW) == Event(
        "evt_1", "payment", "k", 2500, "EUR"
    )


def refusal(headers, body, provider=PROVIDER, now=NOW):
    with pytest.raises(EventRefused) as refused:
        provider.verify(headers, body, now)
    return str(refused.value)


def test_what_is_not_signed_by_the_provider_is_refused():
    body = json.dumps(TOLD).encode()
    good = PROVIDER.header(body, NOW)
    other = CheckoutProvider("https://pay.example", "another secret").header(body, NOW)
    unfit = "the signature does not fit"
    assert refusal({}, body) == "no time in the signature"
    assert refusal({HEADER: "t=abc,v1=00"}, body) == "no time in the signature"
    assert refusal({HEADER: other}, body) == unfit
    assert refusal({HEADER: good}, body.replace(b"2500", b"1")) == unfit
    assert refusal({HEADER: good.replace("t=", "t=1")}, body) == unfit
    assert refusal({HEADER: good.replace("v1=", "v1=ü")}, body) == unfit
    assert refusal({HEADER: good}, b"x" * 30_000) == "too long"


@pytest.mark.parametrize("minutes", [-6, 6, 600])
def test_an_old_message_is_no_good_however_well_signed(minutes):
    body = json.dumps(TOLD).encode()
    header = PROVIDER.header(body, NOW + timedelta(minutes=minutes))
    assert refusal({HEADER: header}, body) == "too old, or the clocks differ"


@pytest.mark.parametrize(
    "change",
    [
        {"type": "gift"},
        {"amount": 0},
        {"amount": -5},
        {"amount": "2500"},
        {"amount": True},
        {"amount": 2**31},
        {"id": ""},
        {"id": 7},
        {"key": "k" * 101},
        {"currency": None},
    ],
)
def test_nonsense_is_refused_though_signed(change):
    body = json.dumps({**TOLD, **change}).encode()
    assert refusal({HEADER: PROVIDER.header(body, NOW)}, body) == "the body is not understood"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b"null"])
def test_what_is_no_message_is_refused(body):
    assert refusal({HEADER: PROVIDER.header(body, NOW)}, body) == "the body is not understood"


def test_a_bank_sends_no_messages():
    assert refusal({}, b"{}", provider=ManualProvider()) == "a bank sends no messages here"
    assert ManualProvider().start(Charge("k", "r", 1, "EUR", "d", "u")) == ""
