"""Exhibition copies: sent, replaced, removed by their makers; accepted by the festival, or another asked for."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, Refused
from media_pipeline import masters
from media_pipeline.models import Master, Upload
from media_pipeline.uploads.actions import begin_upload, terminate_upload
from media_pipeline.uploads.handover import hand_over_at_once
from submissions import copies, copy_letters, rules
from submissions.actions.todos import reopen_todo, settle_seen_todos
from submissions.copy_enums import CopyKind, CopyState
from submissions.enums import TodoState
from submissions.exceptions import BadFilmFile, CopyLocked
from submissions.lifecycle import copy_state
from submissions.models import CopyUpload, Entry, ExhibitionCopy, Todo
from submissions.technical import EXTENSIONS

COPY_EXTENSIONS = (*EXTENSIONS, "zip", "tar")
"""A DCP is a folder: it comes as one of the last two."""


@dataclass(frozen=True)
class Place:
    """Where a copy lies that is not sent here. `expires_on`: the last day on which the link works."""

    url: str
    passphrase: str = ""
    expires_on: date | None = None
    note: str = ""


def begin_copy_upload(entry: Entry, *, by: Any, filename: str, size: int) -> Upload:
    """Open a resumable upload; an unfinished one before it is given up. Raises CopyLocked, BadFilmFile."""
    filename = filename.encode(errors="replace").decode()
    with transaction.atomic():
        present = _locked(entry)
        _ask_to_send(present, by)
        _look_at_name(filename, size)
        upload = begin_upload(owner=by, filename=filename, length=size, is_master=True)
        _give_up_uploads(present, by)
        CopyUpload.objects.create(entry=present, upload=upload)
        audit.record("entry.copy_upload_begun", present, by=by, file=upload.filename, bytes=size)
    return upload


def adopt_copy(entry: Entry) -> ExhibitionCopy | None:
    """Make the newest finished upload the film's copy; asking twice does no harm. Returns the present copy."""
    for upload in Upload.objects.to_hand_over().filter(copy_upload__entry=entry):
        hand_over_at_once(upload.pk)
    with transaction.atomic():
        locked = _locked(entry)
        waiting = Master.objects.filter(upload__copy_upload__entry=entry, exhibition_copy=None)
        arrived = list(waiting.select_related("owner").order_by("-upload__finished_at"))
        present = copies.copy_of(locked)
        if not arrived or not copies.may_send(arrived[0].owner, locked, present):
            return present
        newest, *older = arrived
        for left in older:
            masters.discard(left)
        return _take(locked, present, by=newest.owner, kind=CopyKind.FILE, master=newest)


def send_link(entry: Entry, place: Place, *, by: Any) -> ExhibitionCopy:
    """Say where the copy lies instead of sending it. Raises CopyLocked."""
    with transaction.atomic():
        locked = _locked(entry)
        _ask_to_send(locked, by)
        _give_up_uploads(locked, by)
        present = copies.copy_of(locked)
        return _take(
            locked,
            present,
            by=by,
            kind=CopyKind.LINK,
            url=place.url,
            passphrase=place.passphrase,
            expires_on=place.expires_on,
            note=place.note,
        )


def remove_copy(entry: Entry, *, by: Any) -> None:
    """Its maker takes it back. Raises CopyLocked once the festival has accepted it."""
    with transaction.atomic():
        locked = _locked(entry)
        present = copies.copy_of(locked)
        if present is None or not copies.may_remove(by, locked, present):
            raise CopyLocked
        _retire(present, by=by)
        audit.record("entry.copy_removed", locked, by=by)
        _want_again(locked, by=by)


def accept_copy(copy: ExhibitionCopy, *, by: Any) -> ExhibitionCopy:
    """The festival shows this one: it is no longer its maker's to change, and they hear of it."""
    with transaction.atomic():
        entry = _locked(copy.entry)
        _ask_to_judge(entry, by)
        copy_state.move(copy, CopyState.ACCEPTED, by=by, reason="", **_settled(by))
        copy.reason = ""
        audit.record("entry.copy_accepted", entry, by=by, what=str(copy))
        _give_up_uploads(entry, by)
        settle_seen_todos(Todo.objects.filter(entry=entry))
        copy_letters.post_accepted(copy)
    return copy


def ask_again(copy: ExhibitionCopy, reason: str, *, by: Any) -> ExhibitionCopy:
    """Another copy is needed; the makers are told why, and their to-do is open again. This one stays until then."""
    with transaction.atomic():
        entry = _locked(copy.entry)
        _ask_to_judge(entry, by)
        copy_state.move(copy, CopyState.WANTED, by=by, note=reason, reason=reason, **_settled(by))
        audit.record("entry.copy_wanted", entry, by=by, note=reason, what=str(copy))
        _want_again(entry, by=by)
        copy_letters.post_wanted(copy)
    return copy


def note_download(copy: ExhibitionCopy, *, by: Any) -> None:
    """Who took the copy out of the house, and when."""
    if copy.master is None:
        raise Conflict(_("This copy lies elsewhere: open its link."))
    audit.record("entry.copy_fetched", copy.entry, by=by, file=str(copy), sha256=copy.master.sha256)


def settle_copy(master: Master) -> None:
    """The file has been read: into its film with it, and a receipt for the makers, once."""
    for entry in Entry.objects.filter(copy_uploads__upload__master=master).select_related("edition", "owner"):
        present = adopt_copy(entry)
        if present is not None and present.master == master:
            copy_letters.post_received(present)


def forget_copies(entry: Entry) -> None:
    """Of an entry that is emptied: files, links and all that was begun."""
    for kept in entry.exhibition_copies.select_related("master"):
        kept.delete()
        if kept.master is not None:
            masters.discard(kept.master)
    for left in Master.objects.filter(upload__copy_upload__entry=entry):
        masters.discard(left)
    Upload.objects.filter(copy_upload__entry=entry).delete()


def _locked(entry: Entry) -> Entry:
    return (
        Entry.objects.select_for_update(of=("self",))
        .select_related("edition", "film", "owner")
        .get(pk=entry.pk)
    )


def _ask_to_send(entry: Entry, by: Any) -> None:
    if not rules.owns(by, entry):
        raise Refused
    if not copies.may_send(by, entry, copies.copy_of(entry)):
        raise CopyLocked


def _ask_to_judge(entry: Entry, by: Any) -> None:
    if not copies.may_judge(by, entry):
        raise Refused


def _look_at_name(filename: str, size: int) -> None:
    if size <= 0:
        raise BadFilmFile(_("The file is empty."))
    if PurePosixPath(filename).suffix.lower().removeprefix(".") not in COPY_EXTENSIONS:
        raise BadFilmFile(
            _(
                "“%(name)s” is neither a film file nor a DCP packed as ZIP or TAR. Send one of: %(extensions)s."
            )
            % {"name": filename[:80], "extensions": ", ".join(COPY_EXTENSIONS)}
        )


def _give_up_uploads(entry: Entry, by: Any) -> None:
    if left_behind := copies.unfinished_copy(entry):
        terminate_upload(left_behind.upload, by=by)


def _take(
    entry: Entry, present: ExhibitionCopy | None, *, by: Any, kind: CopyKind, **what: Any
) -> ExhibitionCopy:
    """In the place of the present one."""
    if present is not None:
        _retire(present, by=by)
    taken = ExhibitionCopy.objects.create(entry=entry, kind=kind, sent_by=by, **what)
    deed = "entry.copy_sent" if present is None else "entry.copy_replaced"
    facts = {"bytes": taken.master.size} if taken.master else {}
    audit.record(deed, entry, by=by, what=str(taken), **facts)
    settle_seen_todos(Todo.objects.filter(entry=entry))
    return taken


def _retire(copy: ExhibitionCopy, *, by: Any) -> None:
    master = copy.master
    copy_state.move(copy, CopyState.GONE, by=by, master=None, url="", passphrase="", note="", expires_on=None)
    if master is not None:
        masters.discard(master)


def _want_again(entry: Entry, *, by: Any) -> None:
    done = Todo.objects.valid().filter(entry=entry, kind__check_by=copies.COPY, state=TodoState.DONE)
    for todo in done.select_related("kind"):
        reopen_todo(todo, by=by)


def _settled(by: Any) -> dict[str, Any]:
    return {"settled_by": by, "settled_at": timezone.now()}
