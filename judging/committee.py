"""What jurors wrote to the committee, film by film."""

from dataclasses import dataclass, field
from typing import Any

from judging.enums import CardState
from judging.models import Assignment, Round


@dataclass(frozen=True)
class Comment:
    juror: str
    text: str
    confirmed: bool
    stepped_back: bool


@dataclass(frozen=True)
class FilmComments:
    title: str
    lang: str
    comments: list[Comment] = field(default_factory=list)


def comments_on(judged: Round) -> list[FilmComments]:
    """In the order of the films; a recused juror's words are not among them. One query."""
    rows: Any = (
        Assignment.objects.filter(round=judged)
        .standing()
        .exclude(scorecard__committee_note="")
        .filter(scorecard__isnull=False)
        .select_related("juror", "entry", "scorecard")
        .order_by("entry__number", "entry_id", "juror__position", "juror_id")
    )
    films: dict[Any, FilmComments] = {}
    for row in rows:
        card = row.scorecard
        film = films.setdefault(row.entry_id, FilmComments(row.entry.title, row.entry.title_lang))
        film.comments.append(
            Comment(
                row.juror.display_name,
                card.committee_note,
                card.state == CardState.CONFIRMED,
                card.abstained,
            )
        )
    return list(films.values())
