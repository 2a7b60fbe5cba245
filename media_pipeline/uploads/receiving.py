"""The bytes themselves: from the connection to the spool, a mebibyte at a time."""

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from media_pipeline.uploads import spool
from media_pipeline.uploads.exceptions import BadRequest, ChecksumMismatch, LengthRequired, NoSpace, TooLarge
from media_pipeline.uploads.protocol import Checksum

STEP = 1024**2  # gunicorn costs three times the processor time with steps of 64 KiB
PATIENCE = 120  # seconds without a byte before a connection counts as dead


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Body:
    """A request's body that knows whether all of it came. Neither Django nor we ever hold more than one step of it."""

    def __init__(self, request: HttpRequest) -> None:
        chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
        self.length = None if chunked else _length(request)
        # Django itself takes a body without Content-Length for an empty one.
        self.source: Source = request.META["wsgi.input"] if chunked else request
        self.complete = self.length == 0
        self.taken = 0
        if chunked and not request.META.get("wsgi.input_terminated"):
            raise LengthRequired
        if line := request.META.get("gunicorn.socket"):
            line.settimeout(PATIENCE)

    @property
    def is_empty(self) -> bool:
        return self.length == 0

    def read(self, most: int = STEP) -> bytes:
        """The next bytes; empty at the end, and also when the connection breaks (then `complete` stays false)."""
        if self.complete:
            return b""
        try:
            data = self.source.read(most if self.length is None else min(most, self.length - self.taken))
        except OSError:
            return b""
        self.taken += len(data)
        self.complete = not data if self.length is None else self.taken == self.length
        return data

    def drain(self) -> None:
        """Read and drop up to one chunk, because a server that answers and hangs up before it has listened is not
        heard: the client sees a broken pipe in place of our sentence.
        """
        left = settings.UPLOAD_CHUNK_BYTES
        while left > 0 and (data := self.read(min(STEP, left))):
            left -= len(data)


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    if not text.isdecimal():
        raise BadRequest
    return int(text)


def store(
    upload_id: UUID,
    body: Body,
    *,
    room: int,
    checksum: Checksum | None,
    before_write: Callable[[], None],
) -> int:
    """Append the body to the spool file and return the new offset. Bytes beyond `room` raise TooLarge.

    What came before a connection broke is kept. Not so with a checksum: such a chunk waits beside the file until it
    has proved right, so that not even a crash lets unproved bytes into the film. `before_write` may raise to stop.
    """
    if body.length is not None and body.length > room:
        raise TooLarge
    receive = partial(_receive, body=body, room=room, before_write=before_write)
    if checksum is None:
        receive(spool.path(upload_id))
        return spool.size(upload_id)
    try:
        digest = receive(spool.chunk_path(upload_id), running=checksum.start())
        if not body.complete or digest != checksum.digest:
            raise ChecksumMismatch
        before_write()
        spool.append_chunk(upload_id)
    finally:
        spool.chunk_path(upload_id).unlink(missing_ok=True)
    return spool.size(upload_id)


def _receive(
    path: Path, *, body: Body, room: int, before_write: Callable[[], None], running: Any = None
) -> bytes:
    with path.open("ab", buffering=0) as file:
        start = file.tell()
        while data := body.read():
            room -= len(data)
            if room < 0:
                os.ftruncate(file.fileno(), start)
                raise TooLarge
            before_write()
            _write(file, data)
            if running:
                running.update(data)
    return running.digest() if running else b""


def _write(file: Any, data: bytes) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(file.fileno(), rest) :]
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise NoSpace from error
        raise
