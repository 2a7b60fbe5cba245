"""One writer at a time, without holding a transaction open while the bytes trickle in.

A lease is two columns, taken by a conditional UPDATE and renewed by whoever writes. A worker that was killed, or a
connection that hangs half open, frees the upload by its silence; when it wakes up it finds the lease gone and stops.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from media_pipeline.models import Upload
from media_pipeline.uploads.exceptions import Busy

LEASE = timedelta(seconds=30)
RENEW_AFTER = 8.0  # seconds: well below the lease, well above the time one read takes


class Lease:
    def __init__(self, upload: Upload) -> None:
        self.upload_id = upload.pk
        self.token = uuid.uuid4()
        self.renewed = time.monotonic()

    def held(self) -> Any:
        return Upload.objects.filter(pk=self.upload_id, lock_token=self.token)

    def keep(self) -> None:
        """Ask before each write. Raises Busy when somebody else has taken over in the meantime."""
        if time.monotonic() - self.renewed < RENEW_AFTER:
            return
        kept = self.held().update(lock_until=timezone.now() + LEASE)
        release_connection()
        if not kept:
            raise Busy
        self.renewed = time.monotonic()


@contextmanager
def lease(upload: Upload) -> Iterator[Lease]:
    """Hold the upload while writing to it. Raises Busy when another request does."""
    taken = Lease(upload)
    now = timezone.now()
    free = Upload.objects.filter(pk=upload.pk).unlocked_at(now)
    if not free.update(lock_token=taken.token, lock_until=now + LEASE):
        raise Busy
    try:
        yield taken
    finally:
        taken.held().update(lock_token=None, lock_until=None)


def release_connection() -> None:
    """Give the database connection back: a hundred slow uploads must not mean a hundred open connections."""
    if not connection.in_atomic_block:
        connection.close()
