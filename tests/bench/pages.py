"""List pages of a large edition against the emptiest page there is: queries, and processor time in Python."""

import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from festival.enums import Role
from festival.models import User
from tests.bench import crowd
from tests.bench.table import Row
from tests.factories import festival as make

WARMING = 3
TIMES = 20


@dataclass(frozen=True)
class Page:
    queries: int
    cpu_ms: float

    def __str__(self) -> str:
        return f"{self.queries} SQL, {self.cpu_ms:.1f} ms"


def measure() -> list[Row]:
    here = crowd.edition()
    address = {"festival": here.festival.slug, "edition": here.slug}
    floor = _look("/healthz/", None)
    pages = {
        f"entry desk, {crowd.ENTRIES} entries": _look(
            reverse("entry_desk:entries", kwargs=address), make.member(here, Role.DIRECTOR)
        ),
        f"juror's home, {crowd.ON_THE_JUROR} films": _look(reverse("jury:home"), crowd.juror(here)),
    }
    return [
        Row(f"{name} (floor: /healthz/)", str(page), str(floor), f"{page.cpu_ms / floor.cpu_ms:.1f}", "")
        for name, page in pages.items()
    ]


def _look(url: str, person: User | None) -> Page:
    client = Client(SERVER_NAME="127.0.0.1")
    if person is not None:
        client.force_login(person)
    for _ in range(WARMING):
        _get(client, url)
    began = time.process_time()
    for _ in range(TIMES):
        _get(client, url)
    cpu_s = time.process_time() - began
    with CaptureQueriesContext(connection) as queries:
        _get(client, url)
    return Page(len(queries), cpu_s / TIMES * 1000)


def _get(client: Client, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}")
