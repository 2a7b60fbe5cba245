"""The table of entries: what it may be asked, by whom, what it shows, and how each person likes it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from festival.enums import Role
from submissions.actions.flagging import flag_entries
from submissions.actions.preselecting import assign_preselectors, say_leaning
from submissions.actions.tagging import create_tag, tag_entries
from submissions.models import BulkChange, CoOwner, Entry, EntryNote, Preselection, SavedView, TableHabits
from submissions.models.snapshot import SnapshotCause
from submissions.search.index import freshen_all
from submissions.table.columns import COLUMNS
from submissions.table.filters import FILTERS
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make
from tests.submissions.test_desk import address, listed


@pytest.fixture
def desk(client, programmer):
    client.force_login(programmer)
    return client


@pytest.fixture
def films(edition, filmmaker, rival, programmer, director):
    """Three films with everything that may be asked about."""
    main, tall = house.category(edition, "main"), house.category(edition, "tall")
    panorama = edition.sections.create(slug="panorama", name={"en": "Panorama"})
    made = [
        make.submitted(
            edition,
            owner,
            number=number,
            title=title,
            category=category,
            section=section,
            countries=countries,
            languages=languages,
            film=media.asset(owner, seconds=seconds, size=size, state=state),
            decision=decision,
        )
        for number, title, owner, category, section, countries, languages, seconds, size, state, decision in [
            (
                1,
                "Ash",
                filmmaker,
                main,
                panorama,
                ["CN", "FR"],
                ["en"],
                300,
                "1920x1080",
                "ready",
                "selected",
            ),
            (2, "Birch", rival, tall, None, ["CN"], ["zh"], 100, "1080x1920", "ready", "undecided"),
            (3, "Cedar", rival, tall, None, ["JP"], ["ja", "en"], 200, "1920x1080", "refused", "undecided"),
        ]
    ]
    ash, birch, cedar = made
    Entry.objects.filter(pk=ash.pk).update(submitted_at=timezone.now() - timedelta(days=9))
    Entry.objects.filter(pk=birch.pk).update(premiere_status="world")
    ash.stage_answers.create(stage="image", extent="generated")
    ash.stage_answers.create(stage="script", extent="assisted")
    ash.stage_answers.create(stage="music", extent="none")
    birch.stage_answers.create(stage="image", extent="none")
    for version in (1, 2):
        cedar.snapshots.create(version=version, cause=SnapshotCause.values[0], data={}, sha256="")
    flag_entries([ash.pk], colour="red", reason="Watch again.", by=director)
    tag_entries(
        [ash.pk, birch.pk], create_tag(edition, name="Opening", colour="good", by=director), by=director
    )
    EntryNote.objects.create(entry=birch, author=director, author_text="D", text="A canary.")
    assign_preselectors([(ash.pk, programmer.pk), (birch.pk, director.pk)], by=director)
    say_leaning(Preselection.objects.get(entry=ash), "yes", by=programmer)
    return ash, birch, cedar


AGES_AGO = (timezone.now() - timedelta(days=5)).date().isoformat()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Ash", "Birch", "Cedar"]),
        ({"stage": "needs_film"}, ["Cedar"]),
        ({"stage": ["needs_film", "in_consideration"]}, ["Ash", "Birch", "Cedar"]),
        ({"category": ["main", "nonsense"]}, ["Ash"]),
        ({"section": "panorama"}, ["Ash"]),
        ({"decision": "selected"}, ["Ash"]),
        ({"flag": "red"}, ["Ash"]),
        ({"flag": ["none", "green"]}, ["Birch", "Cedar"]),
        ({"tag": "Opening"}, ["Ash", "Birch", "Cedar"]),  # tags are asked for by their keys
        ({"person": "me"}, ["Ash"]),
        ({"person": "nobody"}, ["Cedar"]),
        ({"person": ["me", "nobody"]}, ["Ash", "Cedar"]),
        ({"leaning": "yes"}, ["Ash"]),
        ({"leaning": "open"}, ["Birch"]),
        ({"notes": "yes"}, ["Birch"]),
        ({"notes": "no"}, ["Ash", "Cedar"]),
        ({"notes": ["yes", "no"]}, ["Ash", "Birch", "Cedar"]),
        ({"verdict": "accepted"}, ["Ash", "Birch"]),
        ({"verdict": ["refused", "failed"]}, ["Cedar"]),
        ({"verdict": "warned"}, []),
        ({"premiere": "world"}, ["Birch"]),
        ({"made": "generated"}, ["Ash"]),
        ({"made": "none"}, ["Birch"]),
        ({"made": ["none", "assisted"]}, ["Ash", "Birch"]),
        ({"fee": "due"}, []),
        ({"fee": ["none", "settled"]}, ["Ash", "Birch", "Cedar"]),
        ({"changed": "yes"}, ["Cedar"]),
        ({"state": "withdrawn"}, []),
        ({"shape": "vertical"}, ["Birch"]),
        ({"country": "CN"}, ["Ash", "Birch"]),
        ({"language": "en"}, ["Ash", "Cedar"]),
        ({"shortest": "3"}, ["Ash", "Cedar"]),
        ({"longest": "4"}, ["Birch", "Cedar"]),
        ({"shortest": "2", "longest": "4"}, ["Cedar"]),
        ({"shortest": "-1", "longest": "x" * 99}, ["Ash", "Birch", "Cedar"]),
        ({"since": AGES_AGO}, ["Birch", "Cedar"]),
        ({"until": AGES_AGO}, ["Ash"]),
        ({"until": date.max.isoformat(), "since": date.min.isoformat()}, ["Ash", "Birch", "Cedar"]),
        ({"q": "cedar"}, ["Cedar"]),
        ({"q": "canary"}, ["Birch"]),
        ({"q": "opening -ash"}, ["Birch"]),
        ({"change": "nonsense"}, ["Ash", "Birch", "Cedar"]),
        ({"change": "00000000-0000-0000-0000-000000000000"}, []),
    ],
)
def test_filters(desk, edition, films, query, titles):
    assert listed(desk, edition, **query) == titles


def test_every_filter_is_tried_above():
    asked = {name for mark in test_filters.pytestmark for query, _titles in mark.args[1] for name in query}
    assert {one.name for one in FILTERS} <= asked


def test_tags_are_asked_for_by_their_keys(desk, edition, films):
    tag = edition.entry_tags.get()
    assert listed(desk, edition, tag=str(tag.pk)) == ["Ash", "Birch"]


@pytest.mark.parametrize("column", [column.name for column in COLUMNS if column.sort])
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_sort_gives_every_row_once(desk, edition, films, column, sign):
    pages = [
        listed(desk, edition, sort=sign + column, columns=column, size="25", page=str(page)) for page in (1,)
    ]
    assert sorted(pages[0]) == ["Ash", "Birch", "Cedar"]


def test_pages_share_no_row_and_miss_none(desk, edition, filmmaker):
    for number in range(1, 61):
        make.submitted(edition, filmmaker, number=number, title=f"Film {number}")
    for sort in ("category", "-title", "submitted", "decision"):
        pages = [listed(desk, edition, sort=sort, size="25", page=str(page)) for page in (1, 2, 3)]
        assert [len(page) for page in pages] == [25, 25, 10]
        assert len({title for page in pages for title in page}) == 60
    beyond = desk.get(address(edition, "entries"), {"page": "999", "size": "25"}).context["pages"]
    assert (beyond.number, beyond.last, beyond.previous_url, beyond.next_url) == (3, 3, "?size=25&page=2", "")


def test_stages_are_counted_within_what_was_asked(desk, edition, films):
    bar = desk.get(address(edition, "entries"), {"country": "CN", "stage": "needs_film"}).context["stages"]
    assert [(str(stage["label"]), stage["count"], stage["current"]) for stage in bar] == [
        ("All", 2, False),
        ("Film refused", 0, True),
        ("In consideration", 2, False),
    ]


def test_chips_take_one_filter_away(desk, edition, films):
    query = {"q": "a", "category": ["main", "tall"], "longest": "9"}
    chips = desk.get(address(edition, "entries"), query).context["question"].chips
    assert [(str(chip.label), chip.words, chip.url) for chip in chips] == [
        ("Search", "a", "?category=main&category=tall&longest=9"),
        ("Category", "Main", "?q=a&category=tall&longest=9"),
        ("Category", "Tall", "?q=a&category=main&longest=9"),
        ("At most", "9 minutes", "?q=a&category=main&category=tall"),
    ]


SECRETS = {"decision": "selected", "flag": "red", "person": "nobody", "leaning": "yes", "notes": "yes"}


@pytest.mark.parametrize("name", SECRETS)
def test_the_rest_of_the_desk_cannot_ask_about_secrets(client, edition, films, scrutineer, name):
    client.force_login(scrutineer)
    assert listed(client, edition, **{name: SECRETS[name]}) == ["Ash", "Birch", "Cedar"]
    page = client.get(address(edition, "entries"), {"columns": "title,decision,flag,tags,people,notes,owner"})
    assert [column["name"] for column in page.context["columns"]] == ["title"]
    assert listed(client, edition, q="canary") == []
    text = page.content.decode()
    assert not [word for word in ("Opening", "Watch again", "rival@example.org", "Selected") if word in text]


@pytest.mark.parametrize("how", ["owner", "co-owner"])
def test_a_maker_on_the_team_learns_nothing_about_their_own_film(client, edition, films, director, how):
    maker = house.member(edition, Role.PROGRAMMER, name="maker")
    ash, _birch, _cedar = films
    EntryNote.objects.create(entry=ash, author=director, author_text="D", text="A secret canary.")
    if how == "owner":
        Entry.objects.filter(pk=ash.pk).update(owner=maker)
    else:
        CoOwner.objects.create(entry=ash, user=maker, accepted_at=timezone.now())
    client.force_login(maker)
    for query in (
        {"flag": "red"},
        {"flag": "none"},
        {"tag": str(edition.entry_tags.get().pk)},
        {"person": "nobody"},
        {"leaning": "yes"},
        {"notes": "yes"},
        {"notes": "no"},
        {"decision": "selected"},
        {"decision": "undecided"},
        {"q": "secret"},
        {"q": "opening"},
    ):
        assert "Ash" not in listed(client, edition, **query)
    assert "Ash" in listed(client, edition, q="ash -secret")
    columns = "title,decision,flag,tags,people,notes"
    page = client.get(address(edition, "entries"), {"columns": columns})
    cells = {line.entry.title: [cell.kind for _column, cell in line.cells] for line in page.context["lines"]}
    assert cells["Ash"] == ["title", "text", "text", "text", "text", "text"]
    assert cells["Birch"] == ["title", "badge", "text", "tags", "people", "text"]
    assert "Watch again" not in page.content.decode()
    for sort in ("decision", "-decision"):
        assert listed(client, edition, sort=sort)[-1] == "Ash"
    for sort in ("flag", "-flag"):  # the only flag is on it, so nothing is left to sort by
        assert listed(client, edition, sort=sort) == ["Ash", "Birch", "Cedar"]
    entry = client.get(address(edition, "entry", pk=ash.pk)).content.decode()
    assert not [word for word in ("canary", "Watch again", "Opening") if word in entry]
    for name in ("entry_tags", "entry_flag", "entry_notes", "give", "say"):
        assert client.post(address(edition, name, pk=ash.pk), {"name": "x", "text": "x"}).status_code == 403


def test_neither_maker_nor_juror_reads_what_the_office_keeps(client, edition, films, filmmaker, juror):
    ash, _birch, _cedar = films
    EntryNote.objects.create(entry=ash, author=None, author_text="D", text="A secret canary.")
    for person, url in ((filmmaker, f"/entries/{ash.pk}/"), (juror, "/jury/"), (filmmaker, "/entries/")):
        client.force_login(person)
        text = client.get(url).content.decode()
        assert not [word for word in ("canary", "Watch again", "Opening") if word in text]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ({}, 8),
        ({"q": "film", "columns": ",".join(column.name for column in COLUMNS)}, 9),
        ({"stage": "in_consideration", "flag": "none", "person": "nobody", "shape": "horizontal"}, 8),
    ],
)
def test_the_table_costs_at_most_ten_queries(
    desk, edition, filmmaker, director, django_assert_num_queries, count, query, queries
):
    for _film in range(count):
        entry = make.submitted(edition, filmmaker)
        tag_entries([entry.pk], create_tag(edition, name="Opening", colour="good", by=director), by=director)
    freshen_all()
    with django_assert_num_queries(queries):
        page = desk.get(address(edition, "entries"), query)
    assert len(page.context["lines"]) == count


def test_hits_are_marked_and_others_are_quoted(desk, edition, filmmaker):
    make.submitted(edition, filmmaker, title="A <b>bird</b>", logline={"en": "Nothing."})
    make.submitted(edition, filmmaker, title="Other", logline={"en": "Here a <i>bird</i> sings."})
    text = desk.get(address(edition, "entries"), {"q": "bird"}).content.decode()
    assert "A &lt;b&gt;<mark>bird</mark>&lt;/b&gt;" in text
    assert "Logline: Here a &lt;i&gt;<mark>bird</mark>&lt;/i&gt; sings." in text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "'; DROP TABLE x; --"},
        {"q": "a & b | !c:* <-> ("},
        {"q": "\x00"},
        {"q": "x" * 5000},
        {"q": "鸟" * 5000},
        {"sort": "\x00", "page": "²", "size": "²", "view": "x", "columns": ",,\x00,title,title"},
        {"since": "9999-99-99", "until": "\x00", "shortest": "²"},
        {"page": "-1", "size": "1e9"},
        {"tag": "1 OR 1=1", "person": "-1", "flag": "\x00", "country": "%"},
    ],
)
def test_hostile_questions_get_a_page(desk, edition, films, query):
    assert desk.get(address(edition, "entries"), query).status_code == 200


def test_views_keep_question_and_columns(desk, client, edition, films, programmer, director, scrutineer):
    url = address(edition, "views") + "?category=tall&sort=-title&page=2&columns=title,number"
    answer = desk.post(url, {"name": "Upright ones", "shared": "on", "default": "on"})
    view = SavedView.objects.get()
    assert (view.query, view.columns, view.owner) == (
        "category=tall&sort=-title",
        ["title", "number"],
        programmer,
    )
    assert answer.headers["Location"] == f"{address(edition, 'entries')}?{view.query}&view={view.pk}"
    page = desk.get(address(edition, "entries"), follow=True)  # opens with it
    assert [line.entry.title for line in page.context["lines"]] == ["Cedar", "Birch"]
    assert [column["name"] for column in page.context["columns"]] == ["title", "number"]
    assert listed(desk, edition, all="1") == ["Ash", "Birch", "Cedar"]
    client.force_login(scrutineer)
    assert b"Upright ones" in client.get(address(edition, "entries")).content
    assert client.post(address(edition, "view", pk=view.pk), {"deed": "delete"}).status_code == 403
    SavedView.objects.update(query="decision=selected")
    assert b"Upright ones" not in client.get(address(edition, "entries")).content
    SavedView.objects.update(shared=False)
    assert client.post(address(edition, "view", pk=view.pk), {"deed": "open"}).status_code == 404
    client.force_login(programmer)
    client.post(address(edition, "view", pk=view.pk), {"deed": "change", "name": "Upright"})
    assert SavedView.objects.get().name == "Upright"
    client.post(address(edition, "view", pk=view.pk), {"deed": "delete"})
    assert (SavedView.objects.count(), TableHabits.objects.get().view) == (0, None)


def test_columns_are_chosen_ordered_and_kept(desk, edition, films, programmer):
    url = address(edition, "columns")
    sent = {"column": ["number", "title", "countries"], "density": "compact", "page_size": "25"}
    desk.post(url, {**sent, "up": "title"})
    desk.post(url, {**sent, "column": ["title", "number", "countries"], "down": "number"})
    page = desk.get(address(edition, "entries"))
    assert [column["name"] for column in page.context["columns"]] == ["title", "countries", "number"]
    assert (page.context["density"], page.context["pages"].size) == ("compact", 25)
    assert desk.post(url, {"order": "number,title,nonsense,decision"}).status_code == 204
    assert TableHabits.objects.get().columns == ["number", "title"]
    assert desk.post(url, {"column": "title", "density": "?", "page_size": "3"}).status_code == 422


def test_a_bulk_deed_from_the_table(desk, edition, films, programmer):
    ash, birch, _cedar = films
    begin = address(edition, "bulk_begin")
    answer = desk.post(begin, {"deed": "decide:longlisted", "entry": [str(birch.pk), str(ash.pk), "x"]})
    page = desk.get(answer.headers["Location"])
    assert [str(row["row"].entry.title) for row in page.context["rows"]] == ["Ash", "Birch"]
    assert Entry.objects.get(pk=birch.pk).decision == "undecided"
    done = desk.post(answer.headers["Location"], {"deed": "apply"}, follow=True)
    assert [str(message) for message in done.context["messages"]] == ["2 entries changed."]
    assert listed(desk, edition, change=str(BulkChange.objects.get().pk)) == ["Ash", "Birch"]
    desk.post(answer.headers["Location"], {"deed": "undo"})
    assert Entry.objects.get(pk=ash.pk).decision == "selected"


def test_a_bulk_deed_to_all_that_match_asks_for_its_options(desk, edition, films):
    answer = desk.post(
        address(edition, "bulk_begin"), {"deed": "flag", "scope": "all", "asked": "category=tall&sort=-title"}
    )
    url = answer.headers["Location"]
    assert (desk.get(url).context["planned"], desk.post(url, {"deed": "plan"}).status_code) == (False, 422)
    desk.post(url, {"deed": "plan", "colour": "green", "reason": ""})
    desk.post(url, {"deed": "apply"})
    assert listed(desk, edition, flag="green") == ["Birch", "Cedar"]


def test_bulk_needs_a_deed_and_entries_and_is_the_offices(
    client, edition, films, programmer, director, scrutineer
):
    begin = address(edition, "bulk_begin")
    client.force_login(programmer)
    assert client.post(begin, {"deed": "", "entry": str(films[0].pk)}).status_code == 409
    assert client.post(begin, {"deed": "flag"}).status_code == 409
    url = client.post(begin, {"deed": "unflag", "entry": str(films[0].pk)}).headers["Location"]
    client.force_login(director)
    assert client.get(url).status_code == 404  # somebody else is still looking
    client.force_login(scrutineer)
    assert client.post(url, {"deed": "apply"}).status_code == 403


def test_notes_are_changed_by_their_author_for_a_day(client, edition, films, programmer, director):
    birch = films[1]
    client.force_login(programmer)
    client.post(address(edition, "entry_notes", pk=birch.pk), {"text": "Mine."})
    note = EntryNote.objects.get(author=programmer)
    url = address(edition, "entry_note", pk=birch.pk, note=note.pk)
    client.post(url, {"text": "Mine, better."})
    note.refresh_from_db()
    assert (note.text, note.edited_at is not None) == ("Mine, better.", True)
    EntryNote.objects.update(written_at=timezone.now() - timedelta(hours=25))
    assert client.post(url, {"text": "Late."}).status_code == 403
    assert client.post(url, {"deed": "remove"}).status_code == 403
    client.force_login(director)
    assert client.post(url, {"text": "Not mine."}).status_code == 403
    assert client.post(url, {"deed": "remove"}).status_code == 302
    assert list(EntryNote.objects.values_list("text", flat=True)) == ["A canary."]


def test_tags_are_made_on_a_film_changed_and_merged(desk, edition, films):
    cedar = films[2]
    desk.post(address(edition, "entry_tags", pk=cedar.pk), {"name": "  Closing   night "})
    closing = edition.entry_tags.get(name="Closing night")
    opening = edition.entry_tags.get(name="Opening")
    clash = address(edition, "tag", pk=closing.pk)
    assert desk.post(clash, {"deed": "change", "name": "opening", "colour": "bad"}).status_code == 409
    desk.post(clash, {"deed": "merge", "into": str(opening.pk)})
    assert sorted(opening.taggings.values_list("entry__number", flat=True)) == [1, 2, 3]
    assert edition.entry_tags.count() == 1
    desk.post(address(edition, "entry_tags", pk=cedar.pk), {"off": str(opening.pk)})
    assert sorted(opening.taggings.values_list("entry__number", flat=True)) == [1, 2]
    desk.post(address(edition, "tag", pk=opening.pk), {"deed": "delete"})
    assert edition.entry_tags.count() == 0


def test_pre_selection_shows_my_films_and_the_minutes_left(desk, edition, films, programmer, director):
    birch = films[1]
    desk.post(address(edition, "give", pk=birch.pk), {"person": str(programmer.pk)})
    page = desk.get(address(edition, "preselection"))
    assert [entry.title for entry in page.context["page"]] == ["Birch"]
    assert [(one.name, one.done, one.given, one.minutes_left) for one in page.context["team"]] == [
        ("Director", 0, 1, 2),
        ("Programmer", 1, 2, 2),
    ]
    desk.post(address(edition, "say", pk=birch.pk), {"leaning": "maybe", "back": "list"})
    page = desk.get(address(edition, "preselection"), {"done": "1"})
    assert [(entry.title, entry.leaning) for entry in page.context["page"]] == [
        ("Ash", "yes"),
        ("Birch", "maybe"),
    ]
    assert desk.post(address(edition, "give", pk=birch.pk), {"person": str(programmer.pk)}).status_code == 409
    assert desk.post(address(edition, "say", pk=films[2].pk), {"leaning": "yes"}).status_code == 404
