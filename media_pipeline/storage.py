"""Where films lie. Storage may be a folder or a bucket; ffmpeg needs a real file, so the difference ends here."""

import errno
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, Protocol, runtime_checkable
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

from media_pipeline import scratch, tasks
from media_pipeline.enums import Fixity
from media_pipeline.models import Asset, FixityCheck, Master
from media_pipeline.models.asset import originals, stored_name
from media_pipeline.models.rendition import renditions

log = logging.getLogger(__name__)

Progress = Callable[[int], None]
READABLE = 0o644
"""nginx is another user than ours."""
STEP = 1024**2


@runtime_checkable
class FilmStore(Protocol):
    """A storage elsewhere that streams whole films in both directions (``buckets.Bucket``)."""

    def reach(self) -> None:
        """Raise OSError unless the store itself is there."""

    def put_file(self, path: Path, name: str, *, on_progress: Progress | None = None) -> str:
        """Store a file under this very name, return its SHA-256."""

    def pieces(self, name: str, start: int = 0) -> Iterator[bytes]:
        """The bytes of a stored file, from one onwards."""


def is_one_disk() -> bool:
    """True where taking a film in is a matter of a second name, whatever its size."""
    return isinstance(originals(), FileSystemStorage)


def reach_originals() -> None:
    """Raise OSError unless the originals' place is there: a disk that is not mounted must not look like lost films."""
    storage = originals()
    if isinstance(storage, FilmStore):
        storage.reach()
    elif isinstance(storage, FileSystemStorage) and not any(Path(storage.location).iterdir()):
        raise FileNotFoundError(errno.ENOENT, "The folder of the originals is empty", storage.location)


def take_in(asset: Asset | Master, source: Path | BinaryIO, *, on_progress: Progress | None = None) -> None:
    """Put a file into the originals and name it on the asset, without copying a byte where that is possible.

    A path on the same disk becomes a second name of the same file; the caller removes the first one after the
    commit, so that no film is lost. Where bytes are carried, their SHA-256 is taken on the way and noted.
    """
    storage, name = originals(), stored_name(asset, "")
    if isinstance(storage, FileSystemStorage):
        asset.sha256 = _take_into_folder(source, Path(storage.path(name)))
    elif isinstance(storage, FilmStore) and isinstance(source, Path):
        asset.sha256 = storage.put_file(source, name, on_progress=on_progress)
    else:
        with source.open("rb") if isinstance(source, Path) else source as file:
            name = storage.save(name, File(file))
    asset.original.name = name
    asset.size = storage.size(name)
    if isinstance(source, Path) and asset.size != source.stat().st_size:
        raise OSError(errno.EIO, "The stored film is not as long as the file", name)


def _take_into_folder(source: Path | BinaryIO, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    with _arriving(target) as arriving:
        digest = _link_or_copy(source, arriving)
        # What has the name already is an earlier try at the same film.
        arriving.replace(target)
    _settle_folder(target.parent)
    return digest


def _link_or_copy(source: Path | BinaryIO, target: Path) -> str:
    try:
        if isinstance(source, Path):
            os.link(source, target)
            return ""
    except OSError:
        log.debug("%s and the originals lie on different disks.", source)
    with source.open("rb") if isinstance(source, Path) else source as file:
        return _copy(file, target)


def discard_original(asset: Asset | Master) -> None:
    """Remove a film that never became one of ours."""
    originals().delete(asset.original.name)


def original_pieces(asset: Asset | Master, start: int = 0) -> Iterator[bytes]:
    """The bytes of the original where it is stored, from one onwards. Raises FileNotFoundError and other OSErrors."""
    storage, name = originals(), asset.original.name
    if isinstance(storage, FilmStore):
        yield from storage.pieces(name, start)
        return
    with storage.open(name) as file:
        file.seek(start)
        while piece := file.read(STEP):
            yield piece


@contextmanager
def original_file(asset: Asset | Master) -> Iterator[Path]:
    """The original as a local file; fetched once for all steps on this machine, if it lies elsewhere."""
    storage = originals()
    if isinstance(storage, FileSystemStorage):
        yield Path(storage.path(asset.original.name))
        return
    wanted = scratch.Wanted(
        key=asset.pk.hex,
        size=asset.size,
        sha256=asset.sha256,
        pieces=partial(original_pieces, asset),
        on_arrival=partial(_note_intact, asset),
    )
    try:
        with scratch.fetched(wanted) as path:
            yield path
    except scratch.DamagedTransfer:
        if isinstance(asset, Asset):
            tasks.verify_original.delay_on_commit(str(asset.pk))
        raise


def tidy_scratch() -> int:
    """Remove fetched copies that are old or too many; return how many went."""
    return 0 if is_one_disk() else scratch.tidy()


def _note_intact(asset: Asset | Master) -> None:
    """Fetching a film reads the whole original: that counts as a check."""
    if isinstance(asset, Asset) and asset.sha256:
        FixityCheck.objects.create(asset=asset, outcome=Fixity.INTACT, size=asset.size, sha256=asset.sha256)


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
    path.chmod(READABLE)
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:
        # Another disk, or a filesystem without hard links.
        with _arriving(target) as arriving, path.open("rb") as file:
            _copy(file, arriving)
            arriving.chmod(READABLE)
            _name_once(arriving, target)


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


@contextmanager
def _arriving(target: Path) -> Iterator[Path]:
    """A hidden name beside the target, gone afterwards."""
    arriving = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        yield arriving
    finally:
        arriving.unlink(missing_ok=True)


def _copy(file: IO[bytes], target: Path) -> str:
    """Write a new file, on the disk for good when this returns its SHA-256."""
    digest = hashlib.sha256()
    with target.open("xb") as copy:
        while piece := file.read(STEP):
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _settle_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder, before another name of the same file is removed."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
    if isinstance(storage, FilmStore):
        storage.put_file(path, name)
        return
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


def rendition_file(name: str, target: Path) -> None:
    """Bring a stored file of the renditions to ``target`` on this machine's bench. Raises OSError.

    On the same disk it is a second name of the same file: read it only.
    """
    storage = renditions()
    if isinstance(storage, FileSystemStorage):
        _link_or_copy(Path(storage.path(name)), target)
    elif isinstance(storage, FilmStore):
        with target.open("xb") as file:
            file.writelines(storage.pieces(name))
    else:
        with storage.open(name) as stored:
            _copy(stored, target)


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
