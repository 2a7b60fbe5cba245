"""Joining bytes: a made-up file of two boxes says more than a film."""

import io
import struct
from fractions import Fraction

import pytest

from media_pipeline.chunks.fragments import CannotJoinError, Whole


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def head(timescale: int = 12288, extra: bytes = b"") -> bytes:
    mdhd = box(b"mdhd", bytes(12), struct.pack(">II", timescale, 0), bytes(4))
    return box(b"ftyp", b"iso5") + box(b"moov", box(b"trak", box(b"mdia", mdhd)), extra)


def fragment(number: int, time: int, pictures: int, *, version: int = 1) -> bytes:
    tfdt = struct.pack(">B3xQ", 1, time) if version else struct.pack(">4xI", time)
    traf = box(b"traf", box(b"tfdt", tfdt), box(b"trun", struct.pack(">4xI", pictures)))
    moof = box(b"moof", box(b"mfhd", struct.pack(">4xI", number)), traf)
    return moof + box(b"mdat", b"x" * pictures)


def joined(*pieces: tuple[bytes, int | None], rate: Fraction = Fraction(24)) -> tuple[bytes, int]:
    target = io.BytesIO()
    whole = Whole(target, rate)
    for data, count in pieces:
        whole.add(io.BytesIO(data), count)
    return target.getvalue(), whole.pictures


@pytest.mark.parametrize("version", [0, 1])
def test_fragments_get_their_place_in_the_whole_film(version):
    first = head() + fragment(1, 0, 48, version=version) + fragment(2, 48 * 512, 48, version=version)
    second = head() + fragment(1, 0, 30, version=version) + box(b"mfra", bytes(20))
    expected = head() + b"".join(
        fragment(number, time * 512, pictures, version=version)
        for number, time, pictures in ((1, 0, 48), (2, 48, 48), (3, 96, 30))
    )
    assert joined((first, 96), (second, None)) == (expected, 126)


def test_a_clock_of_23_976_has_whole_ticks():
    piece = head(24000) + fragment(1, 0, 48)
    data, _ = joined((piece, 48), (piece, 48), rate=Fraction(24000, 1001))
    assert data == head(24000) + fragment(1, 0, 48) + fragment(2, 48 * 1001, 48)


def test_a_missing_picture_is_noticed():
    with pytest.raises(CannotJoinError):
        joined((head() + fragment(1, 0, 47), 48))


def test_an_empty_piece_is_noticed():
    with pytest.raises(CannotJoinError):
        joined((head(), None))


def test_another_encoder_s_piece_is_noticed():
    with pytest.raises(CannotJoinError):
        joined((head() + fragment(1, 0, 48), 48), (head(extra=b"other") + fragment(1, 0, 48), 48))


def test_a_clock_that_does_not_fit_is_noticed():
    with pytest.raises(CannotJoinError):
        joined((head(1000) + fragment(1, 0, 48), 48))


@pytest.mark.parametrize("cut_off", [3, 30, 200])
def test_half_a_piece_is_noticed(cut_off):
    whole = head() + fragment(1, 0, 48)
    with pytest.raises(CannotJoinError):
        joined((whole[:-cut_off], 48))
