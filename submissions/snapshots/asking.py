"""Answers and rights as a version keeps them: in one form whatever language the person used who changed them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from submissions.asked import answers_of
from submissions.asking import QuestionKind
from submissions.models import Entry
from submissions.signing import standing_of
from submissions.snapshots.registry import part, rows


def answers(entry: Entry) -> dict[str, Any]:
    """By the questions' short names; of a file its name and digest."""
    told = {}
    for answer in answers_of(entry).values():
        value = answer.value
        if answer.question.kind == QuestionKind.FILE:
            value = f"{value.get('name', '')} {value.get('sha256', '')}"
        told[answer.question.key] = "yes" if value is True else value
    return told


def agreement(entry: Entry) -> dict[str, Any]:
    """Which version was signed, and by whom."""
    signature = standing_of(entry).signature
    return {"version": signature.agreement.version, "name": signature.name} if signature else {}


part("answers", _("Answers"), answers)
part("agreement", _("Rights agreement"), agreement)
rows("clearances", _("Works of others in the film"), leave_out=frozenset({"paper"}))
rows("permissions", _("Who may show the film"))
