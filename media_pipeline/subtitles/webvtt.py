"""Cues as WebVTT, the only format that browsers show."""

from __future__ import annotations

from collections.abc import Iterable

from media_pipeline.subtitles.cues import Cue


def write(cues: Iterable[Cue]) -> str:
    """The whole file. The cues' markup is clean already."""
    return "WEBVTT\n\n" + "\n".join(f"{_timing(cue)}\n{cue.markup}\n" for cue in cues)


def stamp(milliseconds: int) -> str:
    """Hours always: some players want them."""
    seconds, rest = divmod(max(0, milliseconds), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _timing(cue: Cue) -> str:
    return f"{stamp(cue.start_ms)} --> {stamp(cue.end_ms)} {cue.settings}".rstrip()
