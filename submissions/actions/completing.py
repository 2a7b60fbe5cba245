"""Something is missing in what was submitted: back to its maker for the named parts, and into consideration again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict, NotReady
from festival.models import Edition
from submissions import emails, snapshots
from submissions.dossiers import whats_missing
from submissions.enums import FINAL_DECISIONS, EntryState
from submissions.lifecycle import entry_state, only_from
from submissions.models import CompletionRequest, Entry, Origin, SnapshotCause
from submissions.regulations import regulations_digest
from submissions.sentences import REGULATIONS_NOT_ACCEPTED, sentence


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
def answer_request(entry: Entry, *, answer: str, by: Any, regulations_accepted: bool = False) -> Entry:
    """The maker has put it right: back into consideration, and whoever asked hears of it. Late is better than never.

    An entry that came from another system is handed in by this: it must be complete, and its maker agrees to the
    regulations. Raises NotReady.
    """
    edition = open_edition_row(entry.edition_id)
    entry.refresh_from_db()
    accepting = _accept(entry, edition, regulations_accepted) if needs_acceptance(entry) else {}
    _refuse_without_film(entry)
    request = _open_request(entry)
    _close(request, answer=answer, answered_by=by)
    entry_state.move(entry, EntryState.SUBMITTED, by=by, note=answer, **accepting)
    cause = SnapshotCause.SUBMITTED if accepting else snapshots.cause_of(entry, by)
    snapshots.keep(entry, cause, by=by, note=answer[:255])
    emails.post_request_answered(entry, request)
    return entry


def needs_acceptance(entry: Entry) -> bool:
    """It was entered elsewhere, and nobody has agreed to our regulations for it."""
    return entry.regulations_accepted_at is None and Origin.objects.filter(entry=entry).exists()


def _accept(entry: Entry, edition: Edition, accepted: bool) -> dict[str, Any]:
    problems: list[object] = [sentence(missing) for missing in whats_missing(entry)]
    if not accepted:
        problems.append(REGULATIONS_NOT_ACCEPTED)
    if problems:
        raise NotReady(problems)
    return {
        "regulations_accepted_at": timezone.now(),
        "regulations_digest": regulations_digest(edition),
    }


def _refuse_without_film(entry: Entry) -> None:
    if entry.film_id is None:
        raise NotReady([_("There is no film yet.")])


@transaction.atomic
def take_as_it_is(entry: Entry, *, by: Any, note: str = "") -> Entry:
    """Back into consideration without an answer: the office has found what it asked for, or does without."""
    open_edition_row(entry.edition_id)
    only_from(EntryState.INCOMPLETE, entry)
    entry.refresh_from_db(fields=["film"])
    _refuse_without_film(entry)
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
