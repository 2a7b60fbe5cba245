"""The spool: one growing file an upload. Its size is the offset, so bookkeeping can never disagree with the bytes."""

import os
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

STEP = 1024**2


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


def chunk_path(upload_id: UUID) -> Path:
    """Where a chunk with a checksum waits until it has proved right."""
    return path(upload_id).with_suffix(".chunk")


def append_chunk(upload_id: UUID) -> None:
    with path(upload_id).open("ab") as file, chunk_path(upload_id).open("rb") as chunk:
        shutil.copyfileobj(chunk, file, STEP)


def settle(upload_id: UUID) -> None:
    """Have the disk really keep what the page cache holds, before anybody is told that the film is complete."""
    with path(upload_id).open("rb") as file:
        os.fsync(file.fileno())


def join(parts: list[UUID], into: UUID, *, before_write: Callable[[], None]) -> None:
    """Append the parts to the file of `into`, which appears only when it is whole. The parts stay."""
    unfinished = path(into).with_suffix(".joining")
    with unfinished.open("wb") as whole:
        for part in parts:
            with path(part).open("rb") as piece:
                while data := piece.read(STEP):
                    before_write()
                    whole.write(data)
    unfinished.replace(path(into))


def discard(upload_id: UUID) -> None:
    """Remove everything that belongs to the upload. Whoever still writes writes into a file without a name."""
    for suffix in ("", ".chunk", ".joining"):
        path(upload_id).with_suffix(suffix).unlink(missing_ok=True)


def files_older_than(moment: datetime) -> set[UUID]:
    """The uploads that have a file which nobody has written to since `moment`."""
    root = Path(settings.SPOOL_ROOT)
    files = root.iterdir() if root.is_dir() else ()
    return {
        UUID(hex=file.stem)
        for file in files
        if re.fullmatch(r"[0-9a-f]{32}", file.stem) and file.stat().st_mtime < moment.timestamp()
    }


def free_bytes() -> int:
    Path(settings.SPOOL_ROOT).mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(settings.SPOOL_ROOT).free
