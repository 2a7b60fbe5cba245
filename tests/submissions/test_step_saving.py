"""Saved as one goes: two windows notice each other, lost answers do no harm, corrections stay within the table."""

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.models import Edition
from submissions import rules
from submissions.changing import CHANGES, STEP_OF, Until, may_change
from submissions.enums import EntryState
from submissions.models import Entry, StepSave
from tests import pictures
from tests.factories import submissions as make

AUTOSAVE = {"X-Requested-With": "autosave"}


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


@pytest.fixture
def draft(edition, filmmaker):
    return make.draft(edition, filmmaker, title="Him")


def url_of(entry, name="about"):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": name})


def window(room, entry):
    """A page opened in a window of its own: what its hidden inputs say."""
    page = room.get(url_of(entry)).context
    return {"version": page["version"], "window": page["window"]}


def save(room, entry, where, title):
    answer = room.post(url_of(entry), {**where, "title_original": title}, headers=AUTOSAVE)
    return answer.status_code, answer.headers.get("Step-Version"), answer.headers.get("Step-Changed")


def title_of(entry):
    return Entry.objects.get(pk=entry.pk).title_original


def test_two_windows_do_not_write_over_each_other_in_silence(room, draft):
    one, other = window(room, draft), window(room, draft)
    assert save(room, draft, one, "One") == (204, "1", None)
    assert save(room, draft, other, "Other") == (409, None, "elsewhere")
    assert title_of(draft) == "One"
    assert save(room, draft, {**other, "version": ""}, "Mine in its place") == (204, "2", None)
    assert save(room, draft, {**one, "version": 1}, "Too late") == (409, None, "elsewhere")
    assert title_of(draft) == "Mine in its place"


def test_an_answer_lost_on_the_way_is_no_conflict(room, draft):
    mine = window(room, draft)
    assert save(room, draft, mine, "First") == (204, "1", None)
    assert save(room, draft, mine, "Second") == (204, "2", None)  # the answer to the first never came


def test_without_a_script_the_conflict_is_a_page_with_what_was_typed(room, draft):
    one, other = window(room, draft), window(room, draft)
    save(room, draft, one, "One")
    page = room.post(url_of(draft), {**other, "title_original": "Other"})
    assert page.status_code == 409
    assert page.context["form"]["title_original"].value() == "Other"
    again = {key: page.context[key] for key in ("version", "window")}
    assert room.post(url_of(draft), {**again, "title_original": "Other"}).status_code == 302
    assert title_of(draft) == "Other"


def test_other_steps_have_their_own_count(room, draft):
    one = window(room, draft)
    room.post(url_of(draft, "facts"), {"countries_0": "CN"}, headers=AUTOSAVE)
    assert save(room, draft, one, "One") == (204, "1", None)
    assert sorted(StepSave.objects.values_list("step", "version")) == [("about", 1), ("facts", 1)]


def test_nonsense_in_the_hidden_inputs_does_no_harm(room, draft):
    for where in ({"version": "x"}, {"version": "9" * 30, "window": "y" * 999}, {"version": "-1"}):
        assert save(room, draft, where, "Him")[0] == 204


@pytest.mark.parametrize("name", ["about", "credits", "facts", "contact", "how", "pictures"])
def test_every_step_says_what_it_lacks_after_each_save(room, draft, name):
    page = room.get(reverse("entries:progress", kwargs={"pk": draft.pk, "name": name}))
    assert [line["label"] for line in page.context["steps"] if line["current"]] == [
        page.context["step"].label
    ]


def test_what_is_missing_leads_to_its_field(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="", synopsis={}, premiere_status="national", director="")
    page = room.get(url_of(entry, "review"))
    assert [line["url"].rpartition("/")[2] for line in page.context["missing"]] == [
        "#film-status",
        "#id_title_original",
        "#id_synopsis_0",
        "#id_row0-name",
        "#id_shown0-place",
    ]
    for line in page.context["missing"]:
        address, _hash, anchor = line["url"].partition("#")
        assert room.get(address).content.decode().count(f'id="{anchor}"') == 1, anchor


def test_the_table_names_columns_and_relations_that_exist():
    names = {field.name for field in Entry._meta.get_fields()}
    assert set(CHANGES) - names == set()
    assert set(STEP_OF) == set(CHANGES) - {"film", "category"}


@pytest.mark.parametrize("what", [*CHANGES, "decision"])
@pytest.mark.parametrize("released", [True, False])
def test_what_may_change_until_when(what, released):
    allowed = {state for state in EntryState.values if may_change(what, state=state, released=released)}
    after = {"submitted"} if CHANGES.get(what) == Until.RELEASE and not released else set()
    assert allowed == {"draft", *after}


def test_after_the_submission_the_words_of_the_catalogue_may_be_corrected(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, title="Him", countries=["IT"])
    page = room.get(url_of(entry))
    assert "title_original" not in page.context["form"].fields
    assert [str(line["label"]) for line in page.context["steps"]] == [
        "About the film",
        "Credits",
        "Director and press",
        "Pictures",
    ]
    sent = {
        "title_original": "Changed",
        "synopsis_en": "Better words.",
        "countries_0": "CN",
        "logline_en": "",
    }
    assert room.post(url_of(entry), sent).url == reverse("entries:entry", kwargs={"pk": entry.pk})
    room.post(url_of(entry), sent)  # nothing new: nothing to tell
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.title_original, entry.synopsis, entry.countries[0].code) == (
        "Him",
        {"en": "Better words."},
        "IT",
    )
    assert [(version.version, version.kept_by) for version in entry.snapshots.all()] == [(1, filmmaker)]


def test_once_the_selection_is_told_nothing_changes_any_more(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, title="Him", decision="selected")
    Edition.objects.filter(pk=edition.pk).update(selection_released_at=timezone.now())
    home = reverse("entries:entry", kwargs={"pk": entry.pk})
    for name in ("about", "credits", "contact", "pictures", "facts"):
        assert room.get(url_of(entry, name)).url == home
        assert room.post(url_of(entry, name), {"synopsis_en": "x", "rows": 0, "links": 0}).url == home
        assert room.post(url_of(entry, name), {}, headers=AUTOSAVE).status_code == 409
    file = pictures.sent(pictures.made())
    add = reverse("entries:pictures_add", kwargs={"pk": entry.pk})
    assert room.post(add, {"kind": "still", "files": [file]}).status_code == 409
    assert (entry.directors, entry.snapshots.count()) == (["Ada Lumen"], 0)


def test_corrections_are_the_makers_alone(client, edition, filmmaker, rival, programmer):
    entry = make.submitted(edition, filmmaker)
    asked = {person: rules.can_change(person, entry, "synopsis") for person in (filmmaker, rival, programmer)}
    assert list(asked.values()) == [True, False, False]
    for person in (rival, programmer):
        client.force_login(person)
        assert client.post(url_of(entry), {"synopsis_en": "x"}).status_code == 404


def test_a_correction_keeps_at_least_one_director(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    assert room.post(url_of(entry, "credits"), {"rows": 0}).status_code == 422
    assert Entry.objects.get(pk=entry.pk).directors == ["Ada Lumen"]


def test_the_api_counts_as_another_window(room, draft):
    mine = window(room, draft)
    body = {"title_original": "By a program", "links": [{"kind": "website", "url": "https://ada.example"}]}
    answer = room.patch(f"/api/v1/entries/{draft.pk}/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["links"]) == (200, body["links"])
    assert save(room, draft, mine, "Mine") == (409, None, "elsewhere")


def test_the_api_corrects_what_may_be_corrected_and_nothing_else(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, title="Him")
    url = f"/api/v1/entries/{entry.pk}/"

    def patch(body):
        return room.patch(url, body, content_type="application/json").status_code

    assert patch({"synopsis": {"en": "Better."}, "title_transliteration": "Him"}) == 200
    assert patch({"synopsis": {"en": "Worse."}, "title_original": "Changed"}) == 409
    assert patch({"credits": [{"role": "music", "name": "Cy"}]}) == 400
    assert patch({"links": [{"kind": "website", "url": "http://ada.example"}]}) == 400
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.title, entry.synopsis, entry.directors) == ("Him", {"en": "Better."}, ["Ada Lumen"])
