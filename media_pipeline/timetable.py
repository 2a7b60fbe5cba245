"""Which seconds of a film lie in which file, read from its media playlist. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from media_pipeline.spans import Span, between

_HEAD = re.compile(r'#EXT-X-MAP:.*?URI="([^"]+)"')
_LENGTH = re.compile(r"#EXTINF:([\d.]+)")
_ENDS = "#EXT-X-ENDLIST"


@dataclass(frozen=True)
class Timetable:
    """The files of one size of a film. ``heads`` begin a stream and show nothing; ``ended``: nothing more will come."""

    heads: frozenset[str]
    segments: Mapping[str, Span]
    ended: bool

    def has(self, name: str) -> bool:
        """Nothing is given that the playlist does not name."""
        return name in self.segments or name in self.heads


def read_timetable(media_playlist: str) -> Timetable:
    """Add up the lengths of the segments in their order."""
    heads, segments = set(), {}
    start_s = length_s = 0.0
    for line in map(str.strip, media_playlist.splitlines()):
        if head := _HEAD.match(line):
            heads.add(head[1])
        elif length := _LENGTH.match(line):
            length_s = float(length[1])
        elif line and not line.startswith("#"):
            segments[line] = between(start_s, start_s + length_s)
            start_s += length_s
    return Timetable(frozenset(heads), segments, _ENDS in media_playlist)
