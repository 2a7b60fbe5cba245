"""Flags: one a film, with the reason why somebody should look."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from festival import audit
from submissions.actions.locking import locked
from submissions.models import Entry, EntryFlag

Flag = tuple[str, str]
"""Colour and reason."""


def flag_entries(
    keys: Collection[Any], *, colour: str, reason: str = "", by: Any, **told: Any
) -> list[Entry]:
    """Put up the same flag on these films, in place of what was there. Returns those that changed."""
    return set_flags(dict.fromkeys(keys, (colour, reason)), by=by, **told)


def unflag_entries(keys: Collection[Any], *, by: Any, **told: Any) -> list[Entry]:
    return set_flags(dict.fromkeys(keys), by=by, **told)


def set_flags(wanted: Mapping[UUID, Flag | None], *, by: Any, **told: Any) -> list[Entry]:
    """Each film its flag, or none."""
    with transaction.atomic():
        entries = locked(wanted)
        present = flags_of(wanted)
        changed = [entry for entry in entries if present.get(entry.pk) != wanted[entry.pk]]
        EntryFlag.objects.filter(entry__in=[entry.pk for entry in changed]).delete()
        flags = [(entry, flag) for entry in changed if (flag := wanted[entry.pk])]
        EntryFlag.objects.bulk_create(
            (EntryFlag(entry=entry, colour=flag[0], reason=flag[1], by=by) for entry, flag in flags),
            batch_size=1000,
        )
        audit.record_many(
            [_line(entry, wanted[entry.pk], present.get(entry.pk), by, told) for entry in changed]
        )
    return changed


def flags_of(keys: Collection[Any]) -> dict[UUID, Flag]:
    rows = EntryFlag.objects.filter(entry__in=list(keys)).values_list("entry_id", "colour", "reason")
    return {key: (colour, reason) for key, colour, reason in rows}


def _line(entry: Entry, flag: Flag | None, before: Flag | None, by: Any, told: dict[str, Any]) -> Any:
    return audit.line(
        "entry.flagged" if flag else "entry.unflagged",
        entry,
        by=by,
        before=before[0] if before else "",
        after=flag[0] if flag else "",
        note=flag[1] if flag else "",
        **told,
    )
