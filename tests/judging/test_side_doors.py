"""A blind round keeps what it hides, at every door: each address that a juror can ask, read and posted to, right and
wrong, in both languages; pages, data, errors, headers, pictures, subtitles, letters.
"""

import json
import re
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from festival.enums import Role
from festival.models import Letter
from judging import actions
from judging.actions import deliberation, votes
from media_pipeline.models.rendition import renditions
from submissions.models import Credit, Link, ToolUse
from tests.factories import festival as house
from tests.factories import judging as make_judging
from tests.factories import votes as make_votes
from tests.test_embargo import addresses, named_in

# One word in everything that would tell who made the film; the title has one of its own.
MAKER, TITLE = "zeigarnik", "umbriel"
READ_ON = ("/jury", "/play", "/api/v1/scorecards", "/api/v1/ballots", "/stills", "/entries/poster")
LANGUAGES = ("en", "zh-hans")
ROUTES = re.compile(r"^/?(jury|api/v1/scorecards|api/v1/ballots|entries/$|$)")
BAD_BODIES = (
    {"reason": "", "criterion_1": "99", "private_note": "x" * 5001, "flag": "pink", "name": ""},
    {"reason": "\x00", "version": "-1", "order": "x", "film": "x", "pk": "0"},
)


@pytest.fixture
def telling_film(edition, category):
    """A film in which everything that can hold a word holds a telling one."""
    maker = house.user(MAKER, email=f"{MAKER}@{MAKER}.film")
    film = make_judging.entry(
        edition,
        f"The {TITLE}",
        owner=maker,
        slug=f"{MAKER}-{TITLE}",
        title_original=f"Der {TITLE}",
        synopsis={"en": f"Of {MAKER}", "zh-hans": f"Of {MAKER}"},
        logline={"en": f"By {MAKER}", "zh-hans": f"By {MAKER}"},
        statement={"en": f"I, {MAKER}", "zh-hans": f"I, {MAKER}"},
        biography={"en": f"{MAKER} was born", "zh-hans": ""},
        press_name=MAKER,
        press_email=f"press@{MAKER}.film",
        countries=["NZ"],
    )
    film.film.original_name = f"{MAKER}_{TITLE}_final.mov"
    film.film.save()
    Credit.objects.create(entry=film, role="director", name=MAKER.title(), name_other=f"{MAKER} 李")
    Link.objects.create(entry=film, url=f"https://{MAKER}.example/")
    ToolUse.objects.create(entry=film, stage="storyboard", tool="Model", vendor=MAKER)
    _telling_subtitles(film.film)
    return film


def _telling_subtitles(asset):
    """Of which title, file name and language tag tell; with those inside the film's own file, and those sent beside it."""
    for number, (language, source) in enumerate((("en", "embedded"), ("", "embedded"), ("fr", "uploaded"))):
        asset.subtitle_tracks.create(
            source=source,
            stream_index=number if source == "embedded" else None,
            language=language,
            label=f"{MAKER} ({TITLE})",
            original=f"{MAKER}.srt" if source == "uploaded" else "",
            original_name=f"{MAKER}-{TITLE}.srt",
            sha256="0" * 64 if source == "uploaded" else "",
            vtt=renditions().save("telling.vtt", ContentFile(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n")),
            state="ready",
        )


@pytest.fixture
def blind(edition, telling_film, request):
    """An open round that hides what its parameter says, with the telling film and another."""
    jury = make_judging.jury(edition)
    seat = make_judging.seat(jury, house.member(edition, Role.JUROR))
    films = [telling_film, make_judging.entry(edition)]
    judged = make_judging.open_round(jury, films, **request.param)
    return judged, seat, make_judging.assignment(judged, seat, telling_film)


NO_MAKERS = {"blindness": "custom", "veil_fields": ["title", "disclosure", "answers"]}
HIDDEN = [
    pytest.param({"blindness": "film_only"}, (MAKER, TITLE, "New Zealand"), id="film alone"),
    pytest.param(NO_MAKERS, (MAKER, "New Zealand"), id="makers hidden"),
]


@pytest.mark.parametrize(("blind", "hidden"), HIDDEN, indirect=["blind"])
def test_no_door_tells(blind, hidden, telling_film):
    judged, seat, duty = blind
    secrets = (*hidden, str(telling_film.pk), telling_film.slug)
    found = []
    for language in LANGUAGES:
        cache.clear()
        client = Client(headers={"accept-language": language})
        client.force_login(seat.membership.user)
        for method, url, answer in visits(client, judged, duty, telling_film):
            told = words_of(answer).replace(
                url.lower(), ""
            )  # an address that was asked is no secret in the answer
            found += [(language, method, url, secret) for secret in secrets if secret.lower() in told]
    assert found == []


@pytest.mark.parametrize("kind", ["ranked", "pairwise"])
def test_no_door_of_a_vote_tells(kind, edition, telling_film):
    """Ballot, overview, pairs, the film once more, the deliberation, the second screen; as page and by program."""
    jury = make_judging.jury(edition)
    seat = make_judging.seat(jury, house.member(edition, Role.JUROR), presides=True)
    films = [telling_film, make_judging.entry(edition)]
    source = make_judging.draft_round(jury, films, blindness="film_only")
    if kind == "ranked":
        judged = make_votes.draft_vote(jury, films, settings={"blindness": "film_only"})
    else:
        judged = votes.create_pairs(source, films, name={"en": "Tie"}, by=None)
    judged = actions.open_round(judged, by=None)
    duty = make_judging.assignment(judged, seat, telling_film)
    session = deliberation.create_deliberation(edition, jury=jury, title="Last", by=None, round=judged)
    for film in films:
        deliberation.add_film(session, film, by=None)
    deliberation.open_deliberation(session, by=None)
    client = Client()
    client.force_login(seat.membership.user)
    secrets = (MAKER, TITLE, "New Zealand", str(telling_film.pk), telling_film.slug)
    more = [f"/jury/deliberations/{session.pk}/", f"/jury/deliberations/{session.pk}/act/"]
    found, read_well = [], set()
    for method, url, answer in visits(client, judged, duty, telling_film, more):
        told = words_of(answer).replace(url.lower(), "")
        found += [(method, url, secret) for secret in secrets if secret.lower() in told]
        read_well |= {url} if answer.status_code == 200 else set()
    assert found == []
    own = {f"/jury/{judged.pk}/ballot/", f"/api/v1/ballots/{judged.pk}/", more[0], "/jury/screen/"}
    own |= {f"/jury/{judged.pk}/vote/films/{duty.pk}/"}
    own |= (
        {f"/jury/{judged.pk}/pairs/", f"/api/v1/ballots/{judged.pk}/pairs/"} if kind == "pairwise" else set()
    )
    assert own - read_well == set()


def visits(client, judged, duty, film, more=()):
    """Everything that is asked, in the order of asking: reading, and posting what is right, wrong and empty."""
    urls = sorted({*routes(judged, duty), *more})
    seen, waiting = set(), list(urls)
    while waiting and len(seen) < 60:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url)
        body = read(answer)
        yield "get", url, answer
        waiting += [found for found in sorted(named_in(body)) if found.startswith(READ_ON)]
    for url in urls:
        if str(film.pk) in url:
            continue
        for body in BAD_BODIES:
            with transaction.atomic():
                yield "post", url, client.post(url, body)
                if url.startswith("/api"):
                    yield "json", url, client.post(url, json.dumps(body), content_type="application/json")
                transaction.set_rollback(True)
    for query in ("search=" + MAKER, "ordering=title", "q=" + TITLE, "page=99", "format=xml"):
        yield "get", query, client.get(f"/api/v1/scorecards/?{query.replace(MAKER, 'z').replace(TITLE, 'u')}")


def routes(judged, duty):
    for route in addresses(get_resolver().url_patterns):
        if (
            ROUTES.match("/" + route)
            and "<path" not in route
            and "token" not in route
            and "pattern" not in route
        ):
            url = re.sub(r"<int:round_pk>", str(judged.pk), route)
            url = re.sub(r"<int:(pk|entry|duty)>", str(duty.pk), url)
            if "<" not in url and "(" not in url:
                yield "/" + url
    yield from (
        "/jury/",
        f"/jury/{judged.pk}/10000000/",
        f"/api/v1/scorecards/{duty.pk}/",
        "/api/v1/scorecards/9/",
    )


def read(answer):
    answer.whole = b"".join(answer) if answer.streaming else answer.content
    return answer.whole


def words_of(answer):
    """Status line, headers and body as one text, with what is escaped in addresses read."""
    body = getattr(answer, "whole", None) or read(answer)
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    text = f"{answer.status_code} {answer.reason_phrase} {heads} {body.decode('utf-8', 'replace')}"
    return (text + unquote(text)).lower()


@pytest.mark.parametrize(("blind", "hidden"), HIDDEN, indirect=["blind"])
def test_no_letter_to_a_juror_tells(blind, hidden):
    judged, seat, duty = blind
    actions.remind_now(judged, {seat.pk}, by=None)
    actions.declare_conflict(duty, by=seat.membership.user, reason="We were at school together")
    letters = Letter.objects.filter(recipient=seat.membership.user)
    told = " ".join(f"{letter.subject} {letter.text} {letter.html}" for letter in letters).lower()
    assert letters.count() == 2
    assert [secret for secret in hidden if secret.lower() in told] == []


@pytest.mark.parametrize("blind", [{"blindness": "film_only"}], indirect=True)
def test_own_data_of_a_juror_tells_no_title(blind):
    from judging.holdings import tell

    _judged, seat, duty = blind
    actions.save_words(duty, by=seat.membership.user, remark="Strong")
    told = str(tell(seat.membership.user)).lower()
    assert [secret for secret in (MAKER, TITLE) if secret in told] == []


def test_an_open_round_tells_so_that_the_crawl_is_no_empty_promise(edition, telling_film):
    jury = make_judging.jury(edition)
    seat = make_judging.seat(jury, house.member(edition, Role.JUROR))
    judged = make_judging.open_round(jury, [telling_film])
    client = Client()
    client.force_login(seat.membership.user)
    duty = make_judging.assignment(judged, seat, telling_film)
    page = client.get(f"/jury/{judged.pk}/{duty.pk}/").content.decode().lower()
    assert [word in page for word in (MAKER, TITLE, "new zealand")] == [True] * 3
