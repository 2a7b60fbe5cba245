"""The spool: one growing file an upload. Its size is the offset, so bookkeeping can never disagree with the bytes."""

import os
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings


def path(upload_id: UUID) -> Path:
    return Path(settings.SPOOL_ROOT) / upload_id.hex


def create(upload_id: UUID) -> None:
    Path(settings.SPOOL_ROOT).mkdir(parents=True, exist_ok=True)
    path(upload_id).touch(mode=0o640, exist_ok=False)


def size(upload_id: UUID) -> int:
    """Bytes stored so far; 0 when there is no file."""
    try:
        return path(upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def cut(upload_id: UUID, length: int) -> None:
    """Take back what was written after `length`: a chunk whose checksum did not agree."""
    os.truncate(path(upload_id), length)


def settle(upload_id: UUID) -> None:
    """Have the disk really keep what the page cache holds, before anybody is told that the film is complete."""
    with path(upload_id).open("rb") as file:
        os.fsync(file.fileno())


def join(parts: list[UUID], into: UUID) -> None:
    """Append the parts to the file of `into`, which appears only when it is whole. The parts stay."""
    unfinished = path(into).with_suffix(".joining")
    with unfinished.open("wb") as whole:
        for part in parts:
            with path(part).open("rb") as piece:
                shutil.copyfileobj(piece, whole, 1024**2)
        whole.flush()
        os.fsync(whole.fileno())
    unfinished.replace(path(into))


def discard(upload_id: UUID) -> None:
    path(upload_id).unlink(missing_ok=True)


def free_bytes() -> int:
    Path(settings.SPOOL_ROOT).mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(settings.SPOOL_ROOT).free
