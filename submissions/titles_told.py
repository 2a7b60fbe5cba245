"""Titles for letters: said only when the letter is written, in the language of whoever gets it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import lazy

from submissions.models import Entry


def told(words: Callable[[], str]) -> Any:
    """Words that wait for the language in which they are read."""
    return lazy(words, str)()


def each_told(films: Iterable[Entry]) -> list[Any]:
    return [told(lambda film=film: film.title) for film in films]  # type: ignore[misc]


def titles_told(films: Iterable[Entry]) -> Any:
    listed = list(films)
    return told(lambda: ", ".join(film.title for film in listed))
