"""A ZIP that is sent while it is packed: pictures are compressed already, so they are only laid side by side."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

STEP = 256 * 1024
_UNSAFE = re.compile(r"[^\w.-]+")


class _Outlet:
    """A file that can only be written on; what was written is fetched and forgotten."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._kept.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def fetch(self) -> bytes:
        kept, self._kept = b"".join(self._kept), []
        return kept


def packed(files: Iterable[tuple[str, IO[bytes]]]) -> Iterator[bytes]:
    """Pack named files one after the other; each is opened by the iterable and closed here."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:  # type: ignore[arg-type]
        for name, file in files:
            with file, archive.open(name, "w", force_zip64=True) as place:
                while block := file.read(STEP):
                    place.write(block)
                    yield outlet.fetch()
            yield outlet.fetch()
    yield outlet.fetch()


def safe_name(text: str) -> str:
    """A part of a file's name that every system takes, in any script."""
    return _UNSAFE.sub("-", text).strip("-.")[:60] or "film"
