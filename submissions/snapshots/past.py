"""An entry as it was at one version: the same names as the entry itself, so that whoever reads needs no second way."""

from typing import Any

from submissions.models import Entry
from submissions.models.snapshot import Snapshot
from submissions.snapshots import plain, registry

PastEntry = Entry
"""Reads like any entry; `past` makes sure that it cannot be written."""


def _never(*args: Any, **kwargs: Any) -> None:
    raise TypeError("a version of an entry is never written")


def past(snapshot: Snapshot, entry: Entry) -> PastEntry:
    """The entry as this version tells it. What the office keeps of it (state, number, decision) is of today.

    No query: film, edition and category come from the two arguments where they are loaded.
    """
    columns: dict[str, Any] = {
        field.attname: getattr(entry, field.attname)
        for field in Entry._meta.concrete_fields
        if field.attname in entry.__dict__
    }
    kept = snapshot.data["entry"]
    for field in registry.columns():
        if field.attname in kept:
            columns[field.attname] = plain.revive(field, kept[field.attname])
    columns["film_id"] = snapshot.film_id
    was = PastEntry(**columns)
    was.save = was.delete = _never  # type: ignore[method-assign]
    was._state.adding, was._state.db = False, entry._state.db
    for name in ("edition", "category", "owner", "film", "section"):
        sources = (entry, snapshot) if name == "film" else (entry,)
        loaded = [source._state.fields_cache.get(name) for source in sources]
        known = next(
            (row for row in loaded if row is not None and row.pk == getattr(was, f"{name}_id")), None
        )
        if known is not None:
            was._state.fields_cache[name] = known
    _give_rows(was, snapshot)
    return was


def _give_rows(was: PastEntry, snapshot: Snapshot) -> None:
    """Rows as they were, where the entry would have found them; of kinds kept since then."""
    was.__dict__["_prefetched_objects_cache"] = {}
    for accessor, kind in registry.ROWS.items():
        if accessor not in snapshot.data["rows"]:
            continue
        made = [_row(kind, values, was) for values in snapshot.data["rows"][accessor]]
        if Entry._meta.get_field(accessor).one_to_one:
            was._state.fields_cache[accessor] = made[0] if made else None
        else:
            found = kind.model._default_manager.none()
            found._result_cache = made
            was.__dict__["_prefetched_objects_cache"][accessor] = found


def _row(kind: registry.Rows, values: dict[str, Any], was: PastEntry) -> Any:
    fields = {field.attname: field for field in kind.columns}
    row = kind.model(
        **{name: plain.revive(fields[name], value) for name, value in values.items() if name in fields}
    )
    row.entry_id = was.pk  # type: ignore[attr-defined]
    return row
