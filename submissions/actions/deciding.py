"""What the festival decides: about the film (under embargo until the one act of telling), and about the entry."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import audit
from festival.exceptions import Conflict, NotReady
from festival.models import Edition
from submissions import emails
from submissions.enums import FINAL_DECISIONS, Decision, EntryState
from submissions.exceptions import AlreadyReleased
from submissions.lifecycle import entry_state, film_decision
from submissions.models import Entry
from submissions.querysets import made_by


def decide(entry: Entry, decision: Decision, *, by: Any, note: str = "") -> Entry:
    """Note what is to become of the film. Nobody outside learns of it before `release_selection`."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=entry.edition_id)
        entry.refresh_from_db(fields=["state", "decision", "film"])
        if entry.state != EntryState.SUBMITTED:
            raise Conflict(_("Only a submitted film can be decided about."))
        if entry.decision == decision:
            return entry
        if decision == Decision.SELECTED and (entry.film is None or not entry.film.is_accepted):
            raise Conflict(_("This film has not passed its technical check and cannot be selected."))
        if edition.selection_released_at and decision not in FINAL_DECISIONS:
            raise AlreadyReleased
        if edition.selection_released_at and not note:
            raise Conflict(_("The selection is announced. Say why this decision changes."))
        return film_decision.move(entry, decision, by=by, note=note)


def decide_rest(edition: Edition, *, by: Any) -> int:
    """Not selected: every film nobody has decided about. Returns how many there were."""
    with transaction.atomic():
        rest = list(Entry.objects.of_edition(edition).awaiting_decision().exclude(made_by(by)).by_number())
        for entry in rest:
            decide(entry, Decision.NOT_SELECTED, by=by)
    return len(rest)


def release_selection(edition: Edition, *, by: Any) -> Edition:
    """Tell everybody at once: one moment, one letter to the owner of each decided film, one line in the trail."""
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.selection_released_at:
            raise AlreadyReleased
        if problems := release_problems(edition):
            raise NotReady(list(problems))
        now = timezone.now()
        Edition.objects.filter(pk=edition.pk).update(selection_released_at=now)
        edition.selection_released_at = now
        told = list(decided_films(edition))
        for entry in told:
            entry.edition = edition
            emails.post_decision(entry)
        audit.record(
            "edition.selection_released",
            edition,
            by=by,
            selected=sum(entry.decision == Decision.SELECTED for entry in told),
            not_selected=sum(entry.decision == Decision.NOT_SELECTED for entry in told),
        )
    return edition


def decided_films(edition: Edition) -> Any:
    films = Entry.objects.of_edition(edition).submitted().filter(decision__in=FINAL_DECISIONS)
    films = films.for_cards().select_related("edition__festival", "category", "film", "owner")
    return films.prefetch_related("co_owners__user").by_number()


def release_problems(edition: Edition) -> list[str]:
    """Why the selection cannot be announced yet."""
    problems = []
    if undecided := Entry.objects.of_edition(edition).awaiting_decision().count():
        problems.append(
            ngettext(
                "%(count)d film is not decided about.", "%(count)d films are not decided about.", undecided
            )
            % {"count": undecided}
        )
    if not Entry.objects.of_edition(edition).submitted().filter(decision=Decision.SELECTED).exists():
        problems.append(_("No film is selected."))
    return problems


def disqualify_entry(entry: Entry, *, by: Any, reason: str) -> Entry:
    """Take the film out of the competition, with the reason that its maker is told."""
    with transaction.atomic():
        entry_state.move(entry, EntryState.DISQUALIFIED, by=by, note=reason, disqualified_for=reason)
        emails.post_disqualification(entry)
    return entry


def reinstate_entry(entry: Entry, *, by: Any, note: str = "") -> Entry:
    """Back into the competition; the maker is told."""
    with transaction.atomic():
        entry_state.move(entry, EntryState.SUBMITTED, by=by, note=note, disqualified_for="")
        emails.post_reinstatement(entry)
    return entry
