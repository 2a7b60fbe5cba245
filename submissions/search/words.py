"""Words as the search index knows them: the same thought on the way in and on the way out.

A text is brought to one form (NFKC, case folded, Latin, Greek and Cyrillic letters without their marks), then cut:
scripts with spaces into words, scripts without (Chinese, Japanese, Thai, ...) into overlapping pairs of characters.
A phrase of pairs finds any run of two characters or more, a prefix finds a single one. Simplified and traditional
characters are different characters here.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_WORD = 60  # characters; a tsvector takes 2,046 bytes

# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_MARKS = re.compile("[\u0300-\u036f]")
_SPACELESS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_RUNS = re.compile(f"#?[0-9]+|[{_SPACELESS}]+|[^\\W_{_SPACELESS}]+")
_IS_SPACELESS = re.compile(f"[{_SPACELESS}]")


@dataclass(frozen=True)
class Word:
    """`text` as it is indexed; where it lies in the folded text."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """One form for what people take for the same letters. Its length may differ from the original's."""
    plain = unicodedata.normalize("NFKC", text.replace("\x00", " ")).casefold()
    plain = _MARKS.sub("", unicodedata.normalize("NFD", plain)).translate(_PLAIN)
    return unicodedata.normalize("NFC", plain)


def words(text: str) -> list[Word]:
    """All words of the text, in order, as they are written into the index."""
    found = []
    for run in _RUNS.finditer(fold(text)):
        piece, start = run[0].removeprefix("#"), run.end() - len(run[0].removeprefix("#"))
        if not is_spaceless(piece):
            found.append(Word(piece[:LONGEST_WORD], start, run.end()))
            continue
        found += [Word(piece[at : at + 2], start + at, start + at + 2) for at in range(len(piece) - 1)]
        found.append(Word(piece[-1], run.end() - 1, run.end()))
    return found


def is_spaceless(piece: str) -> bool:
    return _IS_SPACELESS.match(piece) is not None
