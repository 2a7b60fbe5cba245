"""Every table that knows people is decided about; and after an erasure none of them still tells who it was."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from festival import audit
from festival.actions.delivering import suppressed_for
from festival.actions.personal import forget_last_letters
from festival.models import Bounce, DeadAddress, Letter, NoReminders, User
from festival.personal_plan import FATES, End, who_know_people
from festival.tasks import carry_out_erasures
from media_pipeline.models import Asset, Upload
from submissions.models import (
    CompletionRequest,
    Entry,
    EntryNote,
    Extension,
    ExtensionUse,
    FeeCode,
    ImportedLine,
    ImportedTable,
    Mailing,
    MailingReader,
    MakerProfile,
    Message,
    MessageThread,
    Origin,
    Paper,
    Preselection,
    SavedView,
    Signature,
    Snapshot,
    StepSave,
    TableHabits,
    ThreadRead,
)
from tests.factories import asking, media
from tests.factories import submissions as make
from tests.festival.test_my_data import made_for, overdue

NAME, ADDRESS = "Wanda Weissdorn", "wanda@weissdorn.example"


@pytest.fixture
def wanda(filmmaker):
    filmmaker.name, filmmaker.email = NAME, ADDRESS
    filmmaker.save()
    return filmmaker


def test_every_table_that_knows_people_is_decided_about():
    assert set(FATES) == who_know_people()


def test_what_is_not_told_or_not_forgotten_has_a_reason():
    bare = [
        label for label, fate in FATES.items() if not fate.why and (not fate.told or fate.end != End.DELETED)
    ]
    assert bare == []


def stored(name: str) -> str:
    return default_storage.save(name, ContentFile(b"%PDF-1.4 %%EOF"))


def talk(entry, author, *, file: str = "", from_desk: bool = False) -> Message:
    thread = MessageThread.objects.create(
        entry=entry,
        subject=f"From {author.name}",
        from_desk=from_desk,
        last_from_desk=from_desk,
        last_author_text=author.name,
        last_at=timezone.now(),
    )
    written = Message.objects.create(
        thread=thread,
        author=author,
        author_text=author.name,
        from_desk=from_desk,
        text=f"I am {author.name}, write to {author.email}.",
        file=file,
        file_label="contract.pdf" if file else "",
    )
    ThreadRead.objects.create(thread=thread, person=author, up_to=written.pk)
    return written


def everywhere(edition, wanda, director) -> Entry:
    """A kept entry of hers, and a row of hers in every table that came from elsewhere."""
    entry = make.submitted(
        edition, wanda, title="Our Tree", press_name=NAME, press_email=ADDRESS, press_phone="+39 02 1"
    )
    MakerProfile.objects.create(user=wanda, biography={"en": f"{NAME} films."}, press_email=ADDRESS)
    talk(entry, wanda)
    EntryNote.objects.create(
        entry=entry,
        author=director,
        author_text=director.name,
        text=f"Ask {NAME} ({ADDRESS}) about the Weissdorn.",
    )
    make.request(entry, message=f"Dear {NAME}, write more.", answer=f"Done. {NAME}", answered_by=wanda)
    mailing = Mailing.objects.create(
        edition=edition, subject={"en": "News"}, body={"en": "All"}, author=director
    )
    MailingReader.objects.create(mailing=mailing, person=wanda, films=[entry.pk], done=True)
    NoReminders.objects.create(person=wanda, said_by="page")
    DeadAddress.objects.create(address=ADDRESS, reason="unknown", said=f"<{ADDRESS}> unknown")
    Bounce.objects.create(address=ADDRESS, permanent=True, reason="unknown", said=f"<{ADDRESS}> unknown")
    until = timezone.now() + timedelta(days=3)
    extension = Extension.objects.create(
        edition=edition, for_email=ADDRESS, until=until, reason=f"{NAME} was ill"
    )
    ExtensionUse.objects.create(extension=extension, user=wanda)
    FeeCode.objects.create(
        edition=edition, code="FRIEND", percent=50, for_email=ADDRESS, reason=f"For {NAME}"
    )
    SavedView.objects.create(edition=edition, owner=wanda, name="Mine", query="")
    LogEntry.objects.create(
        user=director,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(wanda.pk),
        object_repr=NAME,
        action_flag=2,
    )
    Origin.objects.create(
        entry=entry,
        edition=edition,
        source="x",
        reference="7",
        digest="d",
        values={"press_name": NAME},
        elsewhere={"notes": ADDRESS},
    )
    audit.record("maker.invited", entry, by=wanda, email=ADDRESS)
    return entry


def test_no_table_tells_who_it_was(edition, wanda, director):
    entry = everywhere(edition, wanda, director)
    overdue(wanda)
    carry_out_erasures()
    wanda.refresh_from_db()
    last = Letter.objects.get(kind="festival/erasure_done")
    telling = {}
    for model in apps.get_models(include_auto_created=True):
        rows = model._base_manager.exclude(pk=last.pk) if model is Letter else model._base_manager.all()
        words = str(list(rows.values()))
        if NAME.casefold() in words.casefold() or ADDRESS in words.casefold() or "+39 02 1" in words:
            telling[model._meta.label] = words
    assert telling == {}
    assert EntryNote.objects.get().text == f"Ask {wanda.name} ({wanda.name}) about the Weissdorn."
    assert Message.objects.get().text == f"I am {wanda.name}, write to {wanda.name}."
    assert CompletionRequest.objects.get().answer == f"Done. {wanda.name}"
    # A code that was hers alone is nobody's now, not everybody's.
    assert {Extension.objects.get().for_email, FeeCode.objects.get().for_email} == {wanda.email}
    assert Entry.objects.get(pk=entry.pk).title_original == "Our Tree"
    assert MailingReader.objects.get().person == wanda
    assert (MakerProfile.objects.count(), ThreadRead.objects.count(), SavedView.objects.count()) == (0, 0, 0)


def test_an_emptied_entry_loses_its_talk_its_files_and_its_film(
    edition, wanda, director, django_capture_on_commit_callbacks
):
    entry = make.draft(
        edition, wanda, title="Draft", biography={"en": NAME}, press_name=NAME, press_email=ADDRESS
    )
    film = make.film_upload(entry, film="ready").upload.asset
    film.original = film.original.storage.save("aa/film", ContentFile(b"film"))
    film.save()
    Entry.objects.filter(pk=entry.pk).update(film=film)
    paper = Paper.objects.create(
        entry=entry,
        stored=stored("papers/0123"),
        name="a.pdf",
        kind="pdf",
        size=5,
        sha256="0" * 64,
        sent_by=wanda,
    )
    message = talk(entry, wanda, file=stored(f"messages/{'0' * 32}.pdf"))
    EntryNote.objects.create(entry=entry, author=director, author_text=director.name, text="Hm")
    StepSave.objects.create(entry=entry, step="about")
    make.request(entry)
    asking.signature(entry, asking.agreement(edition, director), name=NAME)
    table = ImportedTable.objects.create(edition=edition, name="t.csv", source="x")
    ImportedLine.objects.create(
        table=table, number=1, reference="7", title="Draft", outcome="new", entry=entry
    )
    other = make.submitted(edition, director, film=media.asset(director))
    overdue(wanda)
    with django_capture_on_commit_callbacks(execute=True):
        carry_out_erasures()
    left = Entry.objects.get(pk=entry.pk)
    assert (left.state, left.film, left.press_name, left.press_email, str(left.biography)) == (
        "withdrawn",
        None,
        "",
        "",
        "",
    )
    for model in (Paper, Message, MessageThread, EntryNote, StepSave, CompletionRequest, Signature):
        assert model.objects.count() == 0, model
    assert ImportedLine.objects.get().title == ""
    assert list(Asset.objects.all()) == [other.film]
    for name in (paper.stored, message.file):
        assert not default_storage.exists(name), name
    assert not film.original.storage.exists(film.original.name)


def test_a_signature_of_what_was_handed_in_is_evidence_without_the_browser(edition, wanda, director, rf):
    entry = make.draft(edition, wanda)
    signed = asking.signature(entry, asking.agreement(edition, director), name=NAME)
    Signature.objects.all().delete()
    signed.pk, signed.address, signed.user_agent = None, "192.0.2.7", "A browser of Wanda's"
    signed.save(force_insert=True)
    Entry.objects.filter(pk=entry.pk).update(
        state="withdrawn", submitted_at=timezone.now(), withdrawn_at=timezone.now()
    )
    overdue(wanda)
    carry_out_erasures()
    kept = Signature.objects.get()
    assert (kept.name, kept.address, kept.user_agent) == (NAME, "192.0.2.7", "")


def test_the_archive_holds_both_sides_of_the_talk_and_not_the_offices_notes(edition, wanda, director, rival):
    entry = everywhere(edition, wanda, director)
    message = talk(entry, director, file=stored(f"messages/{'1' * 32}.pdf"), from_desk=True)
    talk(make.submitted(edition, rival), rival)
    Preselection.objects.create(entry=entry, person=director, leaning="yes", said_at=timezone.now())
    told = made_for(wanda)
    assert [row["text"] for row in told["messages"]] == [
        f"I am {NAME}, write to {ADDRESS}.",
        f"I am {director.name}, write to {director.email}.",
    ]
    assert f"messages/{message.pk}-contract.pdf" in told
    assert [row["answer"] for row in told["requests"]] == [f"Done. {NAME}"]
    assert told["profile"][0]["press_email"] == ADDRESS
    assert told["account"]["no_reminders_since"] is not None
    assert (told["notes"], told["preselections"]) == ([], [])
    assert "about the Weissdorn" not in json.dumps(
        {key: rows for key, rows in told.items() if isinstance(rows, list)}
    )
    assert rival.email not in json.dumps(told["messages"])


def test_versions_of_a_kept_entry_lose_the_press_contact(edition, wanda):
    from submissions import snapshots
    from submissions.models import SnapshotCause

    entry = make.submitted(edition, wanda, press_name=NAME, press_email=ADDRESS)
    snapshots.keep(entry, SnapshotCause.SUBMITTED, by=wanda)
    TableHabits.objects.create(person=wanda, edition=edition)
    overdue(wanda)
    carry_out_erasures()
    assert ADDRESS not in json.dumps(Snapshot.objects.get().data)
    assert TableHabits.objects.count() == 0


def test_the_last_letters_address_is_forgotten_some_weeks_later(wanda, rival):
    overdue(wanda)
    carry_out_erasures()
    forget_last_letters(timezone.now() + timedelta(days=29))
    Bounce.objects.create(address=ADDRESS, permanent=True, reason="unknown", said=f"<{ADDRESS}> unknown")
    assert Letter.objects.get(kind="festival/erasure_done").to_email == ADDRESS
    # Whoever comes back with the same address is somebody new, and their letters are theirs.
    Letter.objects.create(recipient=rival, to_email=rival.email, language="en", kind="x", subject="Theirs")
    assert forget_last_letters(timezone.now() + timedelta(days=31)) == 1
    assert forget_last_letters(timezone.now() + timedelta(days=31)) == 0
    assert (Letter.objects.filter(to_email=ADDRESS).exists(), Bounce.objects.get().address) == (
        False,
        "former-member@erased.invalid",
    )
    assert Letter.objects.get(kind="x").to_email == rival.email


def test_nothing_is_sent_to_somebody_who_was_forgotten(wanda):
    overdue(wanda)
    carry_out_erasures()
    wanda.refresh_from_db()
    letter = Letter.objects.create(
        recipient=wanda, to_email=wanda.email, language="en", kind="festival/invitation", subject="Come"
    )
    assert suppressed_for(letter)
    assert (letter.state, letter.last_error) == ("suppressed", "erased")


def test_the_desk_tells_that_the_account_is_gone_instead_of_an_address(client, edition, wanda, director):
    entry = make.submitted(edition, wanda, title="Our Tree")
    overdue(wanda)
    carry_out_erasures()
    wanda.refresh_from_db()
    client.force_login(director)
    for page in ("entry", "pass_on"):
        here = reverse(f"entry_desk:{page}", args=[edition.festival.slug, edition.slug, entry.pk])
        shown = client.get(here).content.decode()
        assert (wanda.email in shown, "deleted" in shown) == (False, True), page


def test_of_transfers_only_the_history_of_a_kept_film_stays(edition, wanda):
    entry = make.submitted(edition, wanda)
    kept = make.film_upload(entry, film="ready", filename=f"{NAME}.mov", metadata="filename V2FuZGE=").upload
    make.film_upload(entry, state="open")
    media.upload(wanda)
    overdue(wanda)
    carry_out_erasures()
    wanda.refresh_from_db()
    left = Upload.objects.get()
    assert (left, left.filename, left.metadata) == (kept, f"{wanda.name}.mov", "")
    assert left.asset.original_name == f"{wanda.name}.mov"
