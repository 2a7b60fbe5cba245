"""What happens to an upload: begun, finished, handed over to the workshop, cancelled, collected."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from media_pipeline.models import Upload
from media_pipeline.uploads import protocol, spool
from media_pipeline.uploads.exceptions import NoSpace, TooLarge, TooManyUploads

MOST_OPEN_UPLOADS = 50  # a person's; parallel parts count singly


def begin_upload(
    *,
    owner: Any,
    filename: str,
    length: int | None,
    spec: dict[str, Any] | None = None,
    metadata: dict[str, str] | None = None,
) -> Upload:
    """Open an upload of `length` bytes (None: not known yet) and return it; `upload_url` says where to send them.

    `spec` is what the film will be inspected against. Raises TooLarge, NoSpace or TooManyUploads.
    """
    return open_upload(
        owner=owner,
        filename=protocol.tidy_name(filename),
        length=length,
        spec=spec or {},
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


def upload_url(upload: Upload) -> str:
    """The address (without host) to which a tus client sends the bytes."""
    return reverse("uploads:upload", args=[upload.pk.hex])
