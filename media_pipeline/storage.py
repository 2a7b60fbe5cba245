"""Where films lie. Storage may be a folder or a bucket; ffmpeg needs a real file, so the difference ends here."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

from media_pipeline.models import Asset
from media_pipeline.models.asset import originals, stored_name
from media_pipeline.models.rendition import renditions

READABLE = 0o644
"""nginx is another user than ours."""
STEP = 1024**2


def take_in(asset: Asset, source: Path | BinaryIO) -> None:
    """Put a file into the originals and name it on the asset, without copying a byte where that is possible.

    A path on the same disk becomes a second name of the same file: if the transaction fails, the first one is still
    there, so no film is lost. The caller removes the first name after the commit.
    """
    storage, name = originals(), stored_name(asset, "")
    if isinstance(source, Path) and isinstance(storage, FileSystemStorage):
        _link(source, Path(storage.path(name)))
    else:
        with source.open("rb") if isinstance(source, Path) else source as file:
            name = storage.save(name, File(file))
    asset.original.name = name
    asset.size = storage.size(name)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        # Another disk, or a filesystem without hard links.
        shutil.copyfile(source, target)


@contextmanager
def original_file(asset: Asset) -> Iterator[Path]:
    """The original as a local file; fetched from a bucket for the time of the work, if it lies in one."""
    storage = originals()
    if isinstance(storage, FileSystemStorage):
        yield Path(storage.path(asset.original.name))
        return
    with tempfile.TemporaryDirectory(dir=_work_folder()) as folder:
        copy = Path(folder) / asset.pk.hex
        with storage.open(asset.original.name) as stored, copy.open("wb") as file:
            shutil.copyfileobj(stored, file, 1024**2)
        yield copy


@contextmanager
def bench() -> Iterator[Path]:
    """An empty folder to work in, on the renditions' own disk, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=_work_folder(), prefix="work-") as folder:
        yield Path(folder).resolve()


def shelve(folder: Path, prefix: str) -> None:
    """Put everything in a work folder under a prefix of the renditions; playlists last, when all they name is there."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in sorted(files, key=lambda path: path.suffix == ".m3u8"):
        publish(path, f"{prefix}/{path.relative_to(folder).as_posix()}")


def publish(path: Path, name: str) -> None:
    """Put one finished file among the renditions under this name, whole or not at all; ``path`` stays where it is.

    Asked twice, it does nothing more. Raises FileExistsError when something else has the name: viewers and caches
    take a name for its content, so nothing is ever replaced. On the bench's disk nothing is copied, so do not write
    to ``path`` afterwards.
    """
    storage = renditions()
    try:
        if isinstance(storage, FileSystemStorage):
            _publish_in_folder(path, Path(storage.path(name)))
        else:
            _publish_remotely(storage, path, name)
    except FileExistsError as error:
        with storage.open(name) as there, path.open("rb") as ours:
            if not _are_equal(there, ours):
                raise FileExistsError(errno.EEXIST, "Something else has this name", name) from error


def _publish_in_folder(path: Path, target: Path) -> None:
    _make_readable_folder(target.parent)
    with path.open("rb") as file:
        # The row that names it must not outlive a power cut that the bytes did not.
        os.fsync(file.fileno())
    try:
        path.chmod(READABLE)
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:
        # Another disk, or a filesystem without hard links.
        _copy_whole(path, target)


def _copy_whole(path: Path, target: Path) -> None:
    """Copy beside the target and give it its name at the end. Raises FileExistsError."""
    arriving = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with path.open("rb") as file, arriving.open("xb") as copy:
            shutil.copyfileobj(file, copy, STEP)
            copy.flush()
            os.fsync(copy.fileno())
        arriving.chmod(READABLE)
        _name_once(arriving, target)
    finally:
        arriving.unlink(missing_ok=True)


def _name_once(arriving: Path, target: Path) -> None:
    try:
        os.link(arriving, target)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here: look before we rename, which would replace.
        if target.exists():
            raise FileExistsError(errno.EEXIST, "The name is taken", str(target)) from None
        arriving.rename(target)


def _make_readable_folder(folder: Path) -> None:
    """With all folders above it; nginx is another user than ours and walks through them."""
    if folder.is_dir():
        return
    _make_readable_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


def _publish_remotely(storage: Storage, path: Path, name: str) -> None:
    if storage.exists(name):
        raise FileExistsError(errno.EEXIST, "The name is taken", name)
    with path.open("rb") as file:
        kept = storage.save(name, File(file))
    if kept != name:
        storage.delete(kept)
        raise FileExistsError(errno.EEXIST, "The name was taken meanwhile", name)


def _are_equal(one: IO[bytes], other: IO[bytes]) -> bool:
    while (piece := one.read(STEP)) == other.read(STEP):
        if not piece:
            return True
    return False


def discard(prefix: str) -> None:
    """Remove everything under a prefix of the renditions; what is gone already is no error."""
    storage = renditions()
    if isinstance(storage, FileSystemStorage):
        shutil.rmtree(storage.path(prefix), ignore_errors=True)
    else:
        _discard_remote(storage, prefix)


def _discard_remote(storage: Storage, prefix: str) -> None:
    folders, files = storage.listdir(prefix)
    for name in files:
        storage.delete(f"{prefix}/{name}")
    for name in folders:
        _discard_remote(storage, f"{prefix}/{name}")


def _work_folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "work"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
