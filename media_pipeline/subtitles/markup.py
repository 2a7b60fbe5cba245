"""Text of strangers into safe WebVTT: bold, italic, underline and ruby stay, all else becomes plain words."""

from __future__ import annotations

import html
import re

from media_pipeline.subtitles.cues import MOST_LETTERS_IN_A_CUE

KEPT = frozenset({"b", "i", "u", "ruby", "rt"})
# Both are bounded, so that a text of a million "<" costs a million short looks and not their square.
_TAG = re.compile(
    r"</?[A-Za-z][^<>\n]{0,300}>|<\d\d?:[\d:.]{0,12}>|<!--[^<>\n]{0,300}>|\{\\[^{}]{0,300}\}|\{[yYcCfFsSpPoO]:[^{}]{0,40}\}"
)
_OVERRIDES = re.compile(r"\{[^{}]{0,1000}\}")
_NAME = re.compile(r"</?([A-Za-z]+)")
_SWITCH = re.compile(r"\\([ibu])(\d{1,3})(?!\d)|\\p(\d{1,2})(?!\d)")
_PLACE = re.compile(r"\\an([1-9])|\\a(\d{1,2})(?!\d)")
_LEGACY_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\u2028\u2029\ufffe\uffff]")


class _Writer:
    """Collect text and tags, and never leave a tag open or closed twice."""

    def __init__(self) -> None:
        self.markup: list[str] = []
        self.plain: list[str] = []
        self._open: list[str] = []
        self._left = MOST_LETTERS_IN_A_CUE
        self.drawing = False

    def text(self, text: str) -> None:
        if self.drawing:
            return
        text = text[: self._left]
        self._left -= len(text)
        self.plain.append(text)
        self.markup.append(html.escape(text, quote=False))

    def open(self, name: str) -> None:
        fits = name not in self._open and (name != "rt" or "ruby" in self._open)
        if fits and not self.drawing:
            self._open.append(name)
            self.markup.append(f"<{name}>")

    def close(self, name: str) -> None:
        if name not in self._open:
            return
        reopen: list[str] = []
        while (last := self._open.pop()) != name:
            self.markup.append(f"</{last}>")
            reopen.append(last)
        self.markup.append(f"</{name}>")
        for other in reversed(reopen):
            self.open(other)

    def finish(self) -> tuple[str, str]:
        while self._open:
            self.markup.append(f"</{self._open.pop()}>")
        return "".join(self.markup), "".join(self.plain)


def clean(text: str) -> tuple[str, str, str]:
    """Read the text of a SubRip or WebVTT cue; returns markup, plain text and settings."""
    writer, place, end = _Writer(), 0, 0
    text = _tidy(text)
    for found in _TAG.finditer(text):
        writer.text(html.unescape(text[end : found.start()]))
        end = found.end()
        token = found.group()
        if token.startswith("{"):
            place = place or _override(token, writer)
        elif (named := _NAME.match(token)) and (name := named.group(1).lower()) in KEPT:
            (writer.close if token.startswith("</") else writer.open)(name)
    writer.text(html.unescape(text[end:]))
    return _finished(writer, place)


def clean_substation(text: str, *, alignment: int = 2, italic: bool = False) -> tuple[str, str, str]:
    """Read the text of a SubStation line, whose style says where it stands; drawings are left out."""
    writer, place, end = _Writer(), 0, 0
    text = _tidy(text.replace(r"\N", "\n").replace(r"\n", "\n").replace(r"\h", "\u00a0"))
    if italic:
        writer.open("i")
    for found in _OVERRIDES.finditer(text):
        writer.text(text[end : found.start()])
        end = found.end()
        place = place or _override(found.group(), writer)
    writer.text(text[end:])
    return _finished(writer, place or alignment)


def settings_of(place: int) -> str:
    """WebVTT settings for a place on the numeric keypad: 2 is bottom centre, where cues stand by themselves."""
    if not 1 <= place <= 9:
        return ""
    row, column = divmod(place - 1, 3)
    height = ("", "line:50%", "line:5%")[row]
    side = ("position:5% align:start", "", "position:95% align:end")[column]
    return " ".join(part for part in (height, side) if part)


def _override(block: str, writer: _Writer) -> int:
    """Follow what a block of SubStation tags switches; returns the place that it names, or 0."""
    for name, value, drawing in _SWITCH.findall(block):
        if drawing:
            writer.drawing = int(drawing) > 0
        elif int(value):
            writer.open(name)
        else:
            writer.close(name)
    if named := _PLACE.search(block):
        keypad, legacy = named.groups()
        return int(keypad) if keypad else _LEGACY_PLACES.get(int(legacy), 0)
    return 0


def _tidy(text: str) -> str:
    """No control letters, and no blank line: it would end the cue."""
    text = _INVISIBLE.sub("", text[: 8 * MOST_LETTERS_IN_A_CUE])
    return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))


def _finished(writer: _Writer, place: int) -> tuple[str, str, str]:
    markup, plain = writer.finish()
    lines = [line for line in markup.split("\n") if line.strip()]
    words = [line.strip() for line in plain.split("\n") if line.strip()]
    return "\n".join(lines), "\n".join(words), settings_of(place)
