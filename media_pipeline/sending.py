"""Send a file from a storage: by nginx if it stands before us, in ranges if we do it ourselves.

Django's own FileResponse ignores Range: a viewer could not seek in what it sends.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)

CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
}
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_PIECE = 256 * 1024


def send(request: HttpRequest, storage: Storage, name: str, *, inside: str) -> HttpResponseBase:
    """Answer with a stored file. ``inside`` is nginx's folder for this storage below MEDIA_ACCEL."""
    content_type = CONTENT_TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    if not isinstance(storage, FileSystemStorage):
        return _from_elsewhere(storage, name, content_type)
    if settings.MEDIA_ACCEL:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL.rstrip('/')}/{inside}/{name}"
        return response
    return _send_range(request, storage.open(name), storage.size(name), content_type)


def _from_elsewhere(storage: Storage, name: str, content_type: str) -> HttpResponseBase:
    """Send the browser to the store; but a playlist's addresses are relative, so that one it must have from us."""
    if name.endswith(".m3u8"):
        with storage.open(name) as file:
            return HttpResponse(file.read(), content_type=content_type)
    # The store's link lasts for an hour: nobody may keep this answer for longer.
    return HttpResponseRedirect(storage.url(name), headers={"Cache-Control": "private, max-age=1800"})


def _send_range(request: HttpRequest, file: BinaryIO, size: int, content_type: str) -> HttpResponseBase:
    wanted = parse_range(request.headers.get("Range", ""), size)
    if wanted is None:
        response: HttpResponseBase = FileResponse(file, content_type=content_type)
        response["Accept-Ranges"] = "bytes"
        return response
    start, end = wanted
    if start >= size or start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    response = StreamingHttpResponse(_pieces(file, end - start + 1), status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    return response


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Read one range, first and last byte; None for none or several (then the whole is sent, as RFC 9110 allows)."""
    match = _ONE_RANGE.match(header.strip())
    if match is None or match.group(0) == "bytes=-":
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
