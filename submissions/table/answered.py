"""What an edition's own questions add to the table: a column each, and what can be asked about their answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from submissions.answer_reading import told_value
from submissions.asking import CHOICES, QuestionKind
from submissions.models import Entry, Question
from submissions.table.columns import Cell, Column, plain
from submissions.table.filters import OFFICE, Filter
from submissions.table.surroundings import Choices, Surroundings

if TYPE_CHECKING:
    from submissions.table.rows import Marker

FREE = {
    QuestionKind.TEXT: "words",
    QuestionKind.LONG_TEXT: "words",
    QuestionKind.URL: "words",
    QuestionKind.NUMBER: "figure",
    QuestionKind.DATE: "day",
}
"""Where one writes what is looked for. Files and consents are only there, or not."""


def columns_of(here: Surroundings) -> list[Column]:
    """One a question that was ever asked, in the festival's order."""
    return [
        Column(_name(one), str(one.label), _cell(one), who=OFFICE, need=("answer_rows",))
        for one in here.questions
    ]


def filters_of(here: Surroundings) -> list[Filter]:
    """What is answered and what is not, and for each question what the answer is."""
    if not here.questions:
        return []
    return [
        *(Filter(_name(one), str(one.label), _saying(one), _options(one), OFFICE) for one in _choices(here)),
        *(
            Filter(_name(one), str(one.label), _saying(one), who=OFFICE, kind=FREE[QuestionKind(one.kind)])
            for one in here.questions
            if one.kind in FREE
        ),
        Filter("answered", _("Has answered"), _with_answers, _all, OFFICE),
        Filter("unanswered", _("Has not answered"), _without_answers, _all, OFFICE),
    ]


def _name(question: Question) -> str:
    return f"q{question.pk}"


def _choices(here: Surroundings) -> list[Question]:
    return [one for one in here.questions if one.kind in CHOICES]


def _all(here: Surroundings) -> Choices:
    return [(str(one.pk), str(one.label)) for one in here.questions]


def _options(question: Question) -> Callable[[Surroundings], Choices]:
    """Those that are offered no longer, too: somebody may have chosen them."""
    keys = [option["key"] for option in question.options]
    return lambda here: [(key, question.option_label(key)) for key in keys]


def _cell(question: Question) -> "Callable[[Entry, Marker], Cell]":
    def cell(entry: Entry, mark: "Marker") -> Cell:
        given = entry.answer_rows  # type: ignore[attr-defined]
        return plain(next((told_value(question, v) for pk, v in given if pk == question.pk), ""))

    return cell


def _saying(question: Question) -> Callable[[Any, list[Any], Surroundings], Any]:
    def narrow(entries: Any, values: list[Any], here: Surroundings) -> Any:
        wanted = Q()
        for value in values:
            told = value.isoformat() if question.kind == QuestionKind.DATE else value
            wanted |= _among(entries.model.objects.answering(question, told))
        return entries.filter(wanted)

    return narrow


def _with_answers(entries: Any, keys: list[str], here: Surroundings) -> Any:
    return entries.filter(_among(entries.model.objects.filter(answers__question__in=keys)))


def _without_answers(entries: Any, keys: list[str], here: Surroundings) -> Any:
    """Any of them is missing."""
    wanted = Q()
    for key in keys:
        wanted |= ~_among(entries.model.objects.filter(answers__question=key))
    return entries.filter(wanted)


def _among(found: Any) -> Q:
    return Q(pk__in=found.order_by().values("pk"))
