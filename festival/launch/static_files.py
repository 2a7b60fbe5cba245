"""Whether the static files have to be collected again. Collecting compresses them and takes seconds."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path


def fingerprint(repository: Path) -> str:
    """Of everything that collectstatic reads: our files by size and time, the packages' by their pinned versions."""
    digest = sha256((repository / "requirements" / "base.txt").read_bytes())
    for path in sorted(_files([repository / "static", *repository.glob("*/static")])):
        facts = path.stat()
        digest.update(f"{path.relative_to(repository)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())
