"""What happens to an upload: begun, finished, cancelled, collected. ``handover`` gives it to the workshop."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import Conflict, MoveNotAllowed
from media_pipeline import storage
from media_pipeline.enums import UploadState
from media_pipeline.models import Upload
from media_pipeline.uploads import protocol, spool
from media_pipeline.uploads.exceptions import (
    Busy,
    NoSpace,
    NoSuchUpload,
    PartsUnfinished,
    TooLarge,
    TooManyUploads,
    UploadGone,
    WrongOffset,
)
from media_pipeline.uploads.handover import deliver
from media_pipeline.uploads.lease import Lease, lease, release_connection
from media_pipeline.uploads.lifecycle import upload_state
from media_pipeline.uploads.protocol import BadHeader, Checksum
from media_pipeline.uploads.receiving import Body, store

MOST_OPEN_UPLOADS = 50  # a person's; parallel parts count singly
PARTS_STAY = timedelta(days=1)


def begin_upload(
    *,
    owner: Any,
    filename: str,
    length: int | None,
    spec: dict[str, Any] | None = None,
    metadata: dict[str, str] | None = None,
    is_master: bool = False,
) -> Upload:
    """Open an upload of `length` bytes (None: not known yet) and return it; `upload_url` says where to send them.

    `spec` is what the film will be inspected against; a master is kept as it comes. Raises TooLarge, NoSpace or TooManyUploads.
    """
    return open_upload(
        owner=owner,
        filename=protocol.tidy_name(filename),
        length=length,
        spec=spec or {},
        is_master=is_master,
        metadata=protocol.write_metadata({"filename": filename, **(metadata or {})}),
    )


def open_upload(*, owner: Any, length: int | None, **fields: Any) -> Upload:
    """The row and its empty spool file, or a refusal before the first byte travels in vain."""
    check_length(length)
    now = timezone.now()
    if Upload.objects.visible_to(owner).open_at(now).count() >= MOST_OPEN_UPLOADS:
        raise TooManyUploads
    upload = Upload(owner=owner, length=length, expires_at=now + settings.UPLOAD_LIFETIME, **fields)
    spool.create(upload.pk)
    upload.save(force_insert=True)
    return upload


def check_length(length: int | None) -> None:
    if (length or 0) > settings.UPLOAD_MAX_BYTES:
        raise TooLarge
    if spool.free_bytes() < (length or 0) + settings.UPLOAD_DISK_RESERVE_BYTES:
        raise NoSpace


def claim_upload(upload: Upload, spec: dict[str, Any]) -> Upload:
    """Say what an upload that a client began by itself is for; if it is complete, the workshop gets it at the commit.

    Raises Conflict for parts and for what was claimed before, UploadGone for what is no longer here.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.is_gone:
            raise UploadGone
        if upload.is_partial or upload.spec is not None:
            raise Conflict(
                _("This upload cannot be used here: it is a part, or belongs to an entry already.")
            )
        upload.spec = spec
        upload.save(update_fields=["spec"])
        transaction.on_commit(lambda: deliver(upload.pk), robust=True)
    return upload


def upload_url(upload: Upload) -> str:
    """The address (without host) to which a tus client sends the bytes."""
    return reverse("uploads:upload", args=[upload.pk.hex])


def continue_upload(
    upload: Upload, body: Body, *, offset: int, length: int | None, checksum: Checksum | None
) -> int:
    """Append the body at `offset` and return the new offset; the last byte finishes the upload.

    `length` sets a length that was left open at the creation. Raises Busy while somebody else writes.
    """
    with lease(upload) as held:
        upload.refresh_from_db()
        if upload.is_gone:
            raise UploadGone
        if offset != upload.offset:
            raise WrongOffset
        _fix_length(upload, length)
        if upload.state == UploadState.FINISHED or body.is_empty:
            reached = offset
            if not body.is_empty:
                raise TooLarge
        else:
            room = (settings.UPLOAD_MAX_BYTES if upload.length is None else upload.length) - offset
            release_connection()
            reached = store(upload.pk, body, room=room, checksum=checksum, before_write=held.keep)
        if reached == upload.length and upload.state == UploadState.OPEN:
            finish_upload(upload, held)
        else:
            _prolong(upload, held)
    return reached


def _fix_length(upload: Upload, length: int | None) -> None:
    if length is None or length == upload.length:
        return
    if upload.length is not None or length < upload.offset:
        raise BadHeader("Upload-Length")
    check_length(length)
    upload.length = length
    upload.save(update_fields=["length"])


def _prolong(upload: Upload, held: Lease) -> None:
    """Whoever is still sending is not abandoned. Raises Busy when the upload was taken away meanwhile."""
    if upload.state == UploadState.OPEN:
        upload.expires_at = timezone.now() + settings.UPLOAD_LIFETIME
        if not held.held().update(expires_at=upload.expires_at):
            raise Busy


def finish_upload(upload: Upload, held: Lease) -> None:
    """All bytes are here: say so for good, and hand the film to the workshop after the commit."""
    spool.settle(upload.pk)
    with transaction.atomic():
        if not held.held().select_for_update().exists():
            raise Busy
        upload_state.move(upload, UploadState.FINISHED, by=upload.owner, finished_at=timezone.now())
        # If this process dies right here, the sweep hands the film over.
        transaction.on_commit(lambda: deliver(upload.pk), robust=True)


def join_parts(*, owner: Any, urls: tuple[str, ...], **fields: Any) -> Upload:
    """Concatenate finished parts, in this order and each as often as it is named, into one finished upload."""
    parts = [_finished_part(owner, url) for url in urls]
    whole = open_upload(
        owner=owner,
        length=sum(part.length or 0 for part in parts),
        parts=[part.pk for part in parts],
        **fields,
    )
    # Another whole may be made of the same parts, but not for a week: they take room a second time.
    Upload.objects.filter(pk__in=whole.parts).update(expires_at=timezone.now() + PARTS_STAY)
    with lease(whole) as held:
        release_connection()
        spool.join(whole.parts, whole.pk, before_write=held.keep)
        finish_upload(whole, held)
    return whole


def _finished_part(owner: Any, url: str) -> Upload:
    part = find_upload(owner, urlsplit(url).path.rsplit("/", 1)[-1])
    if not part.is_partial:
        raise BadHeader("Upload-Concat")
    if part.state != UploadState.FINISHED:
        raise PartsUnfinished
    return part


def find_upload(owner: Any, hexadecimal: str) -> Upload:
    """The owner's upload with this id, or the same NoSuchUpload for a wrong address and for somebody else's film."""
    try:
        upload = Upload.objects.visible_to(owner).get(pk=UUID(hex=hexadecimal))
    except (ValueError, Upload.DoesNotExist):
        raise NoSuchUpload from None
    if upload.is_gone:
        raise UploadGone
    return upload


def terminate_upload(upload: Upload, *, by: Any) -> None:
    """Cancel. Whoever still writes finds the lease gone; a film already handed over stays with its entry."""
    with transaction.atomic():
        upload_state.move(upload, UploadState.TERMINATED, by=by, lock_token=None, lock_until=None)
        transaction.on_commit(partial(spool.discard, upload.pk))


def collect_uploads(now: datetime) -> int:
    """Expire what was left behind and free its room; returns how many."""
    collected = 0
    for upload in Upload.objects.collectable_at(now)[:500]:
        try:
            upload_state.move(upload, UploadState.EXPIRED, by=None)
        except MoveNotAllowed:  # its last byte came just now
            continue
        spool.discard(upload.pk)
        collected += 1
    _sweep_strays(now - timedelta(days=1))
    return collected


def _sweep_strays(before: datetime) -> None:
    """Files without an upload that needs them: a process died between the disk and the database."""
    strays = spool.files_older_than(before)
    needed = Q(state=UploadState.OPEN) | Q(state=UploadState.FINISHED, received_at=None)
    if not storage.is_one_disk():
        needed = Q(state__in=(UploadState.OPEN, UploadState.FINISHED))  # handover.clear_proved removes these
    kept = set(Upload.objects.filter(needed, pk__in=strays).values_list("pk", flat=True))
    for upload_id in strays - kept:
        spool.discard(upload_id)
