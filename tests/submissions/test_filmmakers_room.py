import json
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from submissions.models import Entry
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


def step_url(entry, name):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": name})


def test_from_the_open_call_to_a_draft_and_twice_is_once(room, category):
    page = room.get(reverse("entries:begin"))
    (choice,) = page.context["choices"]
    (offer,) = choice["categories"]
    sent = {"category": offer["category"].pk, "token": str(offer["token"])}
    first, second = (room.post(reverse("entries:begin"), sent) for _click in range(2))
    entry = Entry.objects.get()
    assert first.url == second.url == step_url(entry, "film")
    assert room.get(first.url).status_code == 200


def test_a_closed_or_hidden_call_offers_nothing_and_takes_nothing(room, edition, category):
    for change in ({"public": False}, {"public": True, "call_closes_at": timezone.now()}):
        type(edition).objects.filter(pk=edition.pk).update(**change)
        assert room.get(reverse("entries:begin")).context["choices"] == []
        answer = room.post(reverse("entries:begin"), {"category": category.pk, "token": str(uuid.uuid4())})
        assert answer.status_code == 409
    assert Entry.objects.count() == 0


def test_saving_a_step_goes_on_to_the_next(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="")
    answer = room.post(
        step_url(entry, "about"),
        {
            "title_original": "寻找鸟哥",
            "title_language": "zh-hans",
            "title_international": "A Bird Named Kaili",
            "synopsis_en": "A bird.",
            "synopsis_zh_hans": "一只鸟。",
        },
    )
    assert answer.url == step_url(entry, "credits")
    entry.refresh_from_db()
    assert (entry.title, entry.title_other) == ("A Bird Named Kaili", "寻找鸟哥")
    assert entry.synopsis == {"en": "A bird.", "zh-hans": "一只鸟。"}


def test_an_unfinished_step_is_kept_and_saved_by_itself(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    answer = room.post(
        step_url(entry, "about"), {"title_original": ""}, headers={"X-Requested-With": "autosave"}
    )
    assert answer.status_code == 204
    too_long = {"title_original": "x" * 201}
    answer = room.post(step_url(entry, "about"), too_long, headers={"X-Requested-With": "autosave"})
    assert answer.status_code == 422
    assert room.post(step_url(entry, "about"), too_long).status_code == 422
    entry.refresh_from_db()
    assert entry.title_original == ""


def test_one_step_does_not_overwrite_another(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="Him")
    room.post(
        step_url(entry, "facts"),
        {"countries_0": "CN", "countries_1": "FR", "countries_2": "CN", "languages_0": "zxx"},
    )
    entry.refresh_from_db()
    assert [country.code for country in entry.countries] == ["CN", "FR"]
    assert (entry.languages, entry.completed_on, entry.title) == (["zxx"], None, "Him")


def credit_rows(*rows, **more):
    data = {"rows": len(rows), **more}
    for n, (role, name) in enumerate(rows):
        data |= {f"row{n}-role": role, f"row{n}-name": name}
    return data


def names(entry):
    return [(credit.role, credit.name) for credit in entry.credits.all()]


def test_credits_are_sent_whole_in_their_order(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker, director="")
    url = step_url(entry, "credits")
    sent = credit_rows(("director", "Ada"), ("director", "Bo"), ("music", "Cy"), ("cast", ""))
    for _click in range(2):
        assert room.post(url, sent).url == step_url(entry, "facts")
    assert names(entry) == [("director", "Ada"), ("director", "Bo"), ("music", "Cy")]
    assert room.post(url, {**sent, "deed": "up-2"}).url == url
    assert names(entry) == [("director", "Ada"), ("music", "Cy"), ("director", "Bo")]
    room.post(url, {**sent, "deed": "down-0"})
    assert names(entry) == [("director", "Bo"), ("director", "Ada"), ("music", "Cy")]
    room.post(url, {**sent, "deed": "remove-0"})
    assert names(entry) == [("director", "Bo"), ("music", "Cy")]
    room.post(url, {**sent, "deed": "remove-99"})
    assert len(names(entry)) == 3
    room.post(url, {"rows": "x"})
    assert names(entry) == []


def announce(room, entry, **body):
    return room.post(
        reverse("entries:film_begin", kwargs={"pk": entry.pk}),
        json.dumps(body),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_a_film_is_announced_and_answered_with_an_address(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    answer = announce(room, entry, filename="him.mov", size=5000)
    upload = filmmaker.uploads.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"upload_url": f"/uploads/{upload.pk.hex}", "chunk_size": 32 * 1024**2},
    )
    assert upload.due_at == edition.call_closes_at
    page = room.get(step_url(entry, "film"))
    shown = page.context["uploader"]
    assert (shown["resume_url"], shown["resume_name"], shown["resume_offset"]) == (
        f"/uploads/{upload.pk.hex}",
        "him.mov",
        0,
    )


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"filename": "film.mp4", "size": 0}, 422),
        ({"filename": "playlist.m3u8", "size": 9}, 422),
        ({"filename": "film.mp4", "size": 10**15}, 413),
        ({"filename": "film.mp4"}, 400),
        ({"filename": "film.mp4", "size": "big"}, 400),
    ],
)
def test_a_bad_announcement_gets_a_sentence_and_no_row(room, edition, filmmaker, body, status):
    answer = announce(room, make.draft(edition, filmmaker), **body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["title"]
    assert filmmaker.uploads.count() == 0


def test_the_review_says_all_that_is_missing_and_then_submits(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="")
    url = step_url(entry, "review")
    page = room.post(url, {"regulations": "on"})
    assert page.status_code == 422
    assert [item["step"].name for item in page.context["missing"]] == ["film", "about"]
    assert [step["state"] for step in page.context["steps"]] == [
        "todo",  # film
        "todo",  # about
        "done",
        "done",
        "todo",
        "todo",
        "todo",
        "todo",  # rights
        "current",
    ]
    Entry.objects.filter(pk=entry.pk).update(title_original="Him", title_language="en")
    make.film_upload(entry, film="checking")
    assert room.post(url).status_code == 422  # the regulations
    assert room.post(url, {"regulations": "on"}).url == reverse("entries:entry", kwargs={"pk": entry.pk})
    again = room.post(url, {"regulations": "on"}, follow=True)
    assert [str(message) for message in again.context["messages"]][-1:] == [
        "This entry has already been submitted."
    ]
    entry.refresh_from_db()
    assert (entry.state, entry.number) == ("submitted", 1)


def test_after_the_submission_the_form_is_locked(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, title="Him")
    for name in ("facts", "how", "review", "film"):
        answer = room.post(step_url(entry, name), {"title_original": "Changed", "rows": 0})
        assert answer.status_code == 302
    assert room.post(step_url(entry, "about"), {"title_original": "Changed"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.directors) == ("Him", ["Ada Lumen"])


def test_a_refused_film_can_be_replaced_after_the_submission(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, film=media.asset(filmmaker, state="refused"))
    assert room.get(step_url(entry, "film")).context["uploader"]["begin_url"]
    edition.call_closes_at = timezone.now()
    edition.save()
    assert room.get(step_url(entry, "film")).status_code == 302
    assert announce(room, entry, filename="mended.mov", size=10).status_code == 409


def test_my_films_with_what_to_do_next(room, edition, filmmaker, rival):
    edition.decisions_on = timezone.now().date().replace(year=2030, month=5, day=4)
    edition.save()
    make.draft(edition, filmmaker, title="Mine")
    make.submitted(edition, filmmaker, title="Sent", decision="selected")
    make.submitted(edition, rival, title="Not mine")
    cards = room.get(reverse("entries:home")).context["cards"]
    assert [(card["title"], card["badge_state"]) for card in cards] == [
        ("Sent", "in_consideration"),
        ("Mine", "drafting"),
    ]
    assert cards[0]["note"] == "Decision by 4 May 2030"
    assert cards[1]["note"].startswith("1 thing missing")


@pytest.mark.parametrize("count", [1, 3])
def test_my_films_cost_a_fixed_number_of_queries(room, edition, filmmaker, django_assert_num_queries, count):
    for _number in range(count):
        make.submitted(edition, filmmaker)
        make.film_upload(make.draft(edition, filmmaker), state="open")
    with django_assert_num_queries(26):
        assert room.get(reverse("entries:home")).status_code == 200


def test_before_the_release_a_page_does_not_differ_by_the_decision(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    urls = [reverse("entries:home"), reverse("entries:entry", kwargs={"pk": entry.pk})]
    pages = {}
    for decision in ("undecided", "selected", "not_selected"):
        Entry.objects.filter(pk=entry.pk).update(decision=decision)
        pages[decision] = [without_token(room.get(url)) for url in urls]
    assert pages["undecided"] == pages["selected"] == pages["not_selected"]


def without_token(answer):
    token = str(answer.context["csrf_token"])
    # The player's address is signed anew, and masked tokens differ, with every page.
    return re.sub(r"/play/[\w:-]+/", "", answer.content.decode().replace(token, ""))


def test_withdrawing_asks_first_and_happens_once(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    url = reverse("entries:withdraw", kwargs={"pk": entry.pk})
    assert room.get(url).status_code == 200
    assert room.post(url).url == reverse("entries:home")
    assert room.post(url).url == reverse("entries:entry", kwargs={"pk": entry.pk})
    entry.refresh_from_db()
    assert entry.state == "withdrawn"


def test_a_rival_finds_nothing(client, edition, filmmaker, rival):
    entry = make.submitted(edition, filmmaker)
    client.force_login(rival)
    for name in ("about", "film", "review"):
        assert client.get(step_url(entry, name)).status_code == 404
    assert announce(client, entry, filename="a.mp4", size=1).status_code == 404


def test_the_empty_room(room, db):
    assert room.get(reverse("entries:home")).status_code == 200
    house.edition()
    assert room.get(reverse("entries:home")).status_code == 200


def test_the_live_fragment_asks_again_only_while_something_happens(room, edition, filmmaker):
    for state, live in (("checking", True), ("ready", False), ("refused", False)):
        entry = make.draft(edition, filmmaker, film=media.asset(filmmaker, state=state))
        answer = room.get(reverse("entries:film_status", kwargs={"pk": entry.pk}))
        assert (b"hx-trigger" in answer.content) == live, state


def test_a_film_that_can_be_watched_by_now_is_linked_to_where_it_plays(room, edition, filmmaker):
    """The page of a draft leads on to the first step that is missing something, so it is not the place."""
    film = media.asset(filmmaker, state="preparing", playable_at=timezone.now())
    entry = make.draft(edition, filmmaker, film=film)
    answer = room.get(reverse("entries:film_status", kwargs={"pk": entry.pk})).content.decode()
    assert f'<a class="button" href="{step_url(entry, "film")}">' in answer
    assert room.get(step_url(entry, "film")).context["film"].playback


def test_a_long_way_to_the_store_is_shown(room, edition, filmmaker, settings):
    elsewhere = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "originals": elsewhere}
    entry = make.draft(edition, filmmaker)
    make.film_upload(entry, filename="film.mp4", length=5_000_000_000, carried_bytes=1_250_000_000)
    panel = room.get(reverse("entries:film_status", kwargs={"pk": entry.pk})).context["film"]
    (step,) = panel.steps
    assert (panel.live, panel.file, panel.size, panel.percent) == (True, "film.mp4", 5_000_000_000, 25)
    assert (step.label, step.state, step.percent) == ("Stored", "running", 25)


def test_findings_in_plain_words_and_what_to_do(room, edition, filmmaker):
    film = media.asset(filmmaker, state="refused")
    film.findings.create(code="too_long", severity="blocks", params={"duration_s": 700, "limit_s": 600})
    entry = make.draft(edition, filmmaker, film=film)
    panel = room.get(step_url(entry, "film")).context["film"]
    (finding,) = panel.findings
    assert (panel.situation, finding.severity, bool(finding.remedy)) == ("refused", "blocks", True)


@pytest.mark.parametrize(
    "filename",
    [
        "a\x00b.mp4",
        "\ud800.mp4",
        "../../etc/passwd.mp4",
        "x" * 400 + ".mp4",
        " .mp4",
        "他\n.mov",
        "a/b\\c.mkv",
    ],
)
def test_a_strange_file_name_is_tidied_or_refused_in_words(room, edition, filmmaker, filename):
    answer = announce(room, make.draft(edition, filmmaker), filename=filename, size=10)
    assert answer.status_code in (201, 400, 422)
    kept = [upload.filename for upload in filmmaker.uploads.all()]
    assert [name for name in kept if set(name) & set("\x00\n/\\")] == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"filename": 1, "size": null}', b"\xff\xfe", b"7"])
def test_an_announcement_that_is_none_is_refused_in_words(room, edition, filmmaker, body):
    url = reverse("entries:film_begin", kwargs={"pk": make.draft(edition, filmmaker).pk})
    answer = room.post(url, body, content_type="application/json", headers={"Accept": "application/json"})
    assert (answer.status_code, bool(answer.json()["title"])) == (400, True)


@pytest.mark.parametrize(
    "query", ["?edition=99999999999999999999", "?edition=²", "?edition=x", "?page=x", "?page=-7"]
)
def test_a_nonsense_address_is_still_a_page(room, edition, category, query):
    assert room.get(reverse("entries:begin") + query).status_code == 200
    assert room.get(reverse("entries:home") + query).status_code == 200


def test_a_nonsense_category_or_token_is_refused(room, category):
    for sent in (
        {},
        {"category": "99999999999999999999", "token": "x"},
        {"category": "\x00", "token": str(uuid.uuid4())},
        {"category": category.pk, "token": "not a uuid"},
    ):
        assert room.post(reverse("entries:begin"), sent).status_code == 409
    assert Entry.objects.count() == 0


def test_zero_bytes_and_long_words_in_a_step_are_refused_in_words(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="Him")
    for name, sent in (
        ("about", {"title_original": "a\x00b"}),
        ("about", {"synopsis_en": "a\x00b"}),
        ("about", {"title_language": "klingon"}),
        ("facts", {"countries_0": "XX"}),
        ("facts", {"completed_on": "31.02.2026"}),
        ("credits", {"rows": 1, "row0-role": "director", "row0-name": "a\x00"}),
        ("credits", {"rows": 1, "row0-role": "emperor", "row0-name": "Ada"}),
        ("how", {"rows": 1, "video-rows": 1, "video-0-tool": "x" * 121}),
    ):
        assert room.post(step_url(entry, name), sent).status_code == 422, (name, sent)
    entry.refresh_from_db()
    assert (entry.title, entry.directors) == ("Him", ["Ada Lumen"])
