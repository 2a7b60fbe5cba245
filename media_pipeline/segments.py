"""From the pieces that the encoder writes to the segments that viewers fetch.

The encoder ends a piece at every key frame, two seconds apart, so that a film can be watched almost at once. For the
rest of the film that would be three times the requests of the usual six seconds: later pieces are joined, which for
fragmented MP4 means writing their bytes one after the other (ISO/IEC 14496-12, 8.8; RFC 8216, 3.3).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media_pipeline.ladder import SEGMENT_S

EAGER_S = 6.0
"""So much of the film's beginning is given out piece by piece."""
FULL_S = SEGMENT_S - 0.5
"""A segment of this length is long enough; at 23.976 three pieces are 6.006 s, at odd rates a little less."""
LONGEST_S = 8.0
"""Of joined pieces. A single piece of a copied film may be longer: its key frames are its own."""
_PIECE = re.compile(r"#EXTINF:([\d.]+),[^\n]*\n([^#\n]+)")


@dataclass(frozen=True)
class Piece:
    """One file of the encoder, and how many seconds of film are in it."""

    name: str
    seconds: float


@dataclass(frozen=True)
class Segment:
    """What viewers fetch at once."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return sum(piece.seconds for piece in self.pieces)


def read_pieces(playlist: str) -> tuple[list[Piece], bool]:
    """Read the encoder's own playlist: the pieces that are whole, and whether it was the last of them."""
    pieces = [Piece(name.strip(), float(seconds)) for seconds, name in _PIECE.findall(playlist)]
    return pieces, "#EXT-X-ENDLIST" in playlist


def gather(pieces: Iterable[Piece], *, ended: bool) -> list[Segment]:
    """Join pieces into segments. More pieces only ever add segments: those that were given out stay as they are."""
    groups = list(_groups(pieces))
    if groups and not ended and not _is_full(groups, len(groups) - 1):
        groups.pop()
    return [Segment(f"{number:04}.m4s", tuple(group)) for number, group in enumerate(groups)]


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    begun = 0.0
    for piece in pieces:
        length = _length(group)
        if group and (begun < EAGER_S - 0.01 or length >= FULL_S or length + piece.seconds > LONGEST_S):
            yield group
            begun += length
            group = []
        group.append(piece)
    if group:
        yield group


def _is_full(groups: list[list[Piece]], number: int) -> bool:
    begun = sum(_length(group) for group in groups[:number])
    return begun < EAGER_S - 0.01 or _length(groups[number]) >= FULL_S


def _length(group: list[Piece]) -> float:
    return sum(piece.seconds for piece in group)


def media_playlist(segments: Iterable[Segment], *, longest_piece_s: float, ended: bool) -> str:
    """Write the playlist of one stream, HLS version 7.

    EVENT: it only grows. The target duration is told once for all, so it is that of the longest segment that may come
    (RFC 8216, 4.3.3.1); ``longest_piece_s`` is the source's longest wait for a key frame, or our own.
    """
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{round(max(LONGEST_S, longest_piece_s) + 0.5)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:EVENT",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="init.mp4"',
    ]
    for segment in segments:
        lines += [f"#EXTINF:{segment.seconds:.6f},", segment.name]
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if ended else []), ""])
