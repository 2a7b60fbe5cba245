"""One deed to many entries: looked at first, done in one go, and undone within a window.

The preview only promises: everything is asked anew under the lock, and what somebody else changed in between is left
as it is and reported. The same holds for undoing.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import Conflict
from festival.models import AuditRecord, Edition
from submissions.actions.locking import light, locked
from submissions.bulk.base import BulkKind, Values
from submissions.bulk.kinds import KINDS
from submissions.desk_enums import BulkOutcome, BulkState
from submissions.lifecycle import bulk_state
from submissions.models import BulkChange, BulkChangeRow, Entry
from submissions.tasks import carry_on_bulk_change

MOST_ENTRIES = 20_000
A_CHUNK = 1000
IN_THE_WORKSHOP = (BulkState.QUEUED, BulkState.RUNNING, BulkState.UNDOING)
KEPT_FOR = timedelta(days=30)

Row = BulkChangeRow


def begin_bulk(edition: Edition, keys: Sequence[UUID], *, kind: str, by: Any) -> BulkChange:
    """Put these entries on the table, in this order. Nothing is changed yet."""
    if not keys:
        raise Conflict(_("Select at least one entry."))
    if len(keys) > MOST_ENTRIES:
        raise Conflict(_("These are too many entries at once. Narrow the list first."))
    with transaction.atomic():
        old = BulkChange.objects.filter(edition=edition, looked_at__lt=timezone.now() - KEPT_FOR)
        old.filter(state__in=[BulkState.PREPARED, BulkState.DONE, BulkState.UNDONE]).delete()
        change = BulkChange.objects.create(edition=edition, by=by, kind=kind)
        _keep(Row(change=change, entry_id=key, position=place) for place, key in enumerate(keys))
    return change


def plan_bulk(change: BulkChange, options: dict[str, Any]) -> BulkChange:
    """What these options would do to each entry; may be asked again with others."""
    with transaction.atomic():
        present = BulkChange.objects.select_for_update().get(pk=change.pk)
        if present.state != BulkState.PREPARED:
            raise Conflict
        present.options = options
        present.save(update_fields=["options"])
        kind = kind_of(present)
        keys = list(present.rows.values_list("entry_id", flat=True))
        entries = {entry.pk: entry for entry in light(Entry.objects.filter(pk__in=keys))}
        before = kind.present(keys)
        after = kind.wanted([entries[key] for key in keys if key in entries], before)
        present.rows.all().delete()
        _keep(
            _judged(kind, Row(change=present, entry_id=key, position=place), entries.get(key), before, after)
            for place, key in enumerate(keys)
            if key in entries
        )
    return present


def apply_bulk(change: BulkChange, *, by: Any) -> BulkChange:
    """Do it: at once, or by a worker where there is more than a request should carry."""
    with transaction.atomic():
        present = BulkChange.objects.select_for_update().get(pk=change.pk)
        kind = kind_of(present)
        if present.rows.filter(outcome=BulkOutcome.WAITING).count() > kind.at_once:
            bulk_state.move(present, BulkState.QUEUED, by=by, note=kind.title())
            carry_on_bulk_change.delay_on_commit(str(present.pk))
            return present
        _lock_edition(present)
        while _apply_chunk(present):
            pass
        _finish(present, by)
    return present


def undo_bulk(change: BulkChange, *, by: Any) -> BulkChange:
    """Put everything back that nobody has touched since. Raises Conflict when the window has closed."""
    with transaction.atomic():
        present = BulkChange.objects.select_for_update().get(pk=change.pk)
        if present.undo_until is None or timezone.now() >= present.undo_until:
            raise Conflict(_("This can no longer be undone: the time for it is over."))
        kind = kind_of(present, by)
        if present.rows.filter(outcome=BulkOutcome.CHANGED).count() > kind.at_once:
            bulk_state.move(present, BulkState.UNDOING, by=by, note=kind.title())
            carry_on_bulk_change.delay_on_commit(str(present.pk))
            return present
        _lock_edition(present)
        while _undo_chunk(present, by):
            pass
        bulk_state.move(present, BulkState.UNDONE, by=by, note=kind.title(), undone_at=timezone.now())
    return present


def carry_on(key: UUID) -> bool:
    """A worker's step: one chunk in one transaction. False when nothing is left to do, or somebody else is at it."""
    with transaction.atomic():
        held = BulkChange.objects.select_for_update(skip_locked=True).filter(pk=key)
        change = held.filter(state__in=IN_THE_WORKSHOP).first()
        if change is None:
            return False
        _lock_edition(change)
        if change.state == BulkState.UNDOING:
            if not _undo_chunk(change, change.by):
                bulk_state.move(change, BulkState.UNDONE, by=change.by, undone_at=timezone.now())
            return True
        if change.state == BulkState.QUEUED:
            bulk_state.move(change, BulkState.RUNNING, by=None)
        if not _apply_chunk(change):
            _finish(change, change.by)
    return True


def unfinished() -> list[UUID]:
    kept = BulkChange.objects.filter(state__in=IN_THE_WORKSHOP).order_by("looked_at")
    return list(kept.values_list("pk", flat=True))


def kind_of(change: BulkChange, by: Any = None) -> BulkKind:
    """With the edition as it is now, in the hands of `by` (else of who began it)."""
    return KINDS[change.kind](Edition.objects.get(pk=change.edition_id), change.options, by or change.by)


def is_planned(change: BulkChange) -> bool:
    return bool(change.options) or not KINDS[change.kind].form.base_fields


def _finish(change: BulkChange, by: Any) -> None:
    now = timezone.now()
    bulk_state.move(
        change,
        BulkState.DONE,
        by=by,
        note=kind_of(change).title(),
        done_at=now,
        undo_until=now + timedelta(minutes=settings.BULK_UNDO_MINUTES),
    )


def _apply_chunk(change: BulkChange) -> int:
    """Do it to the next entries. Returns how many there were; 0: nothing is left."""
    rows = list(change.rows.filter(outcome=BulkOutcome.WAITING)[:A_CHUNK])
    if not rows:
        return 0
    kind = kind_of(change)
    entries = {entry.pk: entry for entry in locked([row.entry_id for row in rows])}
    present = kind.present(list(entries))
    fate: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        fate[_verdict(kind, row, entries.get(row.entry_id), present)].append(row)
    values = {row.entry_id: row.after for row in fate[(BulkOutcome.CHANGED, "")]}
    if values:
        kind.write(values, bulk=str(change.pk))
    _note(fate)
    return len(rows)


def _verdict(kind: BulkKind, row: Row, entry: Entry | None, present: Values) -> tuple[str, str]:
    if entry is None:
        return BulkOutcome.REFUSED, "gone"
    if present.get(row.entry_id) != row.before:
        return BulkOutcome.REFUSED, "overtaken"
    refused = kind.refusal(entry, row.after)
    return (BulkOutcome.REFUSED, refused) if refused else (BulkOutcome.CHANGED, "")


def _undo_chunk(change: BulkChange, by: Any) -> int:
    """Put the next entries back. Whoever was changed again since, by anybody, is left alone."""
    rows = list(change.rows.filter(outcome=BulkOutcome.CHANGED)[:A_CHUNK])
    if not rows:
        return 0
    kind = kind_of(change, by)
    entries = {entry.pk: entry for entry in locked([row.entry_id for row in rows])}
    present, touched = kind.present(list(entries)), _touched_since(kind, rows)
    fate: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        entry = entries.get(row.entry_id)
        if entry is None or str(row.entry_id) in touched or present.get(row.entry_id) != row.after:
            fate[(BulkOutcome.KEPT, "overtaken" if entry else "gone")].append(row)
        elif refused := kind.refusal(entry, row.before):
            fate[(BulkOutcome.KEPT, refused)].append(row)
        else:
            fate[(BulkOutcome.RESTORED, "")].append(row)
    values = {row.entry_id: row.before for row in fate[(BulkOutcome.RESTORED, "")]}
    if values:
        kind.write(values, bulk=str(change.pk), undo=True)
    _note(fate)
    return len(rows)


def _touched_since(kind: BulkKind, rows: Collection[Row]) -> set[str]:
    """Entries about which the trail has a later line of the same concern: also one changed there and back."""
    marks = {str(row.entry_id): row.trail_mark or 0 for row in rows}
    later = AuditRecord.objects.filter(
        target_type="submissions.entry",
        target_id__in=list(marks),
        action__in=kind.deeds,
        pk__gt=min(marks.values()),
    ).order_by()
    newest = later.values_list("target_id").annotate(Max("pk"))
    return {key for key, mark in newest if mark > marks[key]}


def _note(fate: dict[tuple[str, str], list[Row]]) -> None:
    mark = AuditRecord.objects.aggregate(Max("pk"))["pk__max"] or 0
    for (outcome, reason), rows in fate.items():
        kept = Row.objects.filter(pk__in=[row.pk for row in rows])
        kept.update(outcome=outcome, reason=reason, trail_mark=mark)


def _judged(kind: BulkKind, row: Row, entry: Entry | None, before: Values, after: Values) -> Row:
    key = row.entry_id
    row.before, row.after = before.get(key), after.get(key)
    if entry is None:
        row.outcome, row.reason = BulkOutcome.REFUSED, "gone"
    elif key in after and row.before == row.after:
        row.outcome = BulkOutcome.SAME
    elif refused := kind.refusal(entry, row.after) or ("" if key in after else "nobody"):
        row.outcome, row.reason = BulkOutcome.REFUSED, refused
    return row


def _lock_edition(change: BulkChange) -> None:
    """Decisions and the telling of them come one after the other."""
    Edition.objects.select_for_update().get(pk=change.edition_id)


def _keep(rows: Any) -> None:
    Row.objects.bulk_create(rows, batch_size=1000)
