"""Send a file from a storage: by nginx if it stands before us, by the bucket if it lies in one, else in ranges by us.

Django's own FileResponse ignores Range: a viewer could not seek in what it sends. The rules are those of RFC 9110,
sections 13 (conditions) and 14 (ranges).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
}
# Eighteen digits are enough for any file, and few enough for int() to be quick about them.
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})$", re.IGNORECASE)
_PIECE = 256 * 1024


def send(request: HttpRequest, storage: Storage, name: str, *, inside: str) -> HttpResponseBase:
    """Answer with a stored file. ``inside`` is nginx's folder for this storage below MEDIA_ACCEL.

    Raises Http404 when we send ourselves and it is not there.
    """
    content_type = CONTENT_TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    if not isinstance(storage, FileSystemStorage):
        return _by_the_bucket(request, storage, name, content_type)
    if settings.MEDIA_ACCEL:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL.rstrip('/')}/{inside}/{name}"
        return response
    try:
        return _by_ourselves(request, storage, name, content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def _by_the_bucket(
    request: HttpRequest, storage: Storage, name: str, content_type: str, disposition: str | None = None
) -> HttpResponse:
    """Lead to the bucket by an address that is good for a moment: the next part is asked for here again."""
    if hasattr(storage, "querystring_expire"):
        address = storage.url(
            name,
            # The bucket's own idea of a type is a guess from the name, and m4s is known to few.
            parameters={
                "ResponseContentType": content_type,
                **({"ResponseContentDisposition": disposition} if disposition else {}),
            },
            expire=int(settings.PRESIGNED_LIFETIME.total_seconds()),
            http_method=request.method,
        )
    else:
        address = storage.url(name)
    # Kept by a browser, the address would be used after its end, and no viewing would be decided or counted.
    return HttpResponseRedirect(address, headers={"Cache-Control": "no-store"})


def _by_ourselves(request: HttpRequest, storage: Storage, name: str, content_type: str) -> HttpResponseBase:
    size, changed = storage.size(name), storage.get_modified_time(name)
    facts = {
        "Accept-Ranges": "bytes",
        "ETag": f'"{size:x}-{int(changed.timestamp() * 1_000_000):x}"',
        "Last-Modified": http_date(changed.timestamp()),
    }
    known = get_conditional_response(request, etag=facts["ETag"], last_modified=int(changed.timestamp()))
    response = known or _whole_or_part(request, storage, name, size, facts)
    if known is None and response.status_code != 416:
        response["Content-Type"] = content_type
    for header, value in facts.items():
        response[header] = value
    return response


def _whole_or_part(
    request: HttpRequest, storage: Storage, name: str, size: int, facts: dict[str, str]
) -> HttpResponseBase:
    wanted = _wanted_range(request, size, facts)
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(size)})
    if wanted is None:
        return FileResponse(storage.open(name))
    start, end = wanted
    if start >= size or start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = storage.open(name)
    file.seek(start)
    response = StreamingHttpResponse(_pieces(file, end - start + 1), status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    return response


def _wanted_range(request: HttpRequest, size: int, facts: dict[str, str]) -> tuple[int, int] | None:
    """The range that is to be sent: asked by GET, and about the file as it is now."""
    unless_changed = request.headers.get("If-Range")
    if request.method != "GET" or unless_changed not in (None, facts["ETag"], facts["Last-Modified"]):
        return None
    return parse_range(request.headers.get("Range", ""), size)


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Read one range, first and last byte; None for none or several (then the whole is sent, as RFC 9110 allows)."""
    match = _ONE_RANGE.match(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    with file:
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


def hand_out(request: HttpRequest, storage: Storage, name: str, *, filename: str) -> HttpResponseBase:
    """Answer with a stored file that is to be saved, as it is, under this name; in ranges, so that a broken download
    goes on. Originals are not nginx's to name, so we send them ourselves. Raises Http404 when it is not there.
    """
    disposition = content_disposition_header(True, filename)
    if not isinstance(storage, FileSystemStorage):
        return _by_the_bucket(request, storage, name, "application/octet-stream", disposition)
    try:
        response = _by_ourselves(request, storage, name, "application/octet-stream")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Disposition"] = disposition
    response["Cache-Control"] = "private, no-store"
    response["X-Accel-Buffering"] = "no"  # nginx would spool gigabytes to its disk
    return response
