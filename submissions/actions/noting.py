"""Notes of the office about a film. The trail keeps that one was written, changed, removed; never its words."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from submissions.models import Entry, EntryNote

MOST_NOTES = 500  # about one film


def write_note(entry: Entry, *, text: str, by: Any) -> EntryNote:
    with transaction.atomic():
        Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if entry.office_notes.count() >= MOST_NOTES:
            raise Conflict(_("There are too many notes about this film."))
        note = EntryNote.objects.create(entry=entry, author=by, author_text=str(by)[:200], text=text)
        audit.record("entry.note_written", entry, by=by)
    return note


def change_note(note: EntryNote, *, text: str, by: Any) -> EntryNote:
    with transaction.atomic():
        present = EntryNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
        if present.text == text:
            return present
        present.text, present.edited_at = text, timezone.now()
        present.save(update_fields=["text", "edited_at"])
        audit.record("entry.note_changed", note.entry, by=by)
    return present


def remove_note(note: EntryNote, *, by: Any) -> None:
    with transaction.atomic():
        deleted, _rows = EntryNote.objects.filter(pk=note.pk).delete()
        if deleted:
            audit.record("entry.note_removed", note.entry, by=by, author=note.author_text)
