"""Where in a text the words of a query stand, so that a page can mark them."""

from collections.abc import Iterable
from functools import lru_cache

from submissions.search.query import Query, Term
from submissions.search.words import fold, is_spaceless, words

AROUND = 40  # characters beside a hit in an excerpt
Span = tuple[int, int]


def spans(text: str, query: Query) -> list[Span]:
    """Places in the text, in order, none touching another. Empty when the text answers nothing of the query."""
    if not text or not _may_answer(fold(text), query):
        return []
    folded, places = _with_places(text)
    found = []
    for word in words(folded):
        length = max((_length(term, word.text) for term in query.wanted), default=0)
        if length and word.start + length <= len(places):
            found.append((places[word.start], places[word.start + length - 1] + 1))
    return _joined(found)


def excerpt(text: str, query: Query) -> tuple[str, list[Span]]:
    """The surroundings of the first hit, with its marks; ("", []) where there is none."""
    found = spans(text, query)
    if not found:
        return "", []
    start, end = max(0, found[0][0] - AROUND), min(len(text), found[0][1] + 2 * AROUND)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = [(here + shift, there + shift) for here, there in found if there <= end]
    return before + " ".join(text[start:end].split("\n")) + after, inside


def _may_answer(folded: str, query: Query) -> bool:
    """A quick look: most texts of most rows answer nothing."""
    return any(word.removeprefix("#") in folded for term in query.wanted for word in term.words)


def _length(term: Term, word: str) -> int:
    """How many letters of this word answer the term; 0: none."""
    best = 0
    for place, asked in enumerate(term.words):
        last = place == len(term.words) - 1
        begins = (term.open and last) or is_spaceless(asked)
        if word == asked or (begins and word.startswith(asked)):
            best = max(best, len(asked))
    return best


def _with_places(text: str) -> tuple[str, list[int]]:
    if text.isascii():
        return text.lower(), list(range(len(text)))
    folded, places = [], []
    for place, character in enumerate(text):
        part = _fold_one(character)
        folded.append(part)
        places += [place] * len(part)
    return "".join(folded), places


@lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    return fold(character)


def _joined(found: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
