"""Write a version down, when something has changed; which one is the newest; what the office has looked at."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from festival import audit
from submissions import rules
from submissions.models import Entry
from submissions.models.snapshot import Snapshot, SnapshotCause, SnapshotSeen
from submissions.snapshots import plain, registry


def collect(entry: Entry) -> dict[str, Any]:
    """All that the entry says now. `evidence` is kept beside it and never counts as a change."""
    film = entry.film
    return {
        "format": plain.FORMAT,
        "entry": {field.attname: plain.plain(entry, field) for field in registry.columns()},
        "rows": {
            name: [
                {field.attname: plain.plain(row, field) for field in kind.columns} for row in kind.of(entry)
            ]
            for name, kind in registry.ROWS.items()
        },
        "parts": {name: custom.collect(entry) for name, custom in registry.PARTS.items()},
        "film": {"asset": str(film.pk), "file": film.original_name, "size": film.size} if film else None,
        "evidence": {"film_sha256": film.sha256 if film else "", "category": entry.category.slug},
    }


def keep(entry: Entry, cause: str, *, by: Any, note: str = "") -> Snapshot | None:
    """Write the next version, if what the entry says differs from the newest; returns the newest one.

    A draft has no versions: what nobody has handed in yet is its maker's own. Call it in the transaction of the
    change, after the change. Of two changes at one moment each gets its own number.
    """
    with transaction.atomic():
        Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        present = registry.with_all(Entry.objects.all()).get(pk=entry.pk)
        if present.submitted_at is None:
            return None
        newest = present.snapshots.order_by("-version").first()
        data = collect(present)
        if newest is not None and says(newest.data) == says(data):
            return newest
        user = by if by is not None and by.is_authenticated else None
        made = Snapshot.objects.create(
            entry=present,
            version=newest.version + 1 if newest else 1,
            cause=cause,
            data=data,
            sha256=plain.digest(data),
            film=present.film,
            files=files_in(data),
            note=note[:300],
            kept_by=user,
            kept_by_text=f"{user.name} <{user.email}>" if user else "portal",
        )
        if newest is not None:
            audit.record("entry.version_kept", present, by=by, note=note, version=made.version)
        return made


def cause_of(entry: Entry, by: Any) -> str:
    """Whose correction it is."""
    return SnapshotCause.MAKER if rules.owns(by, entry) else SnapshotCause.OFFICE


def says(data: dict[str, Any]) -> str:
    """What counts as a change, as canonical text. Rows of a kind that was not kept yet are as good as none."""
    told = {key: value for key, value in data.items() if key not in {"evidence", "format"}}
    told["rows"] = {name: rows for name, rows in data["rows"].items() if rows}
    told["parts"] = {name: words for name, words in data["parts"].items() if words}
    told["entry"] = {name: value for name, value in data["entry"].items() if value not in (None, "", [], {})}
    return plain.canonical(told)


def files_in(data: dict[str, Any]) -> list[str]:
    """The stored files that this version names."""
    names = [data["entry"].get("still", "")]
    for accessor, kind in registry.ROWS.items():
        names += [row.get(column, "") for row in data["rows"].get(accessor, []) for column in kind.files]
    return sorted({name for name in names if name})


def may_discard(entry: Entry, name: str) -> bool:
    """Whether no version shows this file any more; ask before removing one that was replaced."""
    return not Snapshot.objects.filter(entry=entry, files__contains=[name]).exists()


def latest_version(entry: Entry) -> int:
    return Snapshot.objects.filter(entry=entry).aggregate(newest=Max("version"))["newest"] or 0


def seen(entry: Entry, *, version: int, by: Any) -> None:
    """The office has looked at what changed up to this version."""
    SnapshotSeen.objects.update_or_create(
        entry=entry,
        defaults={"version": min(version, latest_version(entry)), "seen_by": by},
    )


def first_kept_later(entry: Entry) -> Snapshot | None:
    """The newest version; for an entry handed in before versions were kept, its first one, taken now."""
    newest = entry.snapshots.select_related("film").order_by("-version").first()
    return newest or keep(entry, SnapshotCause.FOUND, by=None)
