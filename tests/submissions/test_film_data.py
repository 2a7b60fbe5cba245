"""What makers tell about their film: saved by step, shown beside what was measured, asked for by the edition."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from festival.enums import EntryNeed
from festival.models import Edition
from submissions.actions import add_pictures, remember_details, use_details
from submissions.dossiers import whats_missing
from submissions.eligibility import ASKABLE
from submissions.models import Entry, Link, MakerProfile
from submissions.sentences import SENTENCES
from submissions.told import comparisons
from submissions.validators import validate_https
from tests import pictures
from tests.factories import media
from tests.factories import submissions as make


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


@pytest.fixture
def draft(edition, filmmaker):
    return make.draft(edition, filmmaker)


def url_of(entry, name):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": name})


def test_titles_in_three_forms_and_which_text_is_the_source(room, draft):
    room.post(
        url_of(draft, "about"),
        {
            "title_original": "寻找鸟哥",
            "title_language": "zh-hans",
            "title_transliteration": "Xunzhao Niaoge",
            "texts_language": "zh-hans",
            "synopsis_en": "A bird.",
            "synopsis_zh_hans": "一只鸟。",
        },
    )
    draft.refresh_from_db()
    assert (draft.title_transliteration, draft.texts_language) == ("Xunzhao Niaoge", "zh-hans")


def test_facts_with_earlier_screenings(room, draft):
    sent = {
        "countries_0": "CN",
        "languages_0": "zxx",
        "subtitle_languages_0": "en",
        "completed_on": "2026-01-15",
        "production_weeks": "6",
        "budget_band": "under_1k",
        "told_runtime_s": "9:05",
        "told_fps": "23.976",
        "told_sound": "stereo",
        "premiere_status": "continental",
        "showns": "2",
        "shown0-place": "Harbour Nights (demo)",
        "shown0-country": "JP",
        "shown0-shown_on": "2026-02-01",
        "shown1-place": "",
    }
    assert room.post(url_of(draft, "facts"), sent).url == url_of(draft, "contact")
    draft.refresh_from_db()
    assert (draft.told_runtime_s, str(draft.told_fps), draft.production_weeks) == (545, "23.976", 6)
    assert [(s.place, s.country.code, s.shown_on) for s in draft.past_screenings.all()] == [
        ("Harbour Nights (demo)", "JP", date(2026, 2, 1))
    ]
    for wrong in (
        {"told_runtime_s": "long"},
        {"production_weeks": "0"},
        {"premiere_status": "galactic"},
        {"told_sound": "loud"},
        {"shown0-country": "XX"},
        {"shown0-shown_on": "31.02.2026"},
    ):
        assert room.post(url_of(draft, "facts"), {**sent, **wrong}).status_code == 422, wrong


def test_a_premiere_and_the_screenings_before_it_agree(draft):
    def codes():
        return [missing.code for missing in whats_missing(draft) if missing.step == "facts"]

    assert codes() == []
    draft.premiere_status = "national"
    assert codes() == ["past_screening_missing"]
    draft.past_screenings.create(place="Harbour Nights (demo)")
    assert codes() == []
    draft.premiere_status = "world"
    assert codes() == ["premiere_contradicted"]


def test_links_are_https_only(room, draft):
    url = url_of(draft, "contact")
    sent = {"links": "2", "link0-kind": "trailer", "link0-url": "vimeo.example/1", "link1-kind": "website"}
    assert room.post(url, {**sent, "biography_en": "Ada."}).status_code == 302
    assert [(link.kind, link.url) for link in draft.links.all()] == [("trailer", "https://vimeo.example/1")]
    for bad in (
        "http://a.example",
        "javascript:alert(1)",
        "https://ada:secret@a.example",
        "https://127.0.0.1/",
    ):
        assert room.post(url, {**sent, "link0-url": bad}).status_code == 422, bad
    assert draft.links.get().url == "https://vimeo.example/1"
    room.post(
        url,
        {"links": "1", "link0-kind": "trailer", "link0-url": "https://b.example", "deed": "link:remove-0"},
    )
    assert draft.links.count() == 0


@pytest.mark.parametrize(
    "url", ["https://[::1]/", "https://localhost/", "ftp://a.example", "https://a.example:x/"]
)
def test_an_address_names_a_public_site(url):
    with pytest.raises(ValidationError):
        validate_https(url)


def test_credits_with_teams_scripts_and_free_roles(room, draft):
    rows = {
        "rows": "3",
        "row0-role": "director",
        "row0-name": "Long Qin",
        "row0-name_other": "秦龙",
        "row1-role": "other",
        "row1-role_text": "Bird whisperer",
        "row1-name": "Bo",
        "row2-role": "company",
        "row2-name": "Lamp & Co (demo)",
        "row2-is_team": "on",
        "row2-films_before": "The Lamp (2024)",
        "row-order": ["2", "0", "1"],
    }
    room.post(url_of(draft, "credits"), rows)
    assert [(c.role_label, c.full_name, c.is_team) for c in draft.credits.all()] == [
        ("Production company", "Lamp & Co (demo)", True),
        ("Director", "Long Qin (秦龙)", False),
        ("Bird whisperer", "Bo", False),
    ]
    room.post(
        url_of(draft, "credits"), {**rows, "row-order": ["1", "0"], "deed": "up-0"}
    )  # the third was removed
    assert [credit.name for credit in draft.credits.all()] == ["Long Qin", "Bo"]


def test_the_desk_sees_what_was_typed_beside_what_was_measured(client, edition, filmmaker, programmer):
    film = media.asset(filmmaker, state="ready")
    entry = make.submitted(edition, filmmaker, film=film, told_fps="12")
    client.force_login(programmer)
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug, "pk": entry.pk}
    page = client.get(reverse("entry_desk:entry", kwargs=kwargs))
    parts = {part.name: part.values for part in page.context["parts"]}
    assert [(line.told, line.agrees) for line in parts["checks"]["told"]] == [("12", False)]


def test_told_beside_measured(edition, filmmaker):
    film = media.asset(filmmaker, state="ready")
    seconds = film.facts.duration_s
    entry = make.draft(edition, filmmaker, film=film, told_runtime_s=round(seconds) + 30, told_fps="24")
    lines = {line.label: line.agrees for line in comparisons(entry)}
    assert lines["Running time"] is False
    entry.told_runtime_s = round(seconds)
    assert comparisons(entry)[0].agrees is True
    assert comparisons(make.draft(edition, filmmaker)) == []


def test_what_an_edition_may_ask_is_one_list_with_words():
    assert set(ASKABLE) == set(EntryNeed.values)
    assert {f"{name}_asked" for name in ASKABLE} - set(SENTENCES) == set()


def test_an_edition_asks_for_more(edition, filmmaker):
    Edition.objects.filter(pk=edition.pk).update(entry_needs=EntryNeed.values)
    bare = make.draft(edition, filmmaker, logline={})
    bare.refresh_from_db()
    asked = [missing.code for missing in whats_missing(bare) if missing.code.endswith("_asked")]
    assert sorted(asked) == sorted(f"{name}_asked" for name in EntryNeed.values)
    full = make.draft(
        edition,
        filmmaker,
        statement={"en": "x"},
        biography={"en": "x"},
        production_weeks=4,
        premiere_status="world",
        press_email="press@example.org",
    )
    for kind in ("still", "poster", "portrait"):
        add_pictures(full, [pictures.sent(pictures.made())], kind=kind, by=filmmaker)
    full = Entry.objects.get(pk=full.pk)
    assert [m.code for m in whats_missing(full) if m.code.endswith("_asked")] == ["press_kit_asked"]


def test_my_details_from_last_time(room, edition, filmmaker, rival):
    last = make.submitted(
        edition, filmmaker, biography={"en": "Ada makes films."}, press_email="ada@example.org"
    )
    Link.objects.create(entry=last, kind="website", url="https://ada.example")
    Link.objects.create(entry=last, kind="trailer", url="https://trailer.example")
    (portrait,) = add_pictures(last, [pictures.sent(pictures.made())], kind="portrait", by=filmmaker)
    remember_details(last, by=filmmaker)
    entry = make.draft(edition, filmmaker, press_email="new@example.org")
    room.post(reverse("entries:details_use", kwargs={"pk": entry.pk}))
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.biography, entry.press_email) == ({"en": "Ada makes films."}, "new@example.org")
    assert [link.url for link in entry.links.all()] == ["https://ada.example"]
    copy = entry.pictures.get()
    assert (copy.kind, copy.name == portrait.name) == ("portrait", False)
    assert room.get(copy.url).content == room.get(portrait.url).content
    assert use_details(entry, by=filmmaker) == []
    theirs = make.draft(edition, rival)
    assert use_details(theirs, by=rival) == []


def test_my_details_have_a_page(room, filmmaker):
    url = reverse("entries:details")
    assert room.get(url).status_code == 200
    sent = {"biography_en": "Ada.", "links": "1", "link0-kind": "website", "link0-url": "https://ada.example"}
    assert room.post(url, sent).status_code == 302
    profile = MakerProfile.objects.get(user=filmmaker)
    assert (profile.biography, profile.links) == (
        {"en": "Ada."},
        [{"kind": "website", "url": "https://ada.example"}],
    )
    assert room.post(url, {**sent, "link0-url": "http://ada.example"}).status_code == 422
    assert room.get(url).context["links"].rows[0].initial["url"] == "https://ada.example"


QUERIES = {"about": 17, "credits": 18, "facts": 18, "contact": 18, "pictures": 18, "review": 29}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_each_step_costs_a_fixed_number_of_queries(room, draft, django_assert_num_queries, name, count):
    for number in range(count):
        draft.credits.create(role="cast", name=f"Person {number}")
        draft.links.create(url=f"https://{number}.example")
        draft.past_screenings.create(place=f"Place {number}")
    with django_assert_num_queries(QUERIES[name]):
        assert room.get(url_of(draft, name)).status_code == 200
