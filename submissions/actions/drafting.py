"""A draft and its steps."""

import uuid
from typing import IO, Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Category
from submissions import rules
from submissions.enums import EntryState
from submissions.exceptions import EntryLocked
from submissions.hurdles import refuse_draft_when_closed
from submissions.models import Entry
from submissions.stills import discard_still, read_picture, store_picture

MOST_DRAFTS = 50  # one person's in one edition; a script that runs wild stops here


class StepForm(Protocol):
    """A validated form bound to the entry; `save` writes only the fields of its step."""

    def save(self) -> Any: ...


def begin_entry(category: Category, *, by: Any, token: uuid.UUID | None = None) -> Entry:
    """Open a draft. The same form sent twice carries the same `token` and finds the same draft."""
    refuse_draft_when_closed(category, by)
    with transaction.atomic():
        drafts = Entry.objects.of_edition(category.edition).filter(owner=by, state=EntryState.DRAFT)
        if drafts.count() >= MOST_DRAFTS:
            raise Conflict(_("You have too many drafts. Finish or withdraw one of them first."))
        entry, created = Entry.objects.get_or_create(
            owner=by,
            begin_token=token or uuid.uuid4(),
            defaults={"edition": category.edition, "category": category},
        )
        if created:
            audit.record("entry.begun", entry, by=by, category=category.slug)
    return entry


def save_step(entry: Entry, form: StepForm) -> Entry:
    """Write one valid step, unless the entry was submitted in another window a moment ago."""
    with transaction.atomic():
        lock_draft(entry)
        form.save()
    return entry


def choose_still(entry: Entry, file: IO[bytes]) -> Entry:
    """Keep the picture, re-encoded, in place of the present one. Raises BadStill."""
    return _replace_still(entry, store_picture(read_picture(file)))


def remove_still(entry: Entry) -> Entry:
    """Back to the automatic picture from the film."""
    return _replace_still(entry, "")


def _replace_still(entry: Entry, name: str) -> Entry:
    with transaction.atomic():
        former = lock_draft(entry).still.name
        entry.still = name
        entry.save(update_fields=["still", "updated_at"])
        if former:
            transaction.on_commit(lambda: discard_still(former))
    return entry


def lock_draft(entry: Entry) -> Entry:
    present = Entry.objects.select_for_update().get(pk=entry.pk)
    if present.state != EntryState.DRAFT and not rules.asked_parts(present):
        raise EntryLocked
    return present
