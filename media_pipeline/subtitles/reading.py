"""A subtitle file from bytes to cues."""

from __future__ import annotations

import re

from media_pipeline.subtitles.blocks import Block, read_subrip, read_webvtt
from media_pipeline.subtitles.cues import MOST_BYTES, MOST_CUES, Cue, Reading, UnreadableError
from media_pipeline.subtitles.encoding import decode
from media_pipeline.subtitles.markup import clean
from media_pipeline.subtitles.substation import read_substation

GIVEN_MS = 2000
"""What a cue lasts that ended before it began: long enough to read a short line."""
_FRAMES = re.compile(r"\s*(\{\d+\}\{\d*\}|\[\d+\]\[\d*\])")
_SSA = re.compile(r"^\[v4 styles\]", re.IGNORECASE | re.MULTILINE)
_ASS = re.compile(r"^(\[v4\+ styles\]|\[script info\]|dialogue:)", re.IGNORECASE | re.MULTILINE)
_TIMES = re.compile(r"\d[.,:]\d{1,3}[ \t]{0,9}--?>")


def read(data: bytes, *, language: str = "") -> Reading:
    """Read SRT, VTT, ASS or SSA, whatever the file is called. Raises UnreadableError."""
    if not data.strip():
        raise UnreadableError("subtitle_empty")
    if len(data) > MOST_BYTES:
        raise UnreadableError("subtitle_too_large", size_bytes=len(data), limit_bytes=MOST_BYTES)
    decoded = decode(data, language)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    format_ = format_of(text)
    cues, skipped = _cues_of(text, format_)
    if len(cues) > MOST_CUES:
        raise UnreadableError("subtitle_too_many_cues", count=len(cues), limit=MOST_CUES)
    shown = sorted((cue for cue in cues if cue.plain), key=lambda cue: (cue.start_ms, cue.end_ms))
    if not shown:
        raise UnreadableError("subtitle_no_cues", skipped=skipped)
    backwards = tuple(cue.start_s for cue in shown if cue.end_ms <= cue.start_ms)
    return Reading(
        format=format_,
        encoding=decoded.encoding,
        encoding_is_certain=decoded.is_certain,
        cues=_lasting(shown),
        lost_letters=decoded.lost,
        skipped=skipped,
        backwards=backwards,
    )


def format_of(text: str) -> str:
    """Tell the format by the text itself. Raises UnreadableError for what we do not read."""
    head = text[:4000].lstrip("\ufeff \t\n")
    if head.startswith("WEBVTT"):
        return "vtt"
    if _ASS.search(head):
        return "ssa" if _SSA.search(text[:100_000]) else "ass"
    if _SSA.search(head):
        return "ssa"
    if head.startswith("# VobSub index"):
        raise UnreadableError("subtitle_not_text", kind="pictures")
    if _FRAMES.match(head):
        raise UnreadableError("subtitle_counts_frames")
    if _TIMES.search(text):
        return "srt"
    raise UnreadableError("subtitle_format_unknown")


def _cues_of(text: str, format_: str) -> tuple[list[Cue], int]:
    if format_ in {"ass", "ssa"}:
        script = read_substation(text, format_)
        return list(script.cues), script.skipped
    walk = read_webvtt(text) if format_ == "vtt" else read_subrip(text)
    if len(walk.blocks) > MOST_CUES:
        raise UnreadableError("subtitle_too_many_cues", count=len(walk.blocks), limit=MOST_CUES)
    return [_cue(block) for block in walk.blocks], walk.skipped


def _cue(block: Block) -> Cue:
    markup, plain, placed = clean("\n".join(block.lines[:12]))
    return Cue(block.start_ms, block.end_ms, markup, plain, block.settings or placed)


def _lasting(cues: list[Cue]) -> tuple[Cue, ...]:
    """Give cues that end before they begin a while on screen, at most until the next one."""
    lasting = []
    for place, cue in enumerate(cues):
        end = cue.end_ms
        if end <= cue.start_ms:
            following = next(
                (c.start_ms for c in cues[place + 1 : place + 50] if c.start_ms > cue.start_ms), None
            )
            end = min(cue.start_ms + GIVEN_MS, following or cue.start_ms + GIVEN_MS)
        lasting.append(Cue(cue.start_ms, end, cue.markup, cue.plain, cue.settings))
    return tuple(lasting)
