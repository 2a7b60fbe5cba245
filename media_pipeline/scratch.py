"""Copies of originals that lie elsewhere, kept on this machine for as long as there is room.

A worker fetches a film once, not once for each step. Each copy is hashed on its way in: a damaged transfer is tried
again and never judged. Several processes share the folder. Whoever uses a copy holds a shared lock on it, whoever
fetches or removes one an exclusive lock; the kernel takes away the locks of the dead, so a kill leaves none behind.
"""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

log = logging.getLogger(__name__)

STEP = 1024**2
TRIES = 3
UNUSED_S = 7 * 24 * 3600
"""A copy that nobody asked for in a week only takes room."""
LEFT_S = 24 * 3600
"""A transfer that nobody has gone on with for a day is given up."""
KEPT_FREE = 1024**3


class DamagedTransfer(OSError):
    """What arrives is not what was stored, again and again."""


@dataclass(frozen=True)
class Wanted:
    """A film to fetch: its name here, what it must be like, and how to read it from a byte onwards."""

    key: str
    size: int
    sha256: str
    pieces: Callable[[int], Iterator[bytes]]
    on_arrival: Callable[[], None]
    """Hears that the film was read whole from where it is stored, and is right."""


@contextmanager
def fetched(wanted: Wanted) -> Iterator[Path]:
    """The film as a local file that nobody removes before the block ends."""
    path = _folder() / wanted.key
    with _lock(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists() or path.stat().st_size != wanted.size:
            _fetch(wanted, path)
        os.utime(path)
        with path.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_SH)
            fcntl.flock(lock, fcntl.LOCK_UN)
            yield path


def _fetch(wanted: Wanted, path: Path) -> None:
    make_room(wanted.size)
    arriving = path.with_suffix(".arriving")
    for attempt in range(1, TRIES + 1):
        found = _go_on_with(arriving, wanted)
        if found == (wanted.size, wanted.sha256 or found[1]):
            arriving.rename(path)
            wanted.on_arrival()
            return
        log.warning("Film %s arrived damaged (attempt %s): %s", wanted.key, attempt, found)
        arriving.unlink()
    raise DamagedTransfer(errno.EIO, "The stored film is not what it was when it came", wanted.key)


def _go_on_with(path: Path, wanted: Wanted) -> tuple[int, str]:
    """Fetch what is still missing: a transfer that was cut off, by a kill too, goes on where it stopped."""
    digest = hashlib.sha256()
    with path.open("a+b") as file:
        file.seek(0)
        while piece := file.read(STEP):
            digest.update(piece)
        size = file.tell()
        if size < wanted.size:
            for piece in wanted.pieces(size):
                digest.update(piece)
                size += file.write(piece)
    return size, digest.hexdigest()


def make_room(wanted: int = 0) -> int:
    """Remove what has not been used for longest until ``wanted`` bytes fit; return how many copies went.

    One film that is larger than the whole scratch folder is let in: it has to be worked on somewhere.
    """
    copies = sorted(_copies(), key=lambda path: path.stat().st_mtime)
    held = sum(path.stat().st_size for path in copies)
    removed = 0
    for path in copies:
        is_old = path.stat().st_mtime < time.time() - UNUSED_S
        fits = held + wanted <= settings.SCRATCH_BYTES and _free() >= wanted + KEPT_FREE
        if fits and not is_old:
            break
        size = path.stat().st_size
        if _remove(path):
            held, removed = held - size, removed + 1
    if wanted and _free() < wanted:
        raise OSError(errno.ENOSPC, "No room to fetch the film", str(_folder()))
    return removed


def _remove(path: Path) -> bool:
    """Remove a copy unless somebody uses it."""
    with suppress(OSError), _lock(path) as lock, path.open("rb") as file:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
        return True
    return False


def tidy() -> int:
    """Remove what is old or too much, and what killed fetches left behind; return how many copies went."""
    for path in _folder().glob("*.arriving"):
        with _lock(path) as lock, suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.stat().st_mtime < time.time() - LEFT_S:
                path.unlink()
    return make_room()


def _lock(path: Path) -> IO[str]:
    """Two films may share a lock file; so there are never more than 256 of them, and none has to be removed."""
    return path.with_name(f"{path.name[:2]}.lock").open("a")


def _copies() -> list[Path]:
    return [path for path in _folder().iterdir() if not path.suffix]


def _free() -> int:
    return shutil.disk_usage(_folder()).free


def _folder() -> Path:
    folder = Path(settings.SCRATCH_ROOT) / "originals"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
