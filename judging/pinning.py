"""One consistent version per round: what jurors see of a film is what it was when the round opened.

Readers get an entry as it was (`submissions.snapshots.past`) in the place of the entry, so nobody reads it another way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from judging.models import Assignment, Round, RoundEntry
from submissions import snapshots
from submissions.models import Snapshot

Assigned = TypeVar("Assigned", bound=Iterable[Assignment])


@dataclass(frozen=True)
class Change:
    """A film of the round that has been changed since: which version jurors see, and which is the newest."""

    row: RoundEntry
    newest: Snapshot


def pin_round(judged: Round) -> None:
    """Hold on to the newest version of each film. In a handful of queries, plus some for each film without any."""
    newest = Snapshot.objects.filter(entry=OuterRef("entry")).order_by("-version").values("pk")[:1]
    judged.round_entries.filter(snapshot=None).update(snapshot=Subquery(newest))
    for row in judged.round_entries.filter(snapshot=None).select_related("entry"):
        row.snapshot = snapshots.first_kept_later(row.entry)
        row.save(update_fields=["snapshot"])


def as_pinned(assignments: Assigned) -> Assigned:
    """Put the entry as it was in the place of each assignment's entry. One query for all of them."""
    found = list(assignments)
    pairs = {(row.round_id, row.entry_id): row for row in _rows_of(found)}
    for assignment in found:
        row = pairs.get((assignment.round_id, assignment.entry_id))
        assignment.round_entry = row  # type: ignore[attr-defined] # read by `moved_under`
        if row is not None and row.snapshot is not None:
            assignment.entry = snapshots.past(row.snapshot, assignment.entry)
    return assignments


def moved_under(assignment: Assignment) -> RoundEntry | None:
    """The row of the round, if the film's data changed after this juror had begun; None otherwise."""
    row: RoundEntry | None = getattr(assignment, "round_entry", None)
    if row is None or row.moved_at is None:
        return None
    card = getattr(assignment, "scorecard", None)
    viewing = getattr(assignment, "viewing", None)
    begun = [moment for moment in (card and card.created_at, viewing and viewing.updated_at) if moment]
    return row if begun and min(begun) < row.moved_at else None


def changes_in(judged: Round) -> list[Change]:
    """The films of a round that have a newer version than the one jurors see. Two queries."""
    rows = list(
        judged.round_entries.filter(snapshot__isnull=False)
        .annotate(newest_version=Max("entry__snapshots__version"))
        .filter(newest_version__gt=F("snapshot__version"))
        .select_related("entry", "snapshot")
    )
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(entry=row.entry_id, version=row.newest_version)
    newest = {kept.entry_id: kept for kept in Snapshot.objects.filter(wanted)} if rows else {}
    return [Change(row, newest[row.entry_id]) for row in rows]


def shows(assignments: QuerySet[Any], asset_id: Any) -> QuerySet[Any]:
    """The assignments in which this file is the one that jurors watch."""
    rows = RoundEntry.objects.filter(round=OuterRef("round"), entry=OuterRef("entry"), snapshot__isnull=False)
    return assignments.filter(
        Exists(rows.filter(snapshot__film=asset_id)) | (~Exists(rows) & Q(entry__film=asset_id))
    )


def _rows_of(assignments: list[Assignment]) -> QuerySet[RoundEntry]:
    rounds = {assignment.round_id for assignment in assignments}
    entries = {assignment.entry_id for assignment in assignments}
    rows = RoundEntry.objects.filter(round__in=rounds, entry__in=entries)
    return rows.select_related("snapshot__film")
