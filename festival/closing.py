"""What an edition must have behind it before it may be closed. The rooms above leave their questions here.

A question is a function from an edition to the reasons against closing, each a sentence that says what is still
to be done; the rooms add theirs when they open (`AppConfig.ready`), so this file knows none of them.
"""

from collections.abc import Callable, Iterable

from festival.models import Edition

Question = Callable[[Edition], Iterable[str]]

_questions: dict[str, Question] = {}


def ask_before_closing(name: str, question: Question) -> None:
    """Add a question, or put a better one in the place of the one with this name."""
    _questions[name] = question


def reasons_against(edition: Edition) -> list[str]:
    """Everything that stands against closing, in words; empty when the edition may be closed."""
    return [reason for question in _questions.values() for reason in question(edition)]
