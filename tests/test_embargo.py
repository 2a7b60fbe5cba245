"""Before the telling nothing about a decision can be learnt: whatever the office does, each byte stays the same.

Every address of the URL table, and every address that any of their answers names, is asked by each kind of person
with one decision and with the other; compared are status, headers, body and the number of questions to the database.
Then everything is sent to these addresses that an entrant may send: empty forms and filled ones, in both languages.
"""

import logging
import re
from datetime import timedelta
from itertools import cycle, islice
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from festival.enums import Role
from festival.models import Letter
from submissions import actions
from submissions.actions.reserve import order_reserve
from submissions.models import Entry
from tests.factories import festival as house
from tests.factories import judging as jury_room
from tests.factories import submissions as make

AUDIENCES = ("entrant", "co_owner", "rival", "stranger", "juror", "anonymous")
LETTERS = {"entrant", "co_owner", "rival", "stranger", "juror"}
# What differs from one answer to the next in any case: masked tokens, signatures with their moment, new keys.
MOVING = re.compile(
    rb'(?<=")\w{64}(?=")'
    rb'|(?<=name="token" value=")[0-9a-f-]{36}'
    rb'|(?<="now":")[^"]+|(?<="server_time":")[^"]+'
    rb'|(?<=name="window" value=")[0-9a-f]{16}'
    rb"|[\w=.-]+:[0-9A-Za-z]{6}:[\w-]{43}"
    rb"|[\w-]{60,}:[\w-]{43}"
)
NOT_COMPARED = {"Date", "Expires", "Set-Cookie"}
# Leaving the house, the pages of libraries, and where each person's own session is written about.
SKIPPED = re.compile(r"^/(accounts|admin|i18n|healthz|static|media)/")
MOST_PAGES = 120


@pytest.fixture(autouse=True)
def unheard():
    """Thousands of refusals are asked for here; nobody needs a line about each."""
    logger = logging.getLogger("django.request")
    before, logger.disabled = logger.disabled, True
    yield
    logger.disabled = before


@pytest.fixture
def world(edition, category, db):
    """An edition under embargo: films of several people, a jury with one of them, nothing told yet."""
    edition.call_closes_at = timezone.now() - timedelta(days=1)
    edition.save()
    people = {name: house.user(name) for name in ("entrant", "co_owner", "rival", "stranger")}
    people["juror"] = house.member(edition, Role.JUROR)
    staff = {role: house.member(edition, role) for role in (Role.DIRECTOR, Role.PROGRAMMER)}
    films = [make.submitted(edition, people[name]) for name in ("entrant", "entrant", "rival")]
    make.co_owner(films[0], people["co_owner"])
    edition.sections.create(name={"en": "Panorama"}, slug="panorama")
    edition.todo_kinds.create(name={"en": "Send the copy"}, due_after_days=7)
    jury = jury_room.jury(edition)
    seat = jury_room.seat(jury, people["juror"])
    duty = jury_room.assignment(jury_room.open_round(jury, films), seat, films[0])
    return SimpleNamespace(
        edition=edition, films=films, duty=duty, director=staff[Role.DIRECTOR],
        programmer=staff[Role.PROGRAMMER], **people,
    )  # fmt: skip


def addresses(patterns, prefix=""):
    """Every route of the table with its converters: [(text or (name, converter))…]."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def filled(route, world):
    """The route with everything in its places that this world has to offer."""
    film, other = world.films[0], world.films[2]
    offers = {
        "festival": [world.edition.festival.slug],
        "edition": [world.edition.slug],
        "uuid": [str(film.pk), str(other.pk), str(film.film_id)],
        "int": [str(world.duty.pk), str(world.duty.round_id), "1"],
        "name": ["about", "film", "still"],
        "slug": [film.slug, other.slug, world.edition.festival.slug],
        "key": ["0" * 32],
        "width": ["480"],
    }
    places = re.findall(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>[^)]*\)", route)
    choices = [offers.get(name or bare) or offers.get(kind) or ["x"] for kind, name, bare in places]
    # Each thing stands in each place once; pairs of them add nothing. A desk is closed whatever one asks it for.
    times = 1 if route.startswith("desk/") else max(map(len, choices), default=1)
    for values in islice(zip(*map(cycle, choices), strict=False) if choices else [()], times):
        text = route
        for value in values:
            text = re.sub(
                r"<[^>]*>|\(\?P<\w+>(?:\[[^\]]*\]|[^)])*\)", lambda found, v=value: v, text, count=1
            )
        yield "/" + text.replace("\\", "").rstrip("$")


def table(world):
    routes = addresses(get_resolver().url_patterns)
    return sorted({url for route in routes for url in filled(route, world) if not SKIPPED.match(url)})


def named_in(body):
    """Addresses that an answer names, wherever it names them."""
    found = re.findall(rb'["\'(]((?:https?://[^/"\']+)?/[^"\'\s)<>]*)["\')]', body)
    paths = {re.sub(r"^https?://[^/]+", "", url.decode(errors="replace")) for url in found}
    return {url.replace("&amp;", "&") for url in paths if not SKIPPED.match(url)}


def ask(client, url, method="get", data=None, **more):
    reset_queries()  # the log has an end, and this test asks much
    with CaptureQueriesContext(connection) as questions:
        answer = getattr(client, method)(url, data, **more)
        body = b"".join(answer) if answer.streaming else answer.content
    headers = {name: MOVING.sub(b"*", value.encode()) for name, value in answer.headers.items()}
    kept = {name: value for name, value in headers.items() if name not in NOT_COMPARED}
    return answer.status_code, kept, MOVING.sub(b"*", body), len(questions)


def as_person(world, name):
    client = Client()
    if name != "anonymous":
        client.force_login(getattr(world, name))
    return client


def everything(world, name, urls):
    """Each address with its answer; the addresses grow by what the answers name."""
    cache.clear()
    client, answers, waiting = as_person(world, name), {}, list(urls)
    while waiting:
        url = waiting.pop()
        if url in answers:
            continue
        with transaction.atomic():
            answers[url] = ask(client, url)
            transaction.set_rollback(True)
        if len(answers) < len(urls) + MOST_PAGES:
            more = {MOVING.sub(b"*", link.encode()) for link in named_in(answers[url][2])}
            waiting += [link.decode() for link in more if b"*" not in link and link.decode() not in answers]
    return answers


def after(world, deed, look):
    """What is seen once the office has done something; then it is undone."""
    with transaction.atomic():
        deed(world)
        seen = look()
        transaction.set_rollback(True)
    return seen


def deciding(decision):
    def deed(world):
        for film in world.films:
            actions.decide(Entry.objects.get(pk=film.pk), decision, by=world.director)

    return deed


# As much as an entrant could write into any of our forms; each takes what it knows.
FILLED = {
    "text": "May I ask?", "message": "May I ask?", "subject": "A question", "body": "May I ask?", "answer": "Here.",
    "name": "Somebody", "email": "somebody@example.org", "reason": "I must.", "understood": "on", "confirm": "on",
    "regulations": "on", "regulations_accepted": "on", "title_original": "Another title", "title_language": "en",
    "synopsis_en": "Another synopsis.", "language": "en", "private_note": "slow", "link": "https://example.org/copy",
    "attendance": "yes", "code": "NOBODY", "stars": "4",
}  # fmt: skip
SENT = {"en": FILLED, "zh-hans": {}}
# What is new with every deed has a new key, whatever was decided.
NEW = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")


def sent_everywhere(world, name, language):
    """Each address and way of sending with its answer; undone at once. A desk takes nothing from these people."""
    cache.clear()
    client, answers = as_person(world, name), {}
    known = {str(film.pk).encode() for film in world.films}
    for url in [url for url in table(world) if not url.startswith("/desk/")]:
        api = url.startswith("/api/")
        for method in ("post", "put", "patch", "delete") if api else ("post",):
            kind = {"content_type": "application/json"} if api else {}
            with transaction.atomic():
                status, headers, body, count = ask(
                    client, url, method, SENT[language], headers={"Accept-Language": language}, **kind
                )
                transaction.set_rollback(True)
            place = NEW.sub(
                lambda found: found[0] if found[0] in known else b"*", headers.pop("Location", b"")
            )
            made = status in (200, 201) and not headers.get("Content-Type", b"").startswith(b"text/html")
            answers[method, url] = (
                status,
                headers | {"Location": place},
                NEW.sub(b"*", body) if made else body,
                count,
            )
    return answers


@pytest.mark.parametrize(
    ("name", "language"),
    [("entrant", "en"), ("entrant", "zh-hans"), ("co_owner", "zh-hans"), ("juror", "en")],
)
def test_nothing_that_is_sent_tells_one_decision_from_the_other(world, name, language):
    def seen_after(decision):
        return after(world, deciding(decision), lambda: sent_everywhere(world, name, language))

    one, other = seen_after("selected"), seen_after("not_selected")
    if one != other:  # what is asked only once in a process
        one = seen_after("selected")
    assert [difference(sent, one[sent], other[sent]) for sent in one if one[sent] != other[sent]] == []
    if name == "entrant":
        own = f"/entries/{world.films[0].pk}/withdraw/"
        assert one["post", own][0] == 302
        assert {status for status, *_rest in one.values()} >= {200, 302, 404, 405, 422}


def letters(world):
    return list(Letter.objects.order_by("pk").values_list("recipient", "kind", "subject"))


def difference(url, one, other):
    """Where two answers part, for the person who has to mend it."""
    for what, first, second in zip(("status", "headers", "body", "questions"), one, other, strict=True):
        if first != second and what == "body":
            at = next(i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
            return url, what, first[max(0, at - 60) : at + 90], second[max(0, at - 60) : at + 90]
        if first != second:
            return url, what, first, second
    return None


@pytest.mark.parametrize("name", AUDIENCES)
def test_no_address_tells_one_decision_from_the_other(world, name):
    urls = table(world)

    def seen_after(decision):
        return after(world, deciding(decision), lambda: everything(world, name, urls))

    one, other = seen_after("selected"), seen_after("not_selected")
    if one != other:  # the first look also asks what is asked only once in a process
        one = seen_after("selected")
    assert sorted(one) == sorted(other)
    assert [difference(url, one[url], other[url]) for url in one if one[url] != other[url]] == []
    if name == "entrant":
        assert seen_after("reserve") == one
        own = f"/entries/{world.films[0].pk}/"
        assert (one[own][0], world.films[0].title.encode() in one[own][2]) == (200, True)


def selected(world):
    deciding("selected")(world)


def minds_are_changed(world):
    for decision in ("longlisted", "selected", "shortlisted", "not_selected"):
        deciding(decision)(world)


def the_rest_is_decided(world):
    actions.decide(world.films[0], "selected", by=world.director)
    actions.decide_rest(world.edition, by=world.director)


def a_reserve_is_put_in_order(world):
    deciding("reserve")(world)
    order_reserve(world.edition, [film.pk for film in reversed(world.films)], by=world.director)


def an_hour_is_set(world):
    the_rest_is_decided(world)
    actions.schedule_release(world.edition, at=timezone.now() + timedelta(days=1), by=world.director)


def the_hour_is_called_off(world):
    an_hour_is_set(world)
    actions.cancel_release(world.edition, by=world.director)


DEEDS = [
    selected,
    minds_are_changed,
    a_reserve_is_put_in_order,
    the_rest_is_decided,
    an_hour_is_set,
    the_hour_is_called_off,
]


@pytest.mark.parametrize("name", ["entrant", "rival", "anonymous"])
def test_nothing_the_office_does_under_embargo_is_seen(world, name):
    here = f"/{world.edition.festival.slug}/{world.edition.slug}/"
    starts = ["/", here, "/entries/", f"/entries/{world.films[0].pk}/", "/api/v1/entries/", "/sitemap.xml"]
    starts += [f"/api/v1/entries/{world.films[0].pk}/", f"/api/v1{here}"]
    everything(world, name, starts)  # what is asked only once in a process is asked now
    before, sent = everything(world, name, starts), letters(world)
    for deed in DEEDS:
        seen, told = after(world, deed, lambda: (everything(world, name, starts), letters(world)))
        assert sorted(seen) == sorted(before), deed.__name__
        assert {url for url in before if before[url] != seen[url]} == set(), deed.__name__
        assert told == sent, deed.__name__
