"""SubStation Alpha (ASS, SSA) through pysubs2, which gets only lines that it can read."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pysubs2

from media_pipeline.subtitles.cues import LATEST_MS, Cue, UnreadableError
from media_pipeline.subtitles.markup import clean_substation

LONGEST_LINE = 4000
_TIME = r"\s*\d{1,2}:\d{1,2}:\d{1,2}[.,:]\d{1,3}\s*"
_DIALOGUE = re.compile(rf"Dialogue:[^,]{{0,40}},{_TIME},{_TIME},")


@dataclass(frozen=True)
class Script:
    """The visible lines of a script, and how many dialogue lines made no sense."""

    cues: tuple[Cue, ...]
    skipped: int


def read_substation(text: str, format_: str) -> Script:
    """Read a script's dialogue. Comments, drawings and all that only moves or colours text are left out."""
    kept, skipped = _readable_lines(text)
    subs = _parse("\n".join(kept), format_)
    return Script(tuple(_merged(_cues(subs))), skipped)


def _readable_lines(text: str) -> tuple[list[str], int]:
    """Only headings, styles and dialogue: no fonts, no pictures, no line that pysubs2 would stumble over."""
    kept, skipped = ["[Script Info]", "[V4+ Styles]"], 0
    events: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip()[:LONGEST_LINE]
        if line.startswith("Style:"):
            kept.append(line)
        elif line.startswith("Dialogue:"):
            if _DIALOGUE.match(line):
                events.append(line)
            else:
                skipped += 1
    return [*kept, "[Events]", *events], skipped


def _parse(text: str, format_: str) -> pysubs2.SSAFile:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return pysubs2.SSAFile.from_string(text, format_=format_)
        except (ValueError, IndexError, KeyError, OverflowError):
            # A style of nonsense must not cost the film its subtitles.
            bare = "\n".join(line for line in text.split("\n") if not line.startswith("Style:"))
        try:
            return pysubs2.SSAFile.from_string(bare, format_=format_)
        except (ValueError, IndexError, KeyError, OverflowError) as error:
            raise UnreadableError("subtitle_format_unknown") from error


def _cues(subs: pysubs2.SSAFile) -> Iterator[Cue]:
    for event in subs.events:
        if event.is_comment or event.start >= LATEST_MS:
            continue
        style = subs.styles.get(event.style.lstrip("*"))
        alignment = int(style.alignment) if style else 2
        markup, plain, settings = clean_substation(
            event.text, alignment=alignment, italic=bool(style and style.italic)
        )
        yield Cue(event.start, min(event.end, LATEST_MS), markup, plain, settings)


def _merged(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Effects repeat a line frame by frame; on screen it is one."""
    last: Cue | None = None
    for cue in sorted(cues, key=lambda cue: (cue.settings, cue.start_ms, cue.end_ms)):
        same = last and last.markup == cue.markup and last.settings == cue.settings
        if last and same and cue.start_ms <= last.end_ms:
            last = Cue(last.start_ms, max(last.end_ms, cue.end_ms), last.markup, last.plain, last.settings)
            continue
        if last:
            yield last
        last = cue
    if last:
        yield last
