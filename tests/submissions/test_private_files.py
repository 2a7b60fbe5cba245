"""What a maker sent for a draft goes with it; what the festival has received stays."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from festival.models import Erasure
from festival.tasks import carry_out_erasures
from submissions.actions import add_consent, add_pictures, set_press_kit, withdraw_entry
from submissions.actions.answering import send_answer_file
from submissions.consents import read_document
from submissions.models import Clearance, Entry, Paper
from submissions.papers.store import keep_paper
from submissions.stills import LARGE, PRINT, SMALL, sized
from tests import pictures
from tests.factories import asking
from tests.factories import submissions as make

PDF = b"%PDF-1.7 %%EOF"


def with_files(entry, by) -> set[str]:
    """One file of each sort; their names in storage."""
    (still,) = add_pictures(entry, [pictures.sent(pictures.made())], kind="still", by=by)
    kit = set_press_kit(entry, pictures.sent(PDF, "kit.pdf"), by=by)
    consent = add_consent(
        entry, read_document(BytesIO(PDF)), person="Rosa", kind="voice", name="r.pdf", by=by
    )
    answer = send_answer_file(entry, asking.question(entry.edition, "file"), asking.file(), by=by)
    licence = keep_paper(entry, asking.file(), types=("pdf",), most_bytes=9999, by=by)
    Clearance.objects.create(entry=entry, kind="music", title="Song", status="licensed", paper=licence)
    names = {sized(still.name, width) for width in (PRINT, LARGE, SMALL)}
    return names | {kit.name, consent.document.name, answer.stored, licence.stored}


def there(names) -> set[str]:
    return {name for name in names if default_storage.exists(name)}


@pytest.fixture
def draft(edition, filmmaker):
    return make.draft(edition, filmmaker, title="Draft")


def test_a_draft_that_is_given_up_leaves_no_file(
    edition, draft, filmmaker, django_capture_on_commit_callbacks
):
    other = make.draft(edition, filmmaker, title="Other")
    names, others = with_files(draft, filmmaker), with_files(other, filmmaker)
    draft.refresh_from_db()
    with django_capture_on_commit_callbacks() as later:
        withdraw_entry(draft, by=filmmaker)
    assert there(names) == names  # until the commit
    for deed in later:
        deed()
    draft.refresh_from_db()
    assert (there(names), there(others)) == (set(), others)
    assert (draft.title_original, draft.still.name, draft.papers.count()) == ("Draft", "", 0)
    assert (draft.pictures.count(), draft.consents.count(), draft.clearances.get().paper) == (0, 0, None)
    assert Paper.objects.filter(entry=other).count() == 2


def test_what_was_received_keeps_its_files_when_it_is_withdrawn(
    edition, filmmaker, django_capture_on_commit_callbacks
):
    entry = make.draft(edition, filmmaker)
    names = with_files(entry, filmmaker)
    Entry.objects.filter(pk=entry.pk).update(
        **{
            field: getattr(make.submitted(edition, filmmaker, title="Twin"), field)
            for field in ("state", "submitted_at", "film_id")
        },
        number=99,
        slug="film-99",
    )
    entry = Entry.objects.get(pk=entry.pk)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_entry(entry, by=filmmaker)
    assert there(names) == names


def test_a_row_that_is_deleted_takes_its_files_along(draft, filmmaker, django_capture_on_commit_callbacks):
    names = with_files(draft, filmmaker)
    draft = Entry.objects.get(pk=draft.pk)
    with django_capture_on_commit_callbacks(execute=True):
        draft.answers.all().delete()
        draft.clearances.all().delete()
        Entry.objects.filter(pk=draft.pk).delete()
    assert there(names) == set()


def test_a_given_up_draft_is_emptied_with_its_makers_account(
    draft, filmmaker, django_capture_on_commit_callbacks
):
    withdraw_entry(draft, by=filmmaker)
    Erasure.objects.create(person=filmmaker, due_at="2020-01-01T00:00Z")
    carry_out_erasures()
    assert Entry.objects.get(pk=draft.pk).title_original == ""
