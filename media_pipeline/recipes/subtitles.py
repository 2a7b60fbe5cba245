"""Take text tracks out of a film as they are. Nothing is drawn: no libass, no fonts of strangers."""

from collections.abc import Sequence
from pathlib import Path

from media_pipeline.probe import SubtitleStream
from media_pipeline.recipes.opening import Source, command, open_film

# Copied where a file of that format exists, so that our own reader sees the maker's letters and marks;
# MP4's own kind of text has none and becomes SubRip.
WRITTEN_AS = {
    "ass": ("ass", "copy"),
    "ssa": ("ass", "copy"),
    "webvtt": ("webvtt", "copy"),
    "subrip": ("srt", "copy"),
    "mov_text": ("srt", "srt"),
    "text": ("srt", "srt"),
}


def text_file(stream: SubtitleStream) -> str:
    """What the track's file is called on the bench."""
    return f"track-{stream.index}.txt"


def text_tracks(binary: str, src: Source, out: Path, streams: Sequence[SubtitleStream]) -> list[str]:
    """All tracks in one walk through the film, which may have gigabytes; picture and sound are not even parsed."""
    opened = open_film(src, vn=None, an=None, dn=None)
    outputs = []
    for stream in streams:
        format_, codec = WRITTEN_AS[stream.codec]
        # Before the name, and always: the name's ending says nothing.
        outputs.append(
            opened[str(stream.index)].output(str(out / text_file(stream)), f=format_, **{"c:s": codec})
        )
    return command(binary, outputs)
