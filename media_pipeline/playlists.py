"""Write what a player reads first: the playlists and the storyboard's table of contents.

ffmpeg's own master playlist lacks the frame rate and the average bandwidth; and ours grows with the ladder.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

ENDS = "#EXT-X-ENDLIST"
_FROM_THE_BEGINNING = "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES"
_SEGMENT = re.compile(r"#EXTINF:([\d.]+),[^\n]*\n([^#\n]+)")


@dataclass(frozen=True)
class Stream:
    """One size as the master playlist lists it."""

    uri: str
    width: int
    height: int
    bandwidth: int
    average_bandwidth: int
    codecs: str
    frame_rate: float


def describe_segments(segments: Iterable[tuple[float, int]], head: bytes, fps: Fraction) -> dict[str, Any]:
    """Measure what was written: peak and average bits a second, codecs, exact frame rate.

    ``segments`` are seconds and bytes of each, ``head`` is the initialisation segment.
    """
    sizes = list(segments)
    seconds = sum(length for length, _ in sizes) or 1.0
    return {
        "bandwidth": max((int(size * 8 / max(length, 0.5)) for length, size in sizes), default=0),
        "average_bandwidth": int(sum(size for _, size in sizes) * 8 / seconds),
        "codecs": read_codecs(head),
        "fps": str(fps),
        "segments": len(sizes),
    }


def read_codecs(head: bytes) -> str:
    """Name profile and level from the stream's own head, as RFC 6381 asks: ``avc1.64001f,mp4a.40.2``."""
    codecs = []
    place = head.find(b"avcC")
    if place >= 0:
        codecs.append(f"avc1.{head[place + 5 : place + 8].hex()}")
    if b"mp4a" in head:
        codecs.append("mp4a.40.2")
    return ",".join(codecs)


def master_playlist(streams: Iterable[Stream]) -> str:
    """List the sizes, best first as given; a player begins with what its line can carry."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for stream in streams:
        facts = {
            "BANDWIDTH": stream.bandwidth,
            "AVERAGE-BANDWIDTH": stream.average_bandwidth,
            "CODECS": f'"{stream.codecs}"' if stream.codecs else "",
            "RESOLUTION": f"{stream.width}x{stream.height}",
            "FRAME-RATE": f"{stream.frame_rate:.3f}" if stream.frame_rate else "",
        }
        # What is not known yet of a stream that still grows is left out: an empty value would be a false one.
        told = ",".join(f"{name}={value}" for name, value in facts.items() if value)
        lines += [f"#EXT-X-STREAM-INF:{told}", stream.uri]
    return "\n".join([*lines, ""])


def from_the_beginning(media_playlist: str) -> str:
    """Tell players of a playlist that still grows to begin at its beginning; a live one is begun at its end."""
    if ENDS in media_playlist or "#EXT-X-START:" in media_playlist:
        return media_playlist
    return media_playlist.replace("#EXTM3U\n", f"#EXTM3U\n{_FROM_THE_BEGINNING}\n", 1)


def storyboard_table(
    image: str, *, columns: int, step_s: float, width: int, height: int, duration_s: float
) -> str:
    """WebVTT whose cues name the place of each small picture in the one large one."""
    lines = ["WEBVTT", ""]
    for tile in range(max(1, int(duration_s / step_s))):
        row, column = divmod(tile, columns)
        start, end = tile * step_s, min((tile + 1) * step_s, duration_s)
        place = f"{column * width},{row * height},{width},{height}"
        lines += [f"{_clock(start)} --> {_clock(end)}", f"{image}#xywh={place}", ""]
    return "\n".join(lines)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}:{thousandths / 1000 % 60:06.3f}"
