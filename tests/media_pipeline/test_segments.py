"""Pieces become segments: eager at the beginning, six seconds later on, and never changed once given out."""

import pytest

from media_pipeline.segments import Piece, gather, media_playlist, read_pieces

ENCODERS_OWN = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-MAP:URI="init.mp4"
#EXTINF:2.002000,
piece00000.m4s
#EXTINF:1.500000,
piece00001.m4s
"""


def pieces(*lengths: float) -> list[Piece]:
    return [Piece(f"piece{number:05}.m4s", length) for number, length in enumerate(lengths)]


def lengths(segments) -> list[tuple[float, ...]]:
    return [tuple(piece.seconds for piece in segment.pieces) for segment in segments]


def test_the_encoders_playlist_is_read():
    first, second = Piece("piece00000.m4s", 2.002), Piece("piece00001.m4s", 1.5)
    assert read_pieces(ENCODERS_OWN) == ([first, second], False)
    assert read_pieces(ENCODERS_OWN + "#EXT-X-ENDLIST\n") == ([first, second], True)
    assert read_pieces("#EXTM3U\n") == ([], False)


@pytest.mark.parametrize(
    ("given", "ended", "told"),
    [
        ([], False, []),
        ([], True, []),
        ([2], False, [(2,)]),
        ([2, 2, 2], False, [(2,), (2,), (2,)]),
        ([2] * 5, False, [(2,), (2,), (2,)]),
        ([2] * 6, False, [(2,), (2,), (2,), (2, 2, 2)]),
        ([2] * 7, False, [(2,), (2,), (2,), (2, 2, 2)]),
        ([2] * 7, True, [(2,), (2,), (2,), (2, 2, 2), (2,)]),
        # A copied film has its own key frames.
        ([5, 5, 5], False, [(5,), (5,)]),
        ([5, 5, 5, 5], False, [(5,), (5,), (5,)]),
        ([5, 5, 10, 1], True, [(5,), (5,), (10,), (1,)]),
        ([1.98] * 6, True, [(1.98,), (1.98,), (1.98,), (1.98,), (1.98, 1.98)]),
        ([0.04] * 3, True, [(0.04,), (0.04,), (0.04,)]),
    ],
)
def test_segments(given, ended, told):
    assert lengths(gather(pieces(*given), ended=ended)) == told


@pytest.mark.parametrize("step", [1.0, 1.98, 2.0, 2.002, 3.3, 5.0, 9.7])
def test_what_was_given_out_stays_as_it_is(step):
    all_of_it = pieces(*[step] * 40)
    before: list = []
    for count in range(41):
        now = gather(all_of_it[:count], ended=False)
        assert now[: len(before)] == before
        before = now
    whole = gather(all_of_it, ended=True)
    assert whole[: len(before)] == before
    assert [piece for segment in whole for piece in segment.pieces] == all_of_it


def test_a_playlist_only_gains_lines():
    some = media_playlist(gather(pieces(*[2.0] * 6), ended=False), longest_piece_s=2, ended=False)
    more = media_playlist(gather(pieces(*[2.0] * 9), ended=True), longest_piece_s=2, ended=True)
    assert more == some + "#EXTINF:6.000000,\n0004.m4s\n#EXT-X-ENDLIST\n"
    assert some.splitlines()[:8] == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:8",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:EVENT",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="init.mp4"',
        "#EXTINF:2.000000,",
    ]


def test_no_segment_is_longer_than_the_playlist_promises():
    for step in (1.0, 1.98, 2.002, 3.3, 4.9, 5.4, 9.7):
        segments = gather(pieces(*[step] * 30), ended=True)
        text = media_playlist(segments, longest_piece_s=step, ended=True)
        promised = int(text.split("TARGETDURATION:")[1].split()[0])
        assert max(round(segment.seconds) for segment in segments) <= promised
