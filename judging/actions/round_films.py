"""Which films are in a round: put in and taken out before it opens."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.enums import RoundState
from judging.models import Assignment, Round, RoundEntry
from submissions.enums import EntryState
from submissions.models import Entry


def add_entries(judged: Round, entries: Iterable[Entry], *, by: Any) -> int:
    """Put films into a round that has not opened; returns how many were new. Only submitted films of the edition."""
    _only_draft(judged)
    known = set(judged.round_entries.values_list("entry_id", flat=True))
    position = judged.round_entries.count()
    fresh = []
    for entry in entries:
        if entry.edition_id != judged.edition_id or entry.state != EntryState.SUBMITTED:
            raise FestivalError(_("Only films submitted to this edition can be judged in it."))
        if entry.pk not in known:
            known.add(entry.pk)
            fresh.append(entry)
    RoundEntry.objects.bulk_create(
        RoundEntry(round=judged, entry=entry, position=position + number)
        for number, entry in enumerate(fresh, 1)
    )
    if fresh:
        audit.record("round.entries_added", judged, by=by, count=len(fresh))
    return len(fresh)


def remove_entry(judged: Round, entry: Entry, *, by: Any) -> None:
    """Take a film out again before the round opens; the numbers of the others close up."""
    _only_draft(judged)
    with transaction.atomic():
        Assignment.objects.filter(round=judged, entry=entry).delete()
        judged.round_entries.filter(entry=entry).delete()
        for number, row in enumerate(judged.round_entries.order_by("position"), 1):
            if row.position != number:
                RoundEntry.objects.filter(pk=row.pk).update(position=number)
        audit.record("round.entry_removed", judged, by=by, note=str(entry))


def _only_draft(judged: Round) -> None:
    if judged.state != RoundState.DRAFT:
        raise Conflict(_("The round has opened. What it asks and shows is fixed now."))
