"""Which of a film's two titles comes first. Pure: the reader's own language, else the international title.

A Chinese reader is told 他, an English one Him, and both see the other beside it.
"""

from typing import NamedTuple

INTERNATIONAL = "en"
"""The language of international titles."""
_WRITTEN_AS = {"yue": "zh"}
"""Languages without a script of their own: Cantonese titles are read by whoever reads Chinese."""


class Titles(NamedTuple):
    """Languages may be empty where nobody said them; `other` is empty where there is only one title."""

    shown: str
    shown_lang: str
    other: str = ""
    other_lang: str = ""


def for_reader(international: str, original: str, original_language: str, reader: str) -> Titles:
    """Order the titles for a reader of this language; without a reader, as in what is stored, the international one is first."""
    if not international:
        return Titles(original, original_language if original else "")
    if not original or original == international:
        return Titles(international, INTERNATIONAL)
    if _tongue(reader) not in ("", INTERNATIONAL) and _tongue(original_language) == _tongue(reader):
        return Titles(original, original_language, international, INTERNATIONAL)
    return Titles(international, INTERNATIONAL, original, original_language)


def _tongue(language: str) -> str:
    return _WRITTEN_AS.get(language, language.partition("-")[0])
