"""Exhibition copies of selected films, with files of a few bytes."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from festival.models import Edition, User
from media_pipeline import masters, storage
from media_pipeline.models import Master
from media_pipeline.uploads import spool
from media_pipeline.uploads.handover import hand_over
from submissions.actions.copies import begin_copy_upload
from submissions.copies import COPY
from submissions.models import Entry, ExhibitionCopy, TodoKind
from tests.factories import submissions as make
from tests.factories.media import measured


def asking_kind(edition: Edition) -> TodoKind:
    """The line of the edition's list that asks for a copy."""
    kind = edition.todo_kinds.filter(check_by=COPY).first()
    return kind or make.todo_kind(edition, "Exhibition copy", check_by=COPY)


def selected(edition: Edition, owner: User, **fields: Any) -> Entry:
    """A film of the announced selection, asked for a copy."""
    film = make.submitted(edition, owner, decision="selected", **fields)
    make.todo(film, asking_kind(edition))
    return film


def master(
    owner: User, *, data: bytes = b"film", seconds: float = 61.0, size: str = "1920x1080", **fields: Any
) -> Master:
    """A file that was read and turned out to be a film like this."""
    values: dict[str, Any] = {
        "original_name": "film.mov",
        "state": "read",
        "read_at": timezone.now(),
        "container": "mov",
        "probe": measured(seconds, size),
        "sha256": sha256(data).hexdigest(),
        **fields,
    }
    made = Master(owner=owner, **values)
    storage.take_in(made, ContentFile(data))
    made.sha256 = values["sha256"]
    made.save(force_insert=True)
    return made


def sent(film: Entry, **fields: Any) -> ExhibitionCopy:
    """Its present copy; a file unless `url` is given."""
    if "url" in fields:
        values = {"kind": "link", **fields}
    else:
        values = {"kind": "file", **fields}
        values.setdefault("master", master(film.owner))
    if values.get("state") in ("accepted", "wanted"):
        values.setdefault("settled_at", timezone.now())
    return ExhibitionCopy.objects.create(entry=film, sent_by=film.owner, **values)


def arrive(film: Entry, by: User, source: Path | bytes, name: str = "film.mov") -> Master:
    """A file comes by the real way of uploads, whole; nobody has read it."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    upload = begin_copy_upload(film, by=by, filename=name, size=len(data))
    spool.path(upload.pk).write_bytes(data)
    type(upload).objects.filter(pk=upload.pk).update(state="finished", finished_at=timezone.now())
    hand_over(upload.pk)
    return Master.objects.get(upload=upload)


def read(found: Master) -> Master:
    """The workshop's look at it."""
    masters.read(found.pk)
    found.refresh_from_db()
    return found
