"""Who is told what, when a selection is announced: one letter a person, with all their films."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from festival.models import Edition, User
from submissions.enums import FINAL_DECISIONS, Decision
from submissions.makers import letter_readers
from submissions.models import Entry, Release, Telling
from submissions.querysets import made_by


@dataclass
class Reader:
    """One person and the films of theirs that are decided about, in the order of their numbers."""

    person: User
    films: list[Entry] = field(default_factory=list)

    @property
    def told(self) -> dict[str, str]:
        return told_of(self.films)


def decided_films(edition: Edition) -> Any:
    """Submitted films with a final decision, with all that a letter about them needs."""
    films = Entry.objects.of_edition(edition).submitted().filter(decision__in=FINAL_DECISIONS)
    return with_readers(films).by_number()


def with_readers(films: Any) -> Any:
    return films.select_related("edition__festival", "category", "section", "film", "owner").prefetch_related(
        "credits", "co_owners__user"
    )


def readers_of(films: Iterable[Entry]) -> list[Reader]:
    """Everybody who gets a letter, once each, with all their films."""
    readers: dict[int, Reader] = {}
    for film in films:
        for person in letter_readers(film):
            readers.setdefault(person.pk, Reader(person)).films.append(film)
    return list(readers.values())


def reader_now(person: User, edition: Edition) -> Reader:
    """What this person is to know as things stand: their decided films of the edition."""
    readers = readers_of(decided_films(edition).filter(made_by(person)))
    return next((reader for reader in readers if reader.person == person), Reader(person))


def told_of(films: Iterable[Entry]) -> dict[str, str]:
    return {str(film.pk): str(film.decision) for film in films}


def shuffled(release: Release, readers: Iterable[Reader]) -> Iterator[Reader]:
    """An order that has nothing to do with decisions, numbers or names, and is the same however often it is asked."""
    return iter(
        sorted(readers, key=lambda reader: sha256(f"{release.pk}:{reader.person.pk}".encode()).digest())
    )


def films_still_told(telling: Telling) -> list[Entry]:
    """The films a waiting letter is about, without those that left the competition meanwhile."""
    films = Entry.objects.filter(pk__in=list(telling.told)).submitted()
    return [film for film in with_readers(films).by_number() if film.decision == telling.told[str(film.pk)]]


def split(films: Iterable[Entry]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Selected, on the reserve list, and all others."""
    selected, reserve, others = [], [], []
    for film in films:
        if film.decision == Decision.SELECTED:
            selected.append(film)
        else:
            (reserve if film.decision == Decision.RESERVE else others).append(film)
    return selected, reserve, others


def moved_up(films: Iterable[Entry], told: dict[str, str]) -> list[Entry]:
    """The films that have come from the reserve list into the selection since this was told; empty if anything else changed too."""
    changed = [film for film in films if told.get(str(film.pk)) != film.decision]
    up = [film for film in changed if _goes_up(film, told)]
    return up if len(up) == len(changed) else []


def _goes_up(film: Entry, told: dict[str, str]) -> bool:
    return told.get(str(film.pk)) == Decision.RESERVE and film.decision == Decision.SELECTED
