"""What the festival decides: about the film (under embargo until the one act of telling), and about the entry."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict
from festival.models import Edition
from submissions import emails
from submissions.actions.completing import close_request
from submissions.actions.releasing import release_of, tell_correction
from submissions.decidable import REFUSALS, refusal
from submissions.enums import FINAL_DECISIONS, Decision, EntryState
from submissions.exceptions import AlreadyReleased
from submissions.lifecycle import entry_state, film_decision, only_from
from submissions.models import Entry
from submissions.querysets import made_by
from submissions.todos import give_todos


def decide(entry: Entry, decision: Decision, *, by: Any, note: str = "") -> Entry:
    """Note what is to become of the film. Nobody outside learns of it before `releasing.release_selection`."""
    with transaction.atomic():
        edition = open_edition_row(entry.edition_id)
        entry.refresh_from_db(fields=["state", "decision", "film"])
        if entry.decision == decision and entry.state == EntryState.SUBMITTED:
            return entry
        if why := refusal(entry, decision, told=edition.selection_released_at is not None, reason=note):
            raise (AlreadyReleased if why == "station" else Conflict)(REFUSALS[why])
        film_decision.move(entry, decision, by=by, note=note)
        if edition.selection_released_at:
            _tell_change(entry, edition)
        return entry


def _tell_change(entry: Entry, edition: Edition) -> None:
    """After the telling a decision is never silent: one letter that replaces the former, and the to-dos of a selected film."""
    entry.edition = edition
    if entry.decision == Decision.SELECTED:
        give_todos(edition, [entry])
    tell_correction(entry, release_of(edition))


def decide_rest(edition: Edition, *, by: Any) -> int:
    """Not selected: every film nobody has decided about. Returns how many there were."""
    with transaction.atomic():
        rest = list(Entry.objects.of_edition(edition).awaiting_decision().exclude(made_by(by)).by_number())
        for entry in rest:
            decide(entry, Decision.NOT_SELECTED, by=by)
    return len(rest)


def disqualify_entry(entry: Entry, *, by: Any, reason: str) -> Entry:
    """Take the film out of the competition, with the reason that its maker is told."""
    with transaction.atomic():
        open_edition_row(entry.edition_id)
        close_request(entry)
        entry_state.move(entry, EntryState.DISQUALIFIED, by=by, note=reason, disqualified_for=reason)
        emails.post_disqualification(entry)
    return entry


def reinstate_entry(entry: Entry, *, by: Any, note: str = "") -> Entry:
    """Back into the competition; the maker is told."""
    with transaction.atomic():
        edition = open_edition_row(entry.edition_id)
        only_from(EntryState.DISQUALIFIED, entry)
        if entry.film_id is None:
            raise Conflict(_("Its film never came, so it cannot come back into the competition."))
        entry_state.move(entry, EntryState.SUBMITTED, by=by, note=note, disqualified_for="")
        emails.post_reinstatement(entry)
        if edition.selection_released_at and entry.decision in FINAL_DECISIONS:
            _tell_change(entry, edition)
    return entry
