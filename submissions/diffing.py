"""What became of a text and of a list: word by word in Latin letters, sign by sign in Chinese. No Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

KEPT, GONE, NEW = "kept", "gone", "new"
# A run of letters and digits is a word; an ideograph or kana stands alone; spaces and signs go one by one.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\W"
)
_ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """A stretch of words: kept, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """What became of one line of a list: added, removed, or changed from `before` to `after`."""

    before: str | None
    after: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return words(self.before or "", self.after or "")


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The text with what has gone and what is new, in reading order."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(pieces, KEPT, "".join(old[a:b]))
        else:
            _add(pieces, GONE, "".join(old[a:b]))
            _add(pieces, NEW, "".join(new[c:d]))
    return tuple(pieces)


def lines(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """What became of a list; a changed line is one that is still half alike. Empty when only the order differs."""
    gone, new = list(before), []
    for line in after:
        if line in gone:
            gone.remove(line)
        else:
            new.append(line)
    found: list[Line] = []
    for line in new:
        nearest = max(gone, key=lambda old: _likeness(old, line), default=None)
        if nearest is not None and _likeness(nearest, line) >= _ALIKE:
            gone.remove(nearest)
            found.append(Line(nearest, line))
        else:
            found.append(Line(None, line))
    return (*(Line(line, None) for line in gone), *found)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _add(pieces: list[Piece], kind: str, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))
