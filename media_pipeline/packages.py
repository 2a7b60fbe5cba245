"""What lies in a ZIP or TAR, by its table of contents alone: nothing is unpacked, and no table may be larger than we like.

A DCP (a folder for the projector) is sent as one of the two. Python's own readers take a table of any size into memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

ZIP_START = b"PK\x03\x04"
TAR_AT, TAR_START = 257, b"ustar"
MOST_FILES = 20_000
MOST_TABLE = 8 * 1024**2
BLOCK = 512
_END = struct.Struct("<4s4H2LH")
_END_64_AT = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LONGEST_COMMENT = 0xFFFF


@dataclass(frozen=True)
class Package:
    """``whole``: its table could be read to the end. ``assetmap`` and ``mxf`` are what makes it a DCP."""

    kind: str
    files: int = 0
    whole: bool = False
    assetmap: bool = False
    mxf: int = 0

    @property
    def is_dcp(self) -> bool:
        """It has the list that a projector's server looks for first, and tracks to play."""
        return self.assetmap and self.mxf > 0


def look_at(path: Path) -> Package | None:
    """None for what is neither ZIP nor TAR. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
        if head.startswith(ZIP_START):
            return _of("zip", _names_in_zip(file))
        if head[TAR_AT : TAR_AT + len(TAR_START)] == TAR_START:
            return _of("tar", _names_in_tar(file))
    return None


class _BrokenTableError(ValueError):
    """The table of contents ends early, is too long, or makes no sense."""


def _of(kind: str, names: Iterator[str]) -> Package:
    files = mxf = 0
    assetmap, whole = False, False
    try:
        for name in names:
            files += 1
            # ASSETMAP in Interop, ASSETMAP.xml in SMPTE packages.
            assetmap = assetmap or PurePosixPath(name).stem.upper() == "ASSETMAP"
            mxf += name.lower().endswith(".mxf")
            if files > MOST_FILES:
                raise _BrokenTableError
        whole = True
    except (_BrokenTableError, struct.error, ValueError):
        pass
    return Package(kind, files, whole, assetmap, mxf)


def _names_in_zip(file: BinaryIO) -> Iterator[str]:
    start, length = _zip_table(file)
    if length > MOST_TABLE:
        raise _BrokenTableError
    file.seek(start)
    table = file.read(length)
    at = 0
    while at < len(table):
        entry = _ENTRY.unpack_from(table, at)
        if entry[0] != b"PK\x01\x02":
            raise _BrokenTableError
        name_bytes, extra, comment = entry[10], entry[11], entry[12]
        at += _ENTRY.size
        name = table[at : at + name_bytes].decode(errors="replace")
        at += name_bytes + extra + comment
        if not name.endswith("/"):
            yield name


def _zip_table(file: BinaryIO) -> tuple[int, int]:
    """Where the table of contents lies, and how long it is."""
    size = file.seek(0, 2)
    tail_at = max(0, size - _LONGEST_COMMENT - _END.size - _END_64_AT.size)
    file.seek(tail_at)
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise _BrokenTableError
    values = _END.unpack_from(tail, end)
    length, start = values[5], values[6]
    if 0xFFFFFFFF in (length, start) and end >= _END_64_AT.size:
        mark, _disk, far_at, _disks = _END_64_AT.unpack_from(tail, end - _END_64_AT.size)
        if mark == b"PK\x06\x07" and far_at + _END_64.size <= size:
            file.seek(far_at)
            length, start = _END_64.unpack(file.read(_END_64.size))[8:10]
    if start + length > size:
        raise _BrokenTableError
    return start, length


def _names_in_tar(file: BinaryIO) -> Iterator[str]:
    size = file.seek(0, 2)
    at = 0
    while at + BLOCK <= size:
        file.seek(at)
        head = file.read(BLOCK)
        if not head.strip(b"\0"):
            return
        if head[TAR_AT : TAR_AT + len(TAR_START)] != TAR_START:
            raise _BrokenTableError
        held = _tar_number(head[124:136])
        at += BLOCK + -(-held // BLOCK) * BLOCK
        # Long names (L, x, g) come in blocks of their own; the end of a name is enough to know a track by.
        if head[156:157] in (b"0", b"\0", b"7"):
            yield _tar_name(head)
    raise _BrokenTableError


def _tar_name(head: bytes) -> str:
    name, folder = head[:100].split(b"\0")[0], head[345:500].split(b"\0")[0]
    return b"/".join(part for part in (folder, name) if part).decode(errors="replace")


def _tar_number(field: bytes) -> int:
    """Octal digits, or for files beyond 8 GiB a big-endian number after a set bit."""
    if field[0] & 0x80:
        return int.from_bytes(bytes([field[0] & 0x7F]) + field[1:])
    digits = field.strip(b"\0 ")
    return int(digits, 8) if digits else 0
