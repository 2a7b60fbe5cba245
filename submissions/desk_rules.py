"""Who may? The desk's own tools. Nobody reads what the office keeps about a film of their own."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from festival import rules as house
from festival.enums import Role
from festival.models import Edition, Membership
from submissions import rules
from submissions.enums import Decision
from submissions.models import BulkChange, Entry, EntryNote, Preselection, SavedView

NOTE_MAY_CHANGE_FOR = timedelta(hours=24)
PRESELECTORS = (Role.DIRECTOR, Role.PROGRAMMER)

KEPT_FROM_MAKERS = frozenset(f"entry.{decision}" for decision in Decision.values) | {
    "entry.tagged",
    "entry.untagged",
    "entry.flagged",
    "entry.unflagged",
    "entry.note_written",
    "entry.note_changed",
    "entry.note_removed",
    "entry.preselector_assigned",
    "entry.preselector_taken_off",
    "entry.preselected",
}
"""Lines of the trail that a maker does not read about their own film, also when they are on the team."""


def own_keys(user: Any, edition: Edition) -> frozenset[UUID]:
    """This person's own films of the edition, in one query for a whole page of rows."""
    return frozenset(Entry.objects.of_edition(edition).owned_by(user).order_by().values_list("pk", flat=True))


def can_use_tools(user: Any, edition: Edition) -> bool:
    """Tags, flags, notes, pre-selection, changes to many entries."""
    return house.can_programme(user, edition)


def can_annotate(user: Any, entry: Entry) -> bool:
    """Read and write what the office keeps about this film: never about one's own."""
    received = entry.submitted_at is not None
    return received and can_use_tools(user, entry.edition) and not rules.owns(user, entry)


def can_change_note(user: Any, note: EntryNote, now: datetime | None = None) -> bool:
    """Its author, for a day; afterwards it is part of what happened."""
    fresh = (now or timezone.now()) - note.written_at < NOTE_MAY_CHANGE_FOR
    return fresh and note.author_id == user.pk and can_annotate(user, note.entry)


def can_remove_note(user: Any, note: EntryNote, now: datetime | None = None) -> bool:
    """Its author, for a day; a director at any time."""
    directs = house.can_direct(user, note.entry.edition) and can_annotate(user, note.entry)
    return directs or can_change_note(user, note, now)


def can_say(user: Any, preselection: Preselection) -> bool:
    return preselection.person_id == user.pk and can_annotate(user, preselection.entry)


def can_undo(user: Any, change: BulkChange, now: datetime | None = None) -> bool:
    """Who did it, or a director, while the window is open."""
    if change.undo_until is None or (now or timezone.now()) >= change.undo_until:
        return False
    mine = change.by_id == user.pk and can_use_tools(user, change.edition)
    return mine or house.can_direct(user, change.edition)


def can_share_views(user: Any, edition: Edition) -> bool:
    return house.can_programme(user, edition)


def can_change_view(user: Any, view: SavedView) -> bool:
    shared_here = view.shared and house.can_direct(user, view.edition)
    return view.owner_id == user.pk or shared_here


def preselectors(edition: Edition) -> Any:
    """The people who may be given films to watch before the jury does."""
    return Membership.objects.filter(
        edition=edition, role__in=PRESELECTORS, user__isnull=False, user__is_active=True
    )
