"""What was handed in is kept as version 1; each later change is a version of its own; nobody changes a version."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import InternalError, connection, transaction

from media_pipeline.models import Asset
from submissions import snapshots
from submissions.actions import settle_film, submit_entry
from submissions.models import Credit, Entry, Snapshot, SnapshotCause, ToolUse
from submissions.snapshots import registry
from submissions.snapshots.plain import canonical
from tests.factories import submissions as make


@pytest.fixture
def draft(edition, filmmaker):
    made = make.draft(edition, filmmaker, settled=True, title="我们的树", title_international="Our Tree")
    ToolUse.objects.create(entry=made, stage="video", tool="Dreamina Video 3.0")
    return made


@pytest.fixture
def entry(draft, filmmaker):
    draft.film.sha256 = "a" * 64
    draft.film.save()
    submit_entry(draft, by=filmmaker, regulations_accepted=True)
    return draft


def test_a_draft_has_no_versions(draft, filmmaker):
    assert snapshots.keep(draft, SnapshotCause.MAKER, by=filmmaker) is None
    assert Snapshot.objects.count() == 0


def test_the_submission_is_version_one_with_everything_in_it(entry, filmmaker):
    kept = Snapshot.objects.get()
    assert (kept.version, kept.cause, kept.kept_by, kept.film) == (1, "submitted", filmmaker, entry.film)
    said = kept.data
    assert said["entry"]["title_original"] == "我们的树"
    assert said["entry"]["countries"] == "IT"
    assert said["entry"]["completed_on"] == "2026-03-01"
    assert said["entry"]["regulations_digest"] == entry.regulations_digest
    assert [row["name"] for row in said["rows"]["credits"]] == ["Ada Lumen"]
    assert [row["tool"] for row in said["rows"]["tool_uses"]] == ["Dreamina Video 3.0"]
    assert said["film"]["asset"] == str(entry.film_id)
    assert said["evidence"]["film_sha256"] == "a" * 64
    assert filmmaker.email not in canonical(said)


def test_the_digest_can_be_recomputed_from_what_the_database_gives_back(entry):
    kept = Snapshot.objects.get()
    text = json.dumps(kept.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == kept.sha256


def test_a_change_is_a_new_version_and_no_change_is_none(entry, filmmaker, programmer):
    assert snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker).version == 1
    Entry.objects.update(title_international="The Tree")
    made = snapshots.keep(entry, SnapshotCause.OFFICE, by=programmer, note="By telephone")
    assert (made.version, made.note, made.kept_by) == (2, "By telephone", programmer)
    # The same rows written anew have other keys and say the same.
    Credit.objects.all().delete()
    Credit.objects.create(entry=entry, role="director", name="Ada Lumen", position=7)
    Asset.objects.update(sha256="b" * 64)
    assert snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker).version == 2


def test_another_film_is_a_new_version_and_the_former_film_stays(edition, entry, filmmaker):
    former = entry.film
    Asset.objects.update(state="refused", reason="Too long")
    make.film_upload(entry, film="ready")
    newest = Asset.objects.exclude(pk=former.pk).get()
    settle_film(newest)
    first, second = Snapshot.objects.order_by("version")
    assert (first.film, second.film, second.cause) == (former, newest, "film")
    assert snapshots.past(first, Entry.objects.get()).film == former


def test_the_database_changes_no_version(entry, filmmaker):
    kept = Snapshot.objects.get()
    for deed in (
        lambda: Snapshot.objects.update(note="other"),
        lambda: Snapshot.objects.filter(pk=kept.pk).update(data={}),
        kept.delete,
    ):
        with pytest.raises(InternalError, match="never changed"), transaction.atomic():
            deed()
    Snapshot.objects.update(kept_by=None)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local festival.erasing = 'on'")
        Snapshot.objects.update(data={}, kept_by_text="somebody")
        with pytest.raises(InternalError, match="never changed"), transaction.atomic():
            Snapshot.objects.update(version=9)
        with pytest.raises(InternalError, match="never changed"), transaction.atomic():
            Snapshot.objects.all().delete()


def test_the_past_reads_like_the_entry_and_cannot_be_written(entry, django_assert_num_queries):
    Entry.objects.update(
        title_international="The Tree", completed_on=date(2026, 4, 1), countries=["FR"], languages=["fr"]
    )
    Credit.objects.update(name="Somebody Else")
    now = Entry.objects.for_cards().get()
    kept = Snapshot.objects.select_related("film").get()
    with django_assert_num_queries(0):
        was = snapshots.past(kept, now)
        assert (was.title, was.title_other, was.title_lang) == ("Our Tree", "我们的树", "en")
        assert (was.directors, was.completed_on, was.languages) == (["Ada Lumen"], date(2026, 3, 1), ["en"])
        assert [country.code for country in was.countries] == ["IT"]
        assert str(was.logline) == "Somebody looks for something."
        assert [use.get_stage_display() for use in was.tool_uses.all()] == ["Video"]
        assert (was.state, was.number, was.edition) == (now.state, now.number, now.edition)
        assert was.film_facts == now.film_facts
        assert was == now
    for deed in (was.save, was.delete):
        with pytest.raises(TypeError):
            deed()
    assert Entry.objects.get().title == "The Tree"


def test_a_kind_of_row_that_was_not_kept_yet_is_no_change(entry, filmmaker, monkeypatch):
    monkeypatch.setitem(registry.PARTS, "answers", registry.Custom("answers", "Answers", lambda entry: {}))
    assert snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker).version == 1
    told = registry.Custom("answers", "Answers", lambda entry: {"Why?": "Because"})
    monkeypatch.setitem(registry.PARTS, "answers", told)
    assert snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker).version == 2


def test_pictures_of_a_version_are_not_discarded(entry, filmmaker):
    Entry.objects.update(still="stills/" + "1" * 32 + ".jpg")
    snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker)
    assert not snapshots.may_discard(entry, "stills/" + "1" * 32 + ".jpg")
    assert snapshots.may_discard(entry, "stills/" + "2" * 32 + ".jpg")


def test_changed_since_submission_until_somebody_has_looked(entry, edition, filmmaker, programmer):
    other = make.submitted(edition, filmmaker)

    def changed() -> list[Entry]:
        return list(Entry.objects.with_changes().filter(changed_since_submission=True))

    assert changed() == []
    Entry.objects.filter(pk=entry.pk).update(title_international="The Tree")
    snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker)
    assert changed() == [entry]
    snapshots.seen(entry, version=99, by=programmer)
    assert changed() == []
    Entry.objects.filter(pk=entry.pk).update(title_international="A Tree")
    snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker)
    assert changed() == [entry]
    assert snapshots.first_kept_later(other).cause == "found"
    assert changed() == [entry]


@pytest.mark.parametrize("count", [1, 3])
def test_keeping_costs_a_fixed_number_of_queries(entry, filmmaker, django_assert_num_queries, count):
    for number in range(count):
        Credit.objects.create(entry=entry, role="cast", name=f"Voice {number}")
        ToolUse.objects.create(entry=entry, stage="sound", tool=f"Tool {number}")
    with django_assert_num_queries(20):
        snapshots.keep(entry, SnapshotCause.MAKER, by=filmmaker)
