"""What an entry is found by: its own words for the whole desk, contacts, notes and tags for those who may read them."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django_countries import countries

from submissions.models import Entry
from submissions.search.vector import Passage, tsvector

# Columns of the entry that are not there on every version of the form are read if they exist.
TITLES = ("title_original", "title_international", "title_transliteration")
TEXTS = ("logline", "synopsis", "statement")


def for_indexing(entries: Any) -> Any:
    """With all that the two documents are made of, in a fixed number of queries."""
    return entries.select_related("owner").prefetch_related(
        "credits", "co_owners__user", "office_notes", "taggings__tag"
    )


def document(entry: Entry) -> str:
    """The text of the tsvector that the whole desk searches."""
    return tsvector(_own_words(entry), _numbers(entry))


def office_document(entry: Entry) -> str:
    """The same, and what only those who programme may read."""
    return tsvector([*_own_words(entry), *_office_words(entry)], _numbers(entry))


def _numbers(entry: Entry) -> list[int]:
    return [] if entry.number is None else [entry.number]


def _own_words(entry: Entry) -> Iterator[Passage]:
    for name in TITLES:
        yield Passage(getattr(entry, name, "") or "", "A")
    if entry.number is not None:
        yield Passage(str(entry.number), "A")
    for credit in entry.credits.all():
        yield Passage(credit.name, "B")
        yield Passage(getattr(credit, "name_other", ""), "B")
    for country in entry.countries:
        yield Passage(country_words(country.code), "C")
    for name in TEXTS:
        yield from (Passage(text, "D") for text in texts_of(getattr(entry, name, "")))


def _office_words(entry: Entry) -> Iterator[Passage]:
    for person in (entry.owner, *(share.user for share in entry.co_owners.all() if share.user)):
        yield Passage(person.name, "B")
        yield Passage(person.email, "B")
    for tagging in entry.taggings.all():
        yield Passage(tagging.tag.name, "B")
    for note in entry.office_notes.all():
        yield Passage(note.text, "D")


def texts_of(value: Any) -> Iterable[str]:
    """A plain text, or one in several languages."""
    if isinstance(value, dict):
        return [str(text) for text in value.values() if text]
    return [str(value)] if value else []


@cache
def country_words(code: str) -> str:
    """A country's name in all languages of the portal: people search in theirs."""
    names = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names.append(str(countries.name(code)))
    return " ".join(dict.fromkeys(names))
