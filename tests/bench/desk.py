"""The desk's table of five thousand entries: queries, processor time of Python and of PostgreSQL, against bare SQL.

The floor is what nobody can go below: the same rows by one plain statement, answered as JSON without a template.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from festival.enums import Role
from festival.models import Edition, User
from submissions.actions.bulk import apply_bulk, begin_bulk, plan_bulk, undo_bulk
from submissions.search.index import freshen_all
from tests.bench import crowd, exports
from tests.bench.table import Row, at_most
from tests.factories import festival as make

ENTRIES = 5000
WARMING = 3
TIMES = 20
ROWS = 50
DECIDED = 1000
HALF_OF_PRETALX_MS = 158  # its organiser list of 1,000 submissions takes 316 ms (2026.2.1, two cores)

BARE = """
SELECT entry.number, entry.title_original, entry.state, entry.decision, entry.submitted_at, category.name, asset.state
FROM submissions_entry entry
JOIN festival_category category ON category.id = entry.category_id
JOIN media_pipeline_asset asset ON asset.id = entry.film_id
WHERE entry.edition_id = %s AND entry.submitted_at IS NOT NULL
ORDER BY entry.number LIMIT 50
"""


@dataclass(frozen=True)
class Page:
    """Processor time of one request, in this process and in the database's."""

    queries: int
    python_ms: float
    database_ms: float

    @property
    def cpu_ms(self) -> float:
        return self.python_ms + self.database_ms

    def __str__(self) -> str:
        return f"{self.queries} SQL, {self.python_ms:.1f} + {self.database_ms:.1f} ms"


def measure() -> list[Row]:
    here = crowd.edition(ENTRIES)
    director = make.member(here, Role.DIRECTOR)
    began = time.process_time()
    freshen_all()
    indexed = time.process_time() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    floor = _cost(lambda: _bare(here))
    return [
        *(_row(name, _page(here, director, query), floor) for name, query in QUESTIONS.items()),
        Row(
            f"indexing {ENTRIES} entries for the search",
            f"{indexed:.1f} s",
            "",
            f"{1000 * indexed / ENTRIES:.2f} ms each",
            "",
        ),
        *exports.measure(here, _a_half(director), director, ENTRIES),
        *_decisions(here, director),
    ]


def _a_half(director: User) -> Edition:
    few = crowd.edition(ENTRIES // 2)
    few.memberships.create(role=Role.DIRECTOR, user=director, name=director.name, accepted_at=timezone.now())
    return few


QUESTIONS = {
    "first page": {},
    "page 60 by length": {"sort": "-runtime", "page": "60"},
    "search for a word": {"q": "director 49"},
    "search in Chinese": {"q": "寻找"},
    "three filters": {"stage": "in_consideration", "country": "IT", "longest": "9"},
}


def _row(name: str, page: Page, floor: Page) -> Row:
    return Row(
        f"desk, {ENTRIES} entries, {name}",
        str(page),
        str(floor),
        f"{page.cpu_ms / floor.cpu_ms:.1f}",
        at_most(10, page.queries, "SQL") + "; " + at_most(HALF_OF_PRETALX_MS, page.cpu_ms, "ms"),
    )


def _page(here: Edition, person: User, query: dict[str, str]) -> Page:
    url = reverse("entry_desk:entries", args=[here.festival.slug, here.slug])
    return page_cost(person, url, {"all": "1", **query})


def page_cost(person: User, url: str, query: dict[str, str]) -> Page:
    """What one request of this person costs."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    return _cost(lambda: _get(client, url, query))


def _get(client: Client, url: str, query: dict[str, str]) -> None:
    answer = client.get(url, query)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}")


def _bare(here: Edition) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [here.pk])
        json.dumps([[str(value) for value in row] for row in cursor.fetchall()])


def _cost(deed: Callable[[], None]) -> Page:
    for _warming in range(WARMING):
        deed()
    backend = _backend()
    python, database = time.process_time(), sum(backend.cpu_times()[:2])
    for _time in range(TIMES):
        deed()
    python, database = time.process_time() - python, sum(backend.cpu_times()[:2]) - database
    with CaptureQueriesContext(connection) as queries:
        deed()
    return Page(len(queries), 1000 * python / TIMES, 1000 * database / TIMES)


def _backend() -> psutil.Process:
    """PostgreSQL's process behind our connection, on the same machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0])


def _decisions(here: Edition, director: User) -> list[Row]:
    """A thousand decisions: the preview, the deed, the undoing; on the clock."""
    keys = list(here.entries.order_by("number").values_list("pk", flat=True)[:DECIDED])
    began = time.monotonic()
    change = plan_bulk(begin_bulk(here, keys, kind="decide", by=director), {"decision": "longlisted"})
    looked = time.monotonic()
    apply_bulk(change, by=director)
    done = time.monotonic()
    undo_bulk(change, by=director)
    undone = time.monotonic()
    one = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE submissions_entry SET decision = 'longlisted' WHERE id = ANY(%s)", [keys])
    floor = time.monotonic() - one
    return [
        Row(
            f"{DECIDED} decisions: {name}",
            f"{took:.2f} s",
            f"{floor:.2f} s",
            f"{took / floor:.0f}",
            at_most(5, took, "s"),
        )
        for name, took in (("preview", looked - began), ("deed", done - looked), ("undoing", undone - done))
    ]
