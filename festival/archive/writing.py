"""Write an edition: one file of JSON lines for each model, the stored files, and last the manifest over all of it."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from festival.archive.files import Stored, files_of
from festival.archive.plan import Shelf, foreign_keys, shelves
from festival.archive.rows import to_json
from festival.models import Edition, User

VERSION = 1
CHUNK = 500
STEP = 1024**2
_AT_ONCE = 2 * 1024**2


def files(edition: Edition, *, with_films: bool) -> Iterator[tuple[str, IO[bytes]]]:
    """(name in the archive, opened file). Without films their hashes are still in the manifest's rows."""
    manifest: dict[str, Any] = {
        "version": VERSION,
        "festival": {"slug": edition.festival.slug, "name": dict(edition.festival.name)},
        "edition": {"slug": edition.slug, "name": dict(edition.name)},
        "with_films": with_films,
        "rows": {},
        "media": [],
    }
    people: set[int] = set()
    media: list[Stored] = []
    for shelf in shelves():
        lines, count = io.BytesIO(), 0
        for row in shelf.rows(edition).iterator(chunk_size=CHUNK):
            lines.write(_line(to_json(row)))
            people |= _people_of(shelf, row)
            media += [stored for stored in files_of(row) if with_films or not stored.is_film]
            count += 1
        manifest["rows"][shelf.label] = {
            "count": count,
            "sha256": hashlib.sha256(lines.getvalue()).hexdigest(),
        }
        lines.seek(0)
        yield f"rows/{shelf.label}.jsonl", lines
    yield "people.jsonl", _people(people)
    for stored in dict.fromkeys(media):
        if not stored.place.exists(stored.name):
            manifest["media"].append({"storage": stored.storage, "name": stored.name, "missing": True})
            continue
        size, digest = _measure(stored)
        manifest["media"].append(
            {"storage": stored.storage, "name": stored.name, "size": size, "sha256": digest}
        )
        yield f"media/{stored.storage}/{stored.name}", stored.place.open(stored.name)
    yield "manifest.json", io.BytesIO(json.dumps(manifest, ensure_ascii=False, indent=1).encode())


class _Exact(DjangoJSONEncoder):
    """Times to the microsecond; Django's encoder keeps milliseconds, and two lines of a trail may be closer."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, cls=_Exact, ensure_ascii=False).encode() + b"\n"


def _people_of(shelf: Shelf, row: Any) -> set[int]:
    keys = (getattr(row, field.attname) for field in foreign_keys(shelf.model) if field.related_model is User)
    return {key for key in keys if key is not None}


def _people(keys: set[int]) -> IO[bytes]:
    lines = io.BytesIO()
    for person in User.objects.filter(pk__in=keys).order_by("pk"):
        told = {"pk": person.pk, "email": person.email, "name": person.name, "language": person.language}
        lines.write(_line(told))
    lines.seek(0)
    return lines


def _measure(stored: Stored) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with stored.place.open(stored.name) as file:
        while block := file.read(STEP):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()
