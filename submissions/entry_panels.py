"""Panels of the maker's entry page that rooms further up the street fill. They leave their question here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from submissions.models import Entry


@dataclass(frozen=True)
class Panel:
    """`template` is included with `panel` (its values) and `entry`, below the heading."""

    label: str
    template: str
    values: dict[str, Any] = field(default_factory=dict)


Question = Callable[[Entry], Panel | None]
"""None: nothing to show. Asked for the makers alone; nothing may be shown that is not told."""

_questions: dict[str, Question] = {}


def add_panel(name: str, question: Question) -> None:
    _questions[name] = question


def panels_of(entry: Entry) -> list[Panel]:
    found = (question(entry) for question in _questions.values())
    return [panel for panel in found if panel is not None]
