from pathlib import Path

import pytest

from media_pipeline.signature import Boxes, Container, extension_fits, read_signature, sniff
from tests import clips


@pytest.mark.parametrize(
    ("clip", "container"),
    [
        (clips.horizontal_h264, Container.MOV),
        (clips.vp9, Container.MATROSKA),
        (clips.song_with_cover, Container.SOUND),
        (clips.renamed_text, Container.TEXT),
        (clips.playlist_named_mp4, Container.TEXT),
        (clips.concat_script_named_mp4, Container.TEXT),
        (clips.zero_bytes, Container.EMPTY),
    ],
)
def test_bytes_tell_what_a_file_is(clip, container):
    assert read_signature(clip()).container == container


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\x00\x00\x01\xba" + bytes(20), Container.MPEGPS),
        (b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02" + bytes(9), Container.MXF),
        (b"RIFF\x00\x00\x00\x00AVI LIST", Container.AVI),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", Container.SOUND),
        ((b"\x47" + bytes(187)) * 3, Container.MPEGTS),
        ((bytes(4) + b"\x47" + bytes(187)) * 3, Container.MPEGTS),
        (b"%PDF-1.7", Container.DOCUMENT),
        ("电影".encode(), Container.TEXT),
        (b"\x00\x01\x02\x03" * 10, Container.UNKNOWN),
    ],
)
def test_heads(head, container):
    assert sniff(head) == container


def test_only_film_containers_are_opened_by_their_one_demuxer():
    assert read_signature(clips.horizontal_h264()).demuxers == ("mov",)
    assert not read_signature(clips.playlist_named_mp4()).may_be_film


def test_boxes_show_a_file_that_was_cut():
    assert read_signature(clips.horizontal_h264()).boxes == Boxes(False, False, False)
    assert read_signature(clips.truncated()).boxes == Boxes(False, False, cut_short=True)


def test_boxes_survive_nonsense(tmp_path: Path):
    wild = tmp_path / "wild.mp4"
    wild.write_bytes(b"\x00\x00\x00\x08ftyp" + b"\x00\x00\x00\x03moov" + b"\xff" * 40)
    assert read_signature(wild).boxes == Boxes(False, False, False)


@pytest.mark.parametrize(
    ("name", "container", "fits"),
    [
        ("film.mp4", Container.MOV, True),
        ("film.MOV", Container.MOV, True),
        ("film.mp4", Container.MATROSKA, False),
        ("film.mp4", Container.SOUND, False),
        ("film.final", Container.MATROSKA, True),
        ("film", Container.AVI, True),
    ],
)
def test_names_that_promise_another_kind(name, container, fits):
    assert extension_fits(name, container) is fits
