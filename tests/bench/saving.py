"""Sixty jurors who save at once: what the chain of marks costs, against the same appends without a chain.

Marks of one round are chained one after the other (`judging_chain_score` holds a lock until the commit); the floor is
a table with the same columns and indexes and no trigger. Each mark is a transaction of its own, written to disk.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

from django.db import connection, connections

from judging import actions
from judging.models import Assignment, Criterion, Scorecard
from tests.bench.table import Row, at_least, row
from tests.factories import festival as house
from tests.factories import judging as make

JURORS, FILMS, MARKS_EACH = 60, 10, 20
FEWEST_A_SECOND = 60
"""Each of them gives a mark a second: nobody watches films so fast."""

TWIN = "CREATE TABLE bench_score (LIKE judging_score INCLUDING ALL EXCLUDING IDENTITY)"
NEXT = "CREATE SEQUENCE bench_number"
CHAINED = """
INSERT INTO judging_score (scorecard_id, criterion_id, value, given_by_id, given_at, number, digest)
VALUES (%s, %s, %s, %s, clock_timestamp(), 0, '')
"""
PLAIN = """
INSERT INTO bench_score (id, scorecard_id, criterion_id, value, given_by_id, given_at, round_id, number, digest)
VALUES (nextval('bench_number'), %s, %s, %s, %s, clock_timestamp(), %s, currval('bench_number'), '')
"""
Save = Callable[[int, int], None]


def measure() -> list[Row]:
    cards, criteria = _jury()
    givers = {card.pk: card.assignment.juror.membership.user_id for card in cards}
    round_pk = cards[0].assignment.round_id
    with connection.cursor() as cursor:
        cursor.execute(TWIN)
        cursor.execute(NEXT)

    def values(juror: int, number: int) -> list[object]:
        card = cards[juror * FILMS + number % FILMS]
        mark = Decimal(number % 10) + Decimal("0.5") * (number // FILMS % 2)
        return [card.pk, criteria[number % 2].pk, int(mark), givers[card.pk]]

    def chained(juror: int, number: int) -> None:
        _execute(CHAINED, values(juror, number))

    def plain(juror: int, number: int) -> None:
        _execute(PLAIN, [*values(juror, number), round_pk])

    def whole(juror: int, number: int) -> None:
        card = cards[juror * FILMS + number % FILMS]
        mark = (number + number // FILMS) % 11
        actions.save_score(
            card.assignment, criteria[number % 2], mark, by=card.assignment.juror.membership.user
        )

    try:
        floor, ours, saves = _a_second(plain), _a_second(chained), _a_second(whole)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_score; DROP SEQUENCE bench_number")
    target = at_least(FEWEST_A_SECOND, saves, "a second")
    return [
        row(
            f"marks appended to the chain, {JURORS} jurors at once (floor: no chain)", ours, floor, "a second"
        ),
        row("  saved as the page does, in one process", saves, floor, "a second", target),
    ]


def _jury() -> tuple[list[Scorecard], list[Criterion]]:
    """An open round in which sixty jurors have begun ten films each; the cards of a juror stand together."""
    edition = house.edition(slug="saving")
    jury = make.jury(edition)
    for _ in range(JURORS):
        make.seat(jury)
    judged = make.open_round(jury, [make.entry(edition) for _ in range(FILMS)])
    Scorecard.objects.bulk_create(
        Scorecard(assignment=one) for one in Assignment.objects.filter(round=judged)
    )
    cards = Scorecard.objects.filter(assignment__round=judged).order_by("assignment__juror", "pk")
    loaded = cards.select_related(
        "assignment__round__edition", "assignment__entry", "assignment__juror__membership__user"
    )
    return list(loaded), list(judged.criteria.all())


def _a_second(save: Save) -> float:
    """Marks saved a second; all jurors begin at the same moment, each with a connection of its own."""
    gate = threading.Barrier(JURORS + 1)
    failed: list[BaseException] = []

    def juror(who: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            for number in range(MARKS_EACH):
                save(who, number)
        except Exception as error:  # noqa: BLE001 - told below, in the thread that waits
            failed.append(error)
            gate.abort()
        finally:
            connections.close_all()

    people = [threading.Thread(target=juror, args=(who,)) for who in range(JURORS)]
    for person in people:
        person.start()
    with contextlib.suppress(threading.BrokenBarrierError):  # whoever broke it says why, below
        gate.wait()
    began = time.perf_counter()
    for person in people:
        person.join()
    if failed:
        raise failed[0]
    return JURORS * MARKS_EACH / (time.perf_counter() - began)


def _execute(sql: str, values: Sequence[object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
