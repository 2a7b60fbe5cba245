"""A scorecard's words by the name of their field. The private note opens for its author, and for nobody else."""

from typing import Any

from judging.models import Assignment, Scorecard
from judging.sealing import seal, unseal

PRIVATE = "private_note"


def author_of(assignment: Assignment) -> int | None:
    """The key of the account that sits on the juror's chair; None while it is an invitation."""
    author: int | None = assignment.juror.membership.user_id
    return author


def read(assignment: Assignment, card: Scorecard, name: str) -> str:
    """For the author's own eyes. Raises NoteUnreadable."""
    if name != PRIVATE:
        return str(getattr(card, name))
    author = author_of(assignment)
    return unseal(card.sealed_note, author) if author else ""


def write(assignment: Assignment, card: Scorecard, name: str, words: str) -> None:
    """Without saving the card."""
    if name != PRIVATE:
        setattr(card, name, words)
    elif author := author_of(assignment):
        card.sealed_note = seal(words, author)


def private_note(assignment: Assignment, card: Scorecard, reader: Any) -> str:
    """What the reader may read of the private note: the author all of it, everybody else nothing."""
    if reader is None or author_of(assignment) != reader.pk:
        return ""
    return read(assignment, card, PRIVATE)
