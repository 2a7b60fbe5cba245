"""Join fragmented MP4 files of one film into one, without touching a picture (ISO/IEC 14496-12, 8.8).

Each file counts its time from nought. Here the fragments get their place in the whole film's time, in whole ticks of
its clock: no seconds are rounded on the way, so every picture is shown at exactly its time.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import IO

_LONGEST_HEAD = 16 * 1024**2
"""A fragment's table has 16 bytes for a picture; one of two seconds has at most some thousand."""
_BLOCK = 1024**2


class CannotJoinError(Exception):
    """The pieces do not make one film: another encoder, another size, or not the pictures that were ordered."""


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


class Whole:
    """The film that grows piece by piece. ``pictures`` counts those that it has."""

    def __init__(self, target: IO[bytes], rate: Fraction) -> None:
        """Begin an empty film of ``rate`` pictures a second."""
        self.pictures = 0
        self._target, self._rate = target, rate
        self._head: bytes | None = None
        self._ticks = 0
        self._fragments = 0

    def add(self, file: IO[bytes], count: int | None) -> None:
        """Write a piece behind what is there; ``count`` is the number of pictures it must have, None for any.

        Raises CannotJoinError.
        """
        before, head = self.pictures, b""
        for box in _boxes(file):
            if box.kind in (b"ftyp", b"moov"):
                head += _read(file, box)
            elif box.kind == b"moof":
                self._begin(head)
                self._target.write(self._moved(bytearray(_read(file, box)), before * self._ticks))
            elif box.kind == b"mdat":
                file.seek(box.start)
                _copy(file, self._target, box.end - box.start)
        made = self.pictures - before
        if not made or (count is not None and made != count):
            raise CannotJoinError(f"A piece has {made} pictures instead of {count or 'some'}.")

    def _begin(self, head: bytes) -> None:
        if self._head is None:
            # Ticks of the clock for one picture: a whole number, because the encoder made the clock from the rate.
            ticks = _timescale(head) / self._rate
            if ticks.denominator != 1:
                raise CannotJoinError(f"The clock does not fit a rate of {self._rate} pictures a second.")
            self._head, self._ticks = head, int(ticks)
            self._target.write(head)
        elif head != self._head:
            raise CannotJoinError("The pieces were not encoded in the same way.")

    def _moved(self, moof: bytearray, ticks: int) -> bytearray:
        self._fragments += 1
        for box in _inside(moof, 8, len(moof), into=(b"traf",)):
            if box.kind == b"mfhd":
                struct.pack_into(">I", moof, box.body + 4, self._fragments)
            elif box.kind == b"tfdt":
                form = ">Q" if moof[box.body] else ">I"
                (time,) = struct.unpack_from(form, moof, box.body + 4)
                struct.pack_into(form, moof, box.body + 4, time + ticks)
            elif box.kind == b"trun":
                self.pictures += struct.unpack_from(">I", moof, box.body + 4)[0]
        return moof


def _timescale(head: bytes) -> Fraction:
    path = (b"moov", b"trak", b"mdia")
    for box in _inside(head, 0, len(head), into=path):
        if box.kind == b"mdhd":
            # Version 1 has dates of eight bytes before it.
            return Fraction(*struct.unpack_from(">I", head, box.body + (20 if head[box.body] else 12)))
    raise CannotJoinError("A piece has no head.")


def _boxes(file: IO[bytes]) -> Iterator[_Box]:
    """The outermost boxes, one after the other."""
    start = 0
    while True:
        file.seek(start)
        first = file.read(8)
        if not first:
            return
        if len(first) < 8:
            raise CannotJoinError("A piece was cut off.")
        size, kind = struct.unpack(">I4s", first)
        body = start + 8
        if size == 1:
            (size,), body = struct.unpack(">Q", file.read(8)), start + 16
        if size < body - start:
            raise CannotJoinError("A piece is damaged.")
        yield _Box(kind, start, body, start + size)
        start += size


def _inside(data: bytes | bytearray, start: int, end: int, *, into: tuple[bytes, ...]) -> Iterator[_Box]:
    """The boxes in memory, and those within the ones named."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > end:
            raise CannotJoinError("A piece is damaged.")
        box = _Box(kind, start, start + 8, start + size)
        yield box
        if kind in into:
            yield from _inside(data, box.body, box.end, into=into)
        start = box.end


def _read(file: IO[bytes], box: _Box) -> bytes:
    size = box.end - box.start
    if size > _LONGEST_HEAD:
        raise CannotJoinError("A piece is damaged.")
    file.seek(box.start)
    data = file.read(size)
    if len(data) != size:
        raise CannotJoinError("A piece was cut off.")
    return data


def _copy(file: IO[bytes], target: IO[bytes], size: int) -> None:
    left = size
    while left:
        block = file.read(min(left, _BLOCK))
        if not block:
            raise CannotJoinError("A piece was cut off.")
        target.write(block)
        left -= len(block)
