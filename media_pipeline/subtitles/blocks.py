"""SubRip and WebVTT, line by line.

pysubs2 reads both by one method that glues WebVTT's notes, identifiers and regions to the cue before, drops where
a cue stands, and cleans text with patterns whose cost grows with the square of a hostile line. So these two are
read here, in one walk over the lines; SubStation is left to it (``substation.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from media_pipeline.subtitles.cues import LATEST_MS

LONGEST_LINE = 2000
_STAMP = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})[.,:](\d{1,3})"
_TIMING = re.compile(rf"\s{{0,9}}{_STAMP}\s{{0,9}}--?>\s{{0,9}}{_STAMP}(?!\d)(.*)")
_COUNTER = re.compile(r"\s*\d{1,9}\s*$")
_SETTINGS = {
    "vertical": re.compile(r"rl|lr"),
    "line": re.compile(r"-?\d{1,3}|\d{1,3}(\.\d{1,4})?%(,(start|center|end))?"),
    "position": re.compile(r"\d{1,3}(\.\d{1,4})?%(,(line-left|center|line-right))?"),
    "size": re.compile(r"\d{1,3}(\.\d{1,4})?%"),
    "align": re.compile(r"start|center|end|left|right"),
}


@dataclass
class Block:
    """One cue as it stands in the file."""

    start_ms: int
    end_ms: int
    settings: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class Walk:
    """All cues, and how many timing lines made no sense."""

    blocks: list[Block] = field(default_factory=list)
    skipped: int = 0


def read_subrip(text: str) -> Walk:
    """Everything up to the next timing line is the cue's text: makers leave blank lines in the middle of cues."""
    walk = Walk()
    current: Block | None = None
    for line in _lines(text):
        if "-->" not in line and "->" not in line:
            if current is not None:
                current.lines.append(line)
            continue
        timing = _TIMING.match(line)
        if timing is None and current is not None and "-->" not in line:
            current.lines.append(line)
            continue
        _drop_counter(current)
        current = _begin(walk, timing)
    for block in walk.blocks:
        while block.lines and not block.lines[-1].strip():
            block.lines.pop()
    return walk


def read_webvtt(text: str) -> Walk:
    """A blank line ends a cue, as the standard says; notes, styles, regions and identifiers are passed over."""
    walk = Walk()
    current: Block | None = None
    for line in _lines(text):
        if not line.strip():
            current = None
        elif "-->" in line:
            current = _begin(walk, _TIMING.match(line))
        elif current is not None:
            current.lines.append(line)
    return walk


def safe_settings(text: str) -> str:
    """Keep the WebVTT settings that only place the cue, in their standard form."""
    kept: dict[str, str] = {}
    for part in text.split()[:12]:
        name, _, value = part.partition(":")
        pattern = _SETTINGS.get(name)
        if pattern and pattern.fullmatch(value) and _percentages_fit(value):
            kept.setdefault(name, value)
    return " ".join(f"{name}:{value}" for name, value in kept.items())


def _percentages_fit(value: str) -> bool:
    number, percent, _ = value.partition("%")
    return not percent or float(number) <= 100


def _begin(walk: Walk, timing: re.Match[str] | None) -> Block | None:
    if timing is None:
        walk.skipped += 1
        return None
    figures = timing.groups()
    start, end = _milliseconds(figures[:4]), _milliseconds(figures[4:8])
    if start is None or end is None:
        walk.skipped += 1
        return None
    block = Block(start, end, safe_settings(figures[8] or ""))
    walk.blocks.append(block)
    return block


def _milliseconds(figures: tuple[str | None, ...]) -> int | None:
    hours, minutes, seconds, fraction = figures
    time = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    milliseconds = time * 1000 + int((fraction or "0").ljust(3, "0"))
    return milliseconds if milliseconds < LATEST_MS else None


def _drop_counter(block: Block | None) -> None:
    """The number before a timing line belongs to the next cue; a line of the film may be a number, too."""
    if block is None or not block.lines or not _COUNTER.match(block.lines[-1]):
        return
    if len(block.lines) == 1 or not block.lines[-2].strip():
        block.lines.pop()


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield line[:LONGEST_LINE]
