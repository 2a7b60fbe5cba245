"""The pure side: what speaks of stuffing, and what does not."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from judging.audience.addresses import mailbox, pattern
from judging.audience.codes import ALPHABET, number_of, ticket_code
from judging.audience.signals import Cast, more_than_chance, signals

EVENING = datetime(2026, 7, 4, 20, 0, tzinfo=UTC)
_voters = count(1)


def cast(minute, film="a", **fields):
    return Cast(f"v{next(_voters)}", EVENING + timedelta(minutes=minute), (film,), **fields)


def kinds(casts):
    return [(signal.kind, len(signal.voters)) for signal in signals(casts)]


def test_people_at_home_are_no_signal():
    assert kinds([cast(n, network=f"n{n}", agent="x", device=f"d{n}") for n in range(60)]) == []


def test_one_device_with_several_voters_is_a_strong_signal():
    found = signals([cast(0, device="d"), cast(90, device="d", ticket=True), cast(3, device="e")])
    assert [(one.kind, one.weight, len(one.voters)) for one in found] == [("device", "strong", 2)]


def test_many_votes_of_one_network_in_half_an_hour():
    close = [cast(n, network="n", agent=f"a{n}") for n in range(8)]
    assert kinds(close) == [("network", 8)]
    assert kinds([cast(60 * n, network="n", agent=f"a{n}") for n in range(8)]) == []


def test_one_network_and_one_browser_weigh_more():
    assert kinds([cast(n, network="n", agent="same") for n in range(4)]) == [("twins", 4)]


def test_tickets_scanned_in_one_hall_are_no_signal():
    assert (
        kinds([cast(n / 10, network="hall", agent="phone", device=f"d{n}", ticket=True) for n in range(200)])
        == []
    )


def test_addresses_that_were_counted_up():
    assert kinds([cast(100 * n, pattern="p", network=f"n{n}") for n in range(3)]) == [("run", 3)]


def test_a_burst_for_one_film():
    steady = [cast(10 * n, network=f"s{n}") for n in range(30)]
    sudden = [cast(155, network=f"b{n}") for n in range(25)]
    found = signals([*steady, *sudden])
    assert [(one.kind, one.film, len(one.voters) >= 25) for one in found] == [("burst", "a", True)]


def test_strong_signals_come_first_and_name_their_time():
    found = signals(
        [cast(n, network="n", agent=f"a{n}") for n in range(9)] + [cast(1, device="d"), cast(2, device="d")]
    )
    assert [one.kind for one in found] == ["device", "network"]
    assert (found[0].first, found[0].last) == (EVENING + timedelta(minutes=1), EVENING + timedelta(minutes=2))


def test_the_tail_of_poissons_law():
    assert more_than_chance(1, 1.0) == pytest.approx(0.6321205588)
    assert more_than_chance(10, 1.0) == pytest.approx(1.1142547e-07, rel=1e-5)


def test_one_mailbox_under_many_names():
    assert {mailbox(a) for a in ("Anna.B+x@Gmail.com", "annab@googlemail.com", "ANNAB+y@gmail.com ")} == {
        "annab@gmail.com"
    }
    assert mailbox("Anna.B+x@example.org") == "anna.b@example.org"
    assert mailbox("+tag@example.org") == "+tag@example.org"


def test_a_pattern_needs_a_number():
    assert [pattern(f"vote{n}@example.org") for n in (7, 123)] == ["vote#@example.org"] * 2
    assert pattern("anna@example.org") == ""


def test_a_ticket_is_read_as_it_was_written_and_as_people_type_it():
    key = b"key"
    for number in (1, 31, 32, 4711, 32**4 - 1):
        code = ticket_code(key, number)
        assert set(code) <= set(ALPHABET) | {"-"}
        typed = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
        assert (number_of(key, code), number_of(key, typed), number_of(b"other", code)) == (
            number,
            number,
            None,
        )
