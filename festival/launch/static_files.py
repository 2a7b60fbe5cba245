"""Whether the static files have to be collected again. Collecting compresses them and takes seconds."""

from hashlib import sha256
from pathlib import Path

SERVED = ("dist", "img")


def fingerprint(repository: Path) -> str:
    """Of everything that collectstatic reads: our files by size and time, the packages' by their pinned versions."""
    digest = sha256((repository / "requirements" / "base.txt").read_bytes())
    folders = [repository / "static" / name for name in SERVED]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        facts = path.stat()
        digest.update(f"{path.relative_to(repository)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
