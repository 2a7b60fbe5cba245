"""Texts of different weight as one PostgreSQL tsvector, written by ourselves and not by one of its parsers."""

from collections.abc import Iterable
from dataclasses import dataclass

from submissions.search.words import words

LAST_PLACE = 16_383  # of a word in a tsvector
MOST_PLACES = 255  # of one word in a tsvector
GAP = 10  # so that no phrase goes from one text into the next


@dataclass(frozen=True)
class Passage:
    """A text, and its weight: A (title) to D."""

    text: str
    weight: str


def tsvector(passages: Iterable[Passage], numbers: Iterable[int] = ()) -> str:
    """The text of a tsvector. Words hold letters and digits only, so nothing needs escaping."""
    places: dict[str, list[str]] = {}
    place = 1
    for passage in passages:
        for word in words(passage.text):
            _note(places, word.text, place, passage.weight)
            place += 1
        place += GAP
    for number in numbers:
        _note(places, f"#{number}", place, "A")
    return " ".join(f"'{word}':{','.join(at[:MOST_PLACES])}" for word, at in places.items())


def _note(places: dict[str, list[str]], word: str, place: int, weight: str) -> None:
    places.setdefault(word, []).append(f"{min(place, LAST_PLACE)}{weight}")
