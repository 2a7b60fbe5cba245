"""Take out of an entry whatever its makers wrote and sent; that there was such an entry, and what became of it, stay."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import FileField, Q

from festival.commits import after_commit
from festival.models import User
from festival.personal_data import unname
from media_pipeline import storage
from media_pipeline.enums import UploadState
from media_pipeline.models import Asset, Master, SubtitleTrack, Upload
from media_pipeline.uploads import spool
from submissions import attachments
from submissions.actions.copies import forget_copies
from submissions.enums import EntryState
from submissions.models import Entry, ImportedLine, Message, Origin, Snapshot
from submissions.models.flag import EntryFlag
from submissions.papers.store import discard_paper
from submissions.press_kits import discard_kit
from submissions.snapshots import registry
from submissions.stills import discard_still

EMPTY_VERSION = {"format": 1, "entry": {}, "rows": {}, "parts": {}, "film": None, "evidence": {}}


def empty(entry: Entry) -> None:
    for name in {*stored_names(entry), *_of_versions(entry)}:
        after_commit(discard, name)
    for kind in registry.ROWS.values():
        for row in kind.of(entry):
            row.delete()
    entry.answers.all().delete()
    # What was signed about a film that was handed in stays: the database itself keeps it, as evidence for both sides.
    if entry.submitted_at is None:
        entry.signatures.all().delete()
    for paper in entry.papers.all():
        discard_paper(paper)
    for field in registry.columns():
        if not field.is_relation:
            setattr(entry, field.attname, field.get_default() if field.has_default() else _blank(field))
    entry.save()
    Snapshot.objects.filter(entry=entry).update(data=EMPTY_VERSION, files=[], note="", kept_by_text="")
    forget_copies(entry)
    _empty_beside(entry)


def _empty_beside(entry: Entry) -> None:
    """The talk about it, what the office noted, and what a table from elsewhere said."""
    for message in Message.objects.filter(thread__entry=entry).exclude(file=""):
        after_commit(attachments.discard, message.file)
    entry.message_threads.all().delete()
    entry.office_notes.all().delete()
    entry.requests.all().delete()
    entry.step_saves.all().delete()
    entry.todos.update(answer={})
    EntryFlag.objects.filter(entry=entry).update(reason="")
    Origin.objects.filter(entry=entry).update(values={}, elsewhere={}, digest="")
    ImportedLine.objects.filter(entry=entry).update(title="", remarks=[])


def forget_film(entry: Entry) -> None:
    """The film of an entry that was never judged, and what was sent for it, unless another entry has the same file.

    A submitted entry keeps its film: the database wants it, and jurors' marks were given to it.
    """
    if entry.state == EntryState.SUBMITTED:
        return
    uploads = [sent.upload for sent in entry.film_uploads.select_related("upload")]
    films = set(Asset.objects.filter(upload__in=uploads)) | ({entry.film} - {None})
    films |= set(Asset.objects.filter(pk__in=entry.snapshots.values("film")))
    Entry.objects.filter(pk=entry.pk).update(film=None)
    entry.film = None
    entry.snapshots.update(film=None)
    for film in films:
        if not Entry.objects.filter(film=film).exists() and not Snapshot.objects.filter(film=film).exists():
            _remove(film)
    for upload in uploads:
        after_commit(spool.discard, upload.pk)
        upload.delete()


def forget_transfers(user: User, pseudonym: str) -> None:
    """What was sent for a film that stays is its history, without the names of files; all else goes."""
    sent = Upload.objects.filter(owner=user)
    of_entries = Q(film_upload__entry__owner=user) | Q(copy_upload__entry__owner=user)
    history = sent.filter(of_entries, state=UploadState.FINISHED)
    for upload in sent.exclude(pk__in=history.values("pk")):
        after_commit(spool.discard, upload.pk)
        upload.delete()
    unname(history, user, pseudonym, "filename")
    # The browser's own words, the file's name among them; an upload that is over needs them no more.
    history.update(metadata="")
    unname(Asset.objects.filter(owner=user), user, pseudonym, "original_name")
    unname(Master.objects.filter(owner=user), user, pseudonym, "original_name")


def _remove(film: Asset) -> None:
    """With everything that was made of it. Its row goes too: workers pass over a film that is not there."""
    for made in film.renditions.all():
        after_commit(storage.discard, made.prefix)
    for track in SubtitleTrack.objects.filter(asset=film).exclude(original=""):
        # A film that was replaced shares the file with its successor.
        if not SubtitleTrack.objects.filter(original=track.original.name).exclude(asset=film).exists():
            after_commit(track.original.storage.delete, track.original.name)
    if film.original:
        after_commit(film.original.storage.delete, film.original.name)
    film.delete()


def stored_names(entry: Entry) -> list[str]:
    """The files that the entry's own columns and rows name."""
    names = [entry.still.name or ""]
    for kind in registry.ROWS.values():
        columns = [c.name for c in kind.columns if c.name in kind.files or isinstance(c, FileField)]
        for row in kind.of(entry):
            names += [str(getattr(row, column) or "") for column in columns]
    return sorted({name for name in names if name})


def _of_versions(entry: Entry) -> set[str]:
    """Pictures that only an earlier version still has."""
    return {name for kept in entry.snapshots.all() for name in kept.files if name.startswith("stills/")}


def discard(name: str) -> None:
    if name.startswith("stills/"):
        discard_still(name)
    elif name.startswith("press_kits/"):
        discard_kit(name)
    else:
        default_storage.delete(name)


def _blank(field: Any) -> Any:
    if field.null:
        return None
    return field.to_python("") if field.empty_strings_allowed else field.get_default()
