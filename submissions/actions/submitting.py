"""The act of submission, and stepping back from it."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from festival.actions.closing import open_edition_row
from festival.exceptions import NotReady
from festival.models import Edition
from submissions import emails, snapshots
from submissions.actions.completing import close_request
from submissions.actions.details import remember_details
from submissions.actions.film import adopt_film
from submissions.actions.paying import charge_on_submission
from submissions.dossiers import whats_missing
from submissions.enums import EntryState
from submissions.exceptions import AlreadySubmitted, EntryLocked
from submissions.hurdles import hurdles, refuse_when_closed
from submissions.lifecycle import entry_state
from submissions.models import Entry, SnapshotCause
from submissions.private_files import forget_files
from submissions.regulations import regulations_digest
from submissions.sentences import REGULATIONS_NOT_ACCEPTED, sentence
from submissions.signals import entry_withdrawn


def submit_entry(entry: Entry, *, by: Any, regulations_accepted: bool) -> Entry:
    """Hand the entry in: number, address and receipt. Raises CallClosed, AlreadySubmitted or NotReady.

    The edition's row is locked first, so that numbers have no gaps and no twins, and of two clicks one wins.
    """
    adopt_film(entry)
    with transaction.atomic():
        edition = open_edition_row(entry.edition_id)
        entry.refresh_from_db()
        entry.edition = edition
        _refuse_unless_ready(entry, edition, regulations_accepted)
        charge_on_submission(entry)
        now = timezone.now()
        number = (edition.entries.aggregate(Max("number"))["number__max"] or 0) + 1
        entry_state.move(
            entry,
            EntryState.SUBMITTED,
            by=by,
            submitted_at=now,
            number=number,
            slug=_free_slug(entry, number),
            regulations_accepted_at=now,
            regulations_digest=regulations_digest(edition),
        )
        snapshots.keep(entry, SnapshotCause.SUBMITTED, by=by)
        remember_details(entry, by=by)
        emails.post_receipt(entry)
    return entry


def withdraw_entry(entry: Entry, *, by: Any, reason: str = "") -> Entry:
    """Take the film out. It cannot be put back: a new entry can be made while the call is open."""
    with transaction.atomic():
        was_submitted = entry.submitted_at is not None
        if was_submitted:
            open_edition_row(entry.edition_id)
            close_request(entry)
        entry_state.move(entry, EntryState.WITHDRAWN, by=by, note=reason, withdrawn_at=timezone.now())
        if was_submitted:
            emails.post_withdrawal(entry)
        else:
            forget_files(entry)
        transaction.on_commit(
            lambda: entry_withdrawn.send(Entry, entry_id=entry.pk, edition_id=entry.edition_id)
        )
    return entry


def _refuse_unless_ready(entry: Entry, edition: Edition, regulations_accepted: bool) -> None:
    if entry.state == EntryState.SUBMITTED:
        raise AlreadySubmitted
    if entry.state != EntryState.DRAFT:
        raise EntryLocked
    refuse_when_closed(entry, timezone.now())
    problems: list[object] = [sentence(missing) for missing in whats_missing(entry)]
    problems += hurdles(entry)
    if not regulations_accepted:
        problems.append(REGULATIONS_NOT_ACCEPTED)
    if problems or entry.film is None:
        raise NotReady(problems)


def _free_slug(entry: Entry, number: int) -> str:
    slug = slugify(entry.title_for_all, allow_unicode=True)[:60].strip("-") or f"film-{number}"
    taken = Entry.objects.of_edition(entry.edition).filter(slug=slug).exists()
    return f"{slug}-{number}" if taken else slug
