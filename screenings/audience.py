"""The outcome of an audience's vote as cards. Apart from the jury's awards, and only when it may be told."""

from typing import Any
from uuid import UUID

from festival.models import Edition
from judging.audience.telling import ToldPoll
from screenings.cards import film_card
from screenings.programme import public_films


def told_rows(edition: Edition, told: ToldPoll) -> list[dict[str, Any]]:
    """The films of an outcome with their figures, best first; without those that have left since."""
    films = public_films(edition, [UUID(row.film) for row in told.films])
    entries = {str(pk): film for pk, film in films.items()}
    return [{"row": row, "film": film_card(entries[row.film])} for row in told.films if row.film in entries]
