"""Answers laid out for reading: on the desk, in the jury room, on the film's page, in tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from festival.models import Edition
from submissions.asked import answers_of
from submissions.asking import Audience, QuestionKind, QuestionState
from submissions.models import Answer, Entry, Paper, Question


@dataclass(frozen=True)
class AnswerLine:
    """One question and its answer, as values."""

    key: str
    kind: str
    label: str
    text: str
    url: str = ""
    paper: Paper | None = None
    audience: str = ""


def told_value(question: Question, value: Any) -> str:
    """The answer in words; empty for none."""
    if value is None:
        return ""
    return WORDS.get(question.kind, lambda _question, words: str(words))(question, value)


def _number(question: Question, value: Any) -> str:
    words = number_format(Decimal(str(value)), use_l10n=True)
    return f"{words} {question.unit}".strip()


def _day(question: Question, value: Any) -> str:
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except ValueError:
        return str(value)


def _options(question: Question, value: Any) -> str:
    return ", ".join(question.option_label(key) for key in value)


def _file(question: Question, value: Any) -> str:
    return f"{value.get('name', '')} ({filesizeformat(value.get('size', 0))})"


WORDS: dict[str, Callable[[Question, Any], str]] = {
    QuestionKind.NUMBER: _number,
    QuestionKind.ONE: lambda question, value: question.option_label(value),
    QuestionKind.SEVERAL: _options,
    QuestionKind.DATE: _day,
    QuestionKind.CONSENT: lambda _question, value: _("Agreed") if value else "",
    QuestionKind.FILE: _file,
}


def answer_lines(entry: Entry, *, audiences: Iterable[str] = tuple(Audience)) -> list[AnswerLine]:
    """All that was answered and these may read, in the festival's order; answers to retired questions, too."""
    wanted = set(audiences)
    found = [answer for answer in answers_of(entry).values() if answer.question.audience in wanted]
    found.sort(key=lambda answer: (answer.question.position, answer.question_id))
    return [line_of(answer) for answer in found]


def line_of(answer: Answer) -> AnswerLine:
    question = answer.question
    return AnswerLine(
        key=question.key,
        kind=question.kind,
        label=str(question.label),
        text=told_value(question, answer.value),
        url=answer.value if question.kind == QuestionKind.URL else "",
        paper=answer.paper,
        audience=question.audience,
    )


def public_lines(entry: Entry) -> list[AnswerLine]:
    """For the film's public page. Give it only entries that the world may know."""
    return answer_lines(entry, audiences=[Audience.PUBLIC])


def jury_lines(entry: Entry, *, makers_hidden: bool) -> list[AnswerLine]:
    """For jurors of an open round, or of one that hides the makers: then nothing that may tell who they are."""
    found = answers_of(entry).values()
    quiet = {answer.question.key for answer in found if answer.question.identifies}
    lines = answer_lines(entry, audiences=[Audience.JURORS, Audience.PUBLIC])
    return [line for line in lines if not (makers_hidden and line.key in quiet)]


@dataclass(frozen=True)
class AnswerColumn:
    """A column of the desk's table and of exports."""

    key: str
    label: str
    value: Callable[[Entry], str]


def answer_columns(edition: Edition) -> list[AnswerColumn]:
    """One column a question that was ever asked. One query here; the entries come `with_answer_values`."""
    asked = Question.objects.filter(edition=edition).exclude(state=QuestionState.DRAFT)
    return [AnswerColumn(f"q-{question.key}", str(question.label), _getter(question)) for question in asked]


def with_answer_values(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With all that `AnswerColumn.value` reads, in one query more however many they are."""
    return entries.prefetch_related(
        Prefetch("answers", Answer.objects.only("entry_id", "question_id", "value"))
    )


def _getter(question: Question) -> Callable[[Entry], str]:
    def value(entry: Entry) -> str:
        found = next((a for a in entry.answers.all() if a.question_id == question.pk), None)
        return told_value(question, found.value) if found else ""

    return value
