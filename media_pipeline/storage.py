"""Where films lie. Storage may be a folder or a bucket; ffmpeg needs a real file, so the difference ends here."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

from media_pipeline.models import Asset
from media_pipeline.models.asset import originals, stored_name
from media_pipeline.models.rendition import renditions


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
    """Move everything in a work folder into the renditions under a prefix that is not in use yet."""
    storage = renditions()
    if isinstance(storage, FileSystemStorage):
        target = Path(storage.path(prefix))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(folder, target)
        target.chmod(0o755)
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                storage.save(f"{prefix}/{path.relative_to(folder).as_posix()}", File(file))


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
