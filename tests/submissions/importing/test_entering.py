"""A table of FilmFreeway's becomes entries that wait for their films; sent twice it changes nothing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord, Letter, User
from media_pipeline.enums import AssetState
from submissions.actions import answer_request, disqualify_entry, reinstate_entry, take_as_it_is
from submissions.actions.importing import carry_on, discard_table, enter_table, look_at_table, receive_table
from submissions.models import Credit, Entry, EntrySearch, ImportedLine, ImportedTable, Origin
from submissions.tasks import carry_on_import
from tests.factories import festival as house
from tests.factories import media
from tests.submissions.importing import tables


@pytest.fixture
def shorts(edition):
    return house.category(edition, name={"en": "Shorts", "zh-hans": "短片"}, slug="shorts")


@pytest.fixture
def here(edition):
    return {"festival": edition.festival.slug, "edition": edition.slug}


def looked_at(edition, lines, by, *, writes_letters=False):
    table = receive_table(edition, tables.filmfreeway(lines), name="films.csv", by=by)
    return look_at_table(
        table,
        mapping={int(column): key for column, key in table.mapping.items()},
        usual_category=table.usual_category,
        day_first=True,
        due_on=(timezone.now() + timedelta(days=14)).date(),
        writes_letters=writes_letters,
        by=by,
    )


def entered(edition, lines, by, **options):
    table = looked_at(edition, lines, by, **options)
    enter_table(table, by=by)
    while carry_on(table.pk):
        pass
    table.refresh_from_db()
    return table


def outcomes(table):
    return list(table.lines.values_list("outcome", flat=True))


def test_films_come_in_and_wait_for_their_files(edition, shorts, programmer):
    told = tables.line(
        1, **{"Project Title (Original Language)": "飞蛾", "Synopsis (Original Language)": "一只飞蛾。"}
    )
    table = entered(edition, [told], programmer)
    entry = Entry.objects.get()
    assert (table.state, outcomes(table), table.cells) == ("done", ["entered"], [])
    assert (entry.state, entry.number, entry.slug, entry.film) == ("incomplete", 1, "a-moth-no-1", None)
    assert (entry.title_original, entry.title_international, entry.title_language) == (
        "飞蛾",
        "A Moth, No. 1",
        "zh-hans",
    )
    assert dict(entry.synopsis) == {"en": "A moth, a lamp; “nothing” else.", "zh-hans": "一只飞蛾。"}
    assert ([country.code for country in entry.countries], entry.languages) == (["CN", "IT"], ["en", "el"])
    assert entry.category == shorts
    assert list(entry.credits.values_list("role", "name")) == [
        ("director", "Ada Lumen"),
        ("director", "Bo Chen"),
        ("writer", "Ada Lumen"),
    ]
    assert (entry.owner.email, entry.owner.name, entry.owner.has_usable_password()) == (
        "maker1@example.org",
        "Ada Lumen 1",
        False,
    )
    assert entry.submitted_at.date().isoformat() == "2026-10-01"
    assert entry.origin.elsewhere["runtime"] == "00:07:12"
    assert AuditRecord.objects.get(action="entry.imported").facts == {
        "source": "filmfreeway",
        "reference": "AISF00001",
    }
    assert Letter.objects.count() == 0


def test_the_same_table_again_changes_nothing(edition, shorts, programmer):
    lines = [tables.line(number) for number in range(1, 4)]
    entered(edition, lines, programmer)
    before = list(Entry.objects.order_by("number").values())
    again = entered(edition, lines, programmer)
    assert outcomes(again) == ["same", "same", "same"]
    assert list(Entry.objects.order_by("number").values()) == before
    assert (Credit.objects.count(), User.objects.filter(email__startswith="maker").count()) == (9, 3)


def test_a_thousand_lines_twice(edition, shorts, programmer, django_assert_max_num_queries):
    lines = [tables.line(number) for number in range(1, 1001)]
    first = looked_at(edition, lines, programmer)
    enter_table(first, by=programmer)
    with django_assert_max_num_queries(2000):
        while carry_on(first.pk):
            pass
    assert Entry.objects.of_edition(edition).count() == 1000
    again = looked_at(edition, lines, programmer)
    assert set(outcomes(again)) == {"same"}
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 1001))


def test_what_changed_there_is_brought_up_to_date_unless_somebody_changed_it_here(
    edition, shorts, programmer
):
    entered(edition, [tables.line(1)], programmer)
    Entry.objects.update(synopsis={"en": "Our own words."})
    table = entered(edition, [tables.line(1, **{"Synopsis": "New.", "Project Title": "Moth"})], programmer)
    entry = Entry.objects.get()
    assert (entry.title, dict(entry.synopsis)) == ("Moth", {"en": "Our own words."})
    assert outcomes(table) == ["changed"]
    assert table.lines.get().remarks[-1] == {"code": "kept_ours", "params": {"field": "synopsis"}}


def test_lines_that_cannot_come_in_say_why(edition, shorts, programmer):
    table = looked_at(
        edition,
        [
            tables.line(1),
            tables.line(1),
            tables.line(2, Email="?"),
            tables.line(3, **{"Submission Status": "Withdrawn"}),
        ],
        programmer,
    )
    assert outcomes(table) == ["to_enter", "refused", "refused", "refused"]
    assert [line.remarks[-1]["code"] for line in table.lines.all()[1:]] == [
        "twice",
        "bad_address",
        "not_entered_there",
    ]


def test_a_worker_that_dies_leaves_nothing_twice(edition, shorts, programmer, monkeypatch):
    monkeypatch.setattr("submissions.actions.importing.A_CHUNK", 2)
    table = looked_at(edition, [tables.line(number) for number in range(1, 6)], programmer)
    enter_table(table, by=programmer)
    assert carry_on(table.pk)
    assert Entry.objects.count() == 2
    while carry_on(table.pk):
        pass
    assert (Entry.objects.count(), Origin.objects.count()) == (5, 5)
    assert not carry_on(table.pk)


def test_the_search_knows_them_as_soon_as_they_are_in(edition, shorts, programmer):
    table = looked_at(edition, [tables.line(1), tables.line(2)], programmer)
    enter_table(table, by=programmer)
    carry_on_import(str(table.pk))
    assert list(EntrySearch.objects.values_list("stale", flat=True)) == [False, False]


def test_the_database_keeps_one_entry_for_a_number(edition, shorts, programmer, filmmaker):
    entered(edition, [tables.line(1)], programmer)
    other = Entry.objects.create(edition=edition, category=shorts, owner=filmmaker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Origin.objects.create(
            entry=other, edition=edition, source="filmfreeway", reference="AISF00001", digest="x"
        )


def test_one_letter_a_person(edition, shorts, programmer):
    lines = [tables.line(1), tables.line(2, Email="MAKER1@example.org"), tables.line(3)]
    entered(edition, lines, programmer, writes_letters=True)
    letters = Letter.objects.order_by("pk")
    assert [letter.to_email for letter in letters] == ["maker1@example.org", "maker3@example.org"]
    assert letters[0].text.count("A Moth, No.") == 2


def test_the_maker_is_asked_for_the_film_in_the_language_of_the_page(edition, shorts, programmer):
    entered(edition, [tables.line(1)], programmer)
    asked = Entry.objects.get().requests.get()
    with override("zh-hans"):
        chinese = asked.words
    assert (asked.words, chinese == asked.words) == (
        "Please send your film file, and complete what the other platform did not ask for.",
        False,
    )


def test_the_maker_sends_the_film_agrees_and_is_in_consideration(edition, shorts, programmer):
    entered(edition, [tables.line(1)], programmer)
    entry = Entry.objects.get()
    with pytest.raises(NotReady) as refusal:
        answer_request(entry, answer="", by=entry.owner, regulations_accepted=True)
    assert [str(problem) for problem in refusal.value.problems][:1] == ["Upload the film."]
    Entry.objects.update(film=media.asset(entry.owner, state=AssetState.READY))
    with pytest.raises(NotReady) as refusal:
        answer_request(entry, answer="", by=entry.owner)
    assert [str(problem) for problem in refusal.value.problems] == [
        "Agree to the regulations of the festival."
    ]
    answer_request(entry, answer="", by=entry.owner, regulations_accepted=True)
    entry.refresh_from_db()
    assert (entry.state, entry.regulations_accepted_at is not None) == ("submitted", True)


def test_without_a_film_it_cannot_be_taken_as_it_is_nor_come_back(edition, shorts, programmer):
    entered(edition, [tables.line(1)], programmer)
    entry = Entry.objects.get()
    with pytest.raises(NotReady):
        take_as_it_is(entry, by=programmer)
    disqualify_entry(entry, by=programmer, reason="It never came.")
    with pytest.raises(Conflict):
        reinstate_entry(entry, by=programmer)


def test_a_file_that_is_no_table_is_refused_in_words(edition, shorts, programmer):
    with pytest.raises(FestivalError) as refusal:
        receive_table(edition, b"\0\1", name="film.mp4", by=programmer)
    assert str(refusal.value).startswith("This file is no table")


def test_a_table_that_is_being_entered_cannot_be_forgotten(edition, shorts, programmer):
    table = looked_at(edition, [tables.line(1)], programmer)
    enter_table(table, by=programmer)
    with pytest.raises(Conflict):
        discard_table(table)
    fresh = receive_table(edition, tables.filmfreeway([tables.line(2)]), name="b.csv", by=programmer)
    discard_table(fresh)
    assert ImportedTable.objects.count() == 1


def test_the_pages_lead_through(
    client, edition, shorts, programmer, here, django_capture_on_commit_callbacks
):
    client.force_login(programmer)
    file = SimpleNamespace(name="films.csv", read=lambda *_: tables.filmfreeway([tables.line(1)]))
    sent = client.post(reverse("entry_desk:imports", kwargs=here), {"file": _upload(file)})
    table = ImportedTable.objects.get()
    assert sent.url == reverse("entry_desk:import", kwargs={**here, "pk": table.pk})
    page = client.get(sent.url)
    data = {name: value for name, value in page.context["form"].initial.items() if value not in (None, False)}
    data |= {f"column_{column}": key for column, key in table.mapping.items()}
    data["due_on"] = (timezone.now() + timedelta(days=3)).date()
    looked = client.post(sent.url, data)
    assert looked.url == reverse("entry_desk:import_lines", kwargs={**here, "pk": table.pk})
    assert client.get(looked.url).context["open"] == 1
    with django_capture_on_commit_callbacks(execute=False):
        client.post(reverse("entry_desk:import_enter", kwargs={**here, "pk": table.pk}))
    while carry_on(table.pk):
        pass
    done = client.get(looked.url)
    assert (done.context["percent"], [line.outcome for line in done.context["page"]]) == (100, ["entered"])
    assert (
        client.get(reverse("entry_desk:entry", kwargs={**here, "pk": Entry.objects.get().pk})).status_code
        == 200
    )
    assert client.get(reverse("entry_desk:entries", kwargs=here)).status_code == 200


def _upload(file):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(file.name, file.read())


@pytest.mark.parametrize("many", [1, 3])
def test_the_lines_cost_the_same_queries_however_many(
    client, edition, shorts, programmer, here, many, django_assert_num_queries
):
    table = looked_at(edition, [tables.line(number) for number in range(many)], programmer)
    client.force_login(programmer)
    url = reverse("entry_desk:import_lines", kwargs={**here, "pk": table.pk})
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)


def test_a_column_may_not_be_two_things(client, edition, shorts, programmer, here):
    table = receive_table(edition, tables.filmfreeway([tables.line(1)]), name="films.csv", by=programmer)
    client.force_login(programmer)
    data = {"usual_category": shorts.pk, "due_on": "2036-01-01", "column_0": "email", "column_4": "email"}
    page = client.post(reverse("entry_desk:import", kwargs={**here, "pk": table.pk}), data)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["column_4"])
    assert ImportedLine.objects.count() == 0
