"""A maker answers the festival's own questions."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from festival import audit
from submissions import answers
from submissions.answer_reading import told_value
from submissions.answer_wording import answer_sentence
from submissions.asked import may_be_answered, questions_of
from submissions.asking import QuestionKind
from submissions.asking_exceptions import AnswersLocked, BadAnswers
from submissions.models import Answer, Entry, Paper, Question
from submissions.papers.store import discard_paper, keep_paper
from submissions.snapshots import cause_of, keep


def save_answers(entry: Entry, sent: dict[str, Any], *, by: Any) -> Entry:
    """Keep what was sent, by the questions' short names; nothing sent for a key changes nothing, None takes back.

    All or nothing: raises BadAnswers with a sentence for each that cannot be kept, AnswersLocked.
    """
    with transaction.atomic():
        locked = _locked(entry)
        asked = {question.key: question for question in questions_of(locked)}
        kept = {answer.question_id: answer for answer in locked.answers.select_related("question", "paper")}
        asks = {key: question.ask(_value(kept, question)) for key, question in asked.items()}
        reading = answers.read_all(asks, sent)
        if reading.wrong:
            raise BadAnswers({key: answer_sentence(error) for key, error in reading.wrong.items()})
        changes: dict[str, Any] = {}
        for key, value in reading.values.items():
            before = _value(kept, asked[key])
            if _write(locked, asked[key], kept.get(asked[key].pk), value, by):
                changes[key] = _told(asked[key], before, value)
        if changes:
            audit.record("entry.answers_changed", locked, by=by, changes=changes)
            keep(locked, cause_of(locked, by), by=by)
    return entry


def send_answer_file(entry: Entry, question: Question, file: UploadedFile, *, by: Any) -> Paper:
    """Keep a file as the answer, in place of one before. Raises BadPaperFile, AnswersLocked."""
    with transaction.atomic():
        locked = _locked(entry)
        _ask(locked, question)
        former = locked.answers.filter(question=question).select_related("paper").first()
        paper = keep_paper(
            locked, file, types=tuple(question.file_types), most_bytes=question.most_bytes, by=by
        )
        value = {"name": paper.name, "size": paper.size, "sha256": paper.sha256}
        Answer.objects.update_or_create(
            entry=locked, question=question, defaults={"value": value, "paper": paper, "given_by": by}
        )
        if former is not None:
            _discard(locked, former)
        audit.record(
            "entry.answer_file_sent",
            locked,
            by=by,
            question=question.key,
            file=paper.name,
            sha256=paper.sha256,
        )
        keep(locked, cause_of(locked, by), by=by)
    return paper


def remove_answer_file(entry: Entry, question: Question, *, by: Any) -> None:
    """Take a sent file back; twice does no harm. Raises AnswersLocked."""
    with transaction.atomic():
        locked = _locked(entry)
        _ask(locked, question)
        former = locked.answers.filter(question=question).select_related("paper").first()
        if former is None:
            return
        name = former.value.get("name", "")
        former.delete()
        _discard(locked, former)
        audit.record("entry.answer_file_removed", locked, by=by, question=question.key, file=name)
        keep(locked, cause_of(locked, by), by=by)


def _locked(entry: Entry) -> Entry:
    return (
        Entry.objects.select_for_update(of=("self",)).select_related("edition", "category").get(pk=entry.pk)
    )


def _ask(entry: Entry, question: Question) -> None:
    if not may_be_answered(entry, question):
        raise AnswersLocked


def _discard(entry: Entry, former: Answer) -> None:
    """A draft's replaced file goes; what the festival has received stays beside the entry."""
    if former.paper is not None and entry.submitted_at is None:
        discard_paper(former.paper)


def _value(kept: dict[int, Answer], question: Question) -> Any:
    answer = kept.get(question.pk)
    return None if answer is None else answer.value


def _write(entry: Entry, question: Question, former: Answer | None, value: Any, by: Any) -> bool:
    """Whether anything changed. The same answer again asks no permission: a form is sent whole."""
    if value == (None if former is None else former.value):
        return False
    _ask(entry, question)
    if value is None:
        Answer.objects.filter(entry=entry, question=question).delete()
    elif former is None:
        Answer.objects.create(entry=entry, question=question, value=value, given_by=by)
    else:
        former.value, former.given_by = value, by
        former.save(update_fields=["value", "given_by", "given_at"])
    return True


def _told(question: Question, before: Any, after: Any) -> Any:
    """What the trail keeps, which nobody can ever erase: never a maker's own words."""
    if question.kind in (QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.URL):
        return [_mark(before), _mark(after)]
    return [told_value(question, before), told_value(question, after)]


def _mark(value: Any) -> str:
    return "" if value is None else "…"
