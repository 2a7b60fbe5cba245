"""Every URL × every role: deny by default, and a URL without a row fails the suite."""

import copy
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from festival.enums import Role
from festival.models import User
from tests.factories import festival as make
from tests.url_rows import (
    LOGIN,
    ROLES,
    Row,
    api,
    call,
    festival,
    judging,
    media_pipeline,
    screenings,
    submissions,
)

ROWS: dict[str, Row] = {}
for rows in (festival, media_pipeline, submissions, call, judging, screenings, api):
    ROWS.update(rows.ROWS)

# Pages of libraries, tested by them; we test that ours look right in the browser journeys.
OTHERS = ("admin:", "account_", "mfa_", "set_language")


def named_urls(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            prefix = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_urls(pattern.url_patterns, prefix)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


OURS = sorted({name for name in named_urls(get_resolver().url_patterns) if not name.startswith(OTHERS)})


def test_every_url_has_a_row():
    assert [name for name in OURS if name not in ROWS] == []
    assert [name for name in ROWS if name not in OURS] == []


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """One edition with all its people, each signed in once: every row works in a savepoint upon it."""
    with django_db_blocker.unblock(), transaction.atomic():
        edition = make.edition()
        people = {role.value: make.member(edition, role) for role in Role}
        people |= {name: make.user(name) for name in ("filmmaker", "rival", "stranger")}
        elsewhere = make.edition(make.festival("elsewhere"))
        people["colleague"] = make.member(elsewhere, Role.DIRECTOR, name="colleague")
        people["administrator"] = make.user("administrator", is_superuser=True, is_staff=True)
        cast = SimpleNamespace(edition=edition, category=make.category(edition), **people)
        yield SimpleNamespace(cast=cast, cookies={name: signed_in(person) for name, person in people.items()})
        transaction.set_rollback(True)


def signed_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def cast(house, db) -> SimpleNamespace:
    """The people as they stand in the database, whatever the row before did with its copies."""
    return copy.deepcopy(house.cast)


@pytest.mark.parametrize("name", [name for name in OURS if name in ROWS])
def test_url_answers_by_role(cast, house, name):
    row = ROWS[name]
    url = reverse(name, kwargs=row.kwargs(cast))
    roles = ("anonymous", *ROLES)
    assert {role: answer_to(house.cookies.get(role), row, url, cast) for role in roles} == {
        role: row.expected(role) for role in roles
    }


def answer_to(session: str | None, row: Row, url: str, cast: SimpleNamespace) -> int | str:
    """What one role gets; whatever the request did is undone before the next role comes."""
    with transaction.atomic():
        client = Client()
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        response = getattr(client, row.method)(url, row.data(cast), headers=row.headers)
        if response.streaming:
            list(response)  # a file is closed when it has been read
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/"):
        return LOGIN
    return response.status_code
