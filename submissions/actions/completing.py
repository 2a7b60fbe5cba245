"""Something is missing in what was submitted: back to its maker for the named parts, and into consideration again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict
from submissions import emails
from submissions.enums import FINAL_DECISIONS, EntryState
from submissions.lifecycle import entry_state, only_from
from submissions.models import CompletionRequest, Entry


@transaction.atomic
def ask_to_complete(
    entry: Entry, *, parts: Sequence[str], message: str, due_on: date, by: Any
) -> CompletionRequest:
    """Give the entry back for `parts` (names of steps) until the end of a day; its makers get a letter.

    Raises Conflict once the makers know the decision: what is needed from then on is a to-do.
    """
    edition = open_edition_row(entry.edition_id)
    entry.refresh_from_db(fields=["state", "decision"])
    if edition.selection_released_at and entry.decision in FINAL_DECISIONS:
        raise Conflict(_("The decision about this film is told. Ask for what you need by a to-do."))
    entry_state.move(entry, EntryState.INCOMPLETE, by=by, note=message)
    request = CompletionRequest.objects.create(
        entry=entry, parts=list(parts), message=message, due_on=due_on, asked_by=by
    )
    emails.post_incomplete(entry, request)
    return request


@transaction.atomic
def answer_request(entry: Entry, *, answer: str, by: Any) -> Entry:
    """The maker has put it right: back into consideration, and whoever asked hears of it. Late is better than never."""
    open_edition_row(entry.edition_id)
    request = _open_request(entry)
    _close(request, answer=answer, answered_by=by)
    entry_state.move(entry, EntryState.SUBMITTED, by=by, note=answer)
    emails.post_request_answered(entry, request)
    return entry


@transaction.atomic
def take_as_it_is(entry: Entry, *, by: Any, note: str = "") -> Entry:
    """Back into consideration without an answer: the office has found what it asked for, or does without."""
    open_edition_row(entry.edition_id)
    only_from(EntryState.INCOMPLETE, entry)
    close_request(entry)
    return entry_state.move(entry, EntryState.SUBMITTED, by=by, note=note)


def close_request(entry: Entry) -> None:
    """The open request, if there is one, is asked no longer."""
    CompletionRequest.objects.filter(entry=entry, closed_at=None).update(closed_at=timezone.now())


def _open_request(entry: Entry) -> CompletionRequest:
    request = (
        CompletionRequest.objects.select_for_update(of=("self",)).filter(entry=entry, closed_at=None).first()
    )
    if request is None:
        raise Conflict(_("Nothing is asked for any more."))
    return request


def _close(request: CompletionRequest, *, answer: str, answered_by: Any) -> None:
    request.answer, request.answered_by, request.closed_at = answer, answered_by, timezone.now()
    request.save(update_fields=["answer", "answered_by", "closed_at"])
