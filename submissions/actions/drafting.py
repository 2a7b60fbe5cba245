"""A draft and its steps."""

import uuid
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Category
from submissions import rules, snapshots
from submissions.actions.saving import Mark, claim_step
from submissions.changing import STEP_OF
from submissions.enums import EntryState
from submissions.exceptions import EntryLocked
from submissions.hurdles import refuse_draft_when_closed
from submissions.models import Entry

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


def save_step(entry: Entry, form: StepForm, *, mark: Mark | None = None, by: Any = None) -> Entry:
    """Write one valid step of a draft, or of what was submitted the part that may be corrected or was asked for.

    Raises EntryLocked (perhaps it was submitted in another window a moment ago) and ChangedElsewhere.
    """
    with transaction.atomic():
        parts = form_parts(form)
        present = lock_part(entry, *parts, step=mark.step if mark else "")
        for claim in [mark] if mark else {Mark(STEP_OF[part]) for part in parts if part in STEP_OF}:
            claim_step(entry, claim)
        form.save()
        keep_correction(present, by=by)
    return entry


def form_parts(form: StepForm) -> tuple[str, ...]:
    """The columns and relations that a step form writes, as `changing.CHANGES` names them."""
    return tuple(getattr(form, "parts", ()))


def lock_part(entry: Entry, *parts: str, step: str = "") -> Entry:
    """The entry's row, locked, if its maker may (still) change each of these parts. Raises EntryLocked.

    A form without parts belongs to its step as a whole.
    """
    present = Entry.objects.select_for_update(of=("self",)).select_related("edition").get(pk=entry.pk)
    if present.state == EntryState.DRAFT or (step and step in rules.asked_parts(present)):
        return present
    if not parts or not all(rules.may_change(present, part) for part in parts):
        raise EntryLocked
    return present


def keep_correction(present: Entry, *, by: Any) -> None:
    """What was handed in has changed: the next version. A draft has none, and nothing new makes none."""
    if present.submitted_at is not None:
        snapshots.keep(present, snapshots.cause_of(present, by), by=by)
