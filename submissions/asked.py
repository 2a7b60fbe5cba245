"""Which questions an entry is asked, what it answered, what is open. No queries when `with_answers` has run."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from submissions.asking import Need, QuestionState
from submissions.enums import Decision, EntryState
from submissions.models import Answer, Entry, Question
from submissions.rules import asked_parts


def with_answers(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With the questions of their editions and their own answers, in three queries however many they are."""
    return entries.prefetch_related(*answer_rows())


def answer_rows() -> tuple[Prefetch, ...]:
    """What `with_answers` fetches, for one entry that is already here."""
    return (
        Prefetch("edition__questions", Question.objects.prefetch_related("categories")),
        Prefetch("answers", Answer.objects.select_related("question", "paper")),
    )


def questions_of(entry: Entry) -> list[Question]:
    """What this entry is asked now, in the festival's order."""
    return [
        question
        for question in all_questions(entry)
        if question.state == QuestionState.ACTIVE and question.is_for(entry)
    ]


def all_questions(entry: Entry) -> list[Question]:
    prefetched = getattr(entry.edition, "_prefetched_objects_cache", {})
    if "questions" in prefetched:
        return list(prefetched["questions"])
    return list(entry.edition.questions.prefetch_related("categories"))


def answers_of(entry: Entry) -> dict[int, Answer]:
    """By the question's number."""
    prefetched = getattr(entry, "_prefetched_objects_cache", {})
    found = prefetched.get("answers")
    rows = entry.answers.select_related("question", "paper") if found is None else found
    return {answer.question_id: answer for answer in rows}


def is_selected_publicly(entry: Entry) -> bool:
    """Before the one act of telling nothing may depend on the decision."""
    return (
        entry.edition.selection_released_at is not None
        and entry.state == EntryState.SUBMITTED
        and entry.decision == Decision.SELECTED
    )


def today_of(entry: Entry) -> date:
    return timezone.now().astimezone(entry.edition.tz).date()


def needed_now(entry: Entry) -> list[Question]:
    """What still needs an answer, as of today where the festival is."""
    given, today = answers_of(entry), today_of(entry)
    selected = is_selected_publicly(entry)
    return [
        question
        for question in questions_of(entry)
        if question.pk not in given and question.is_needed_on(today, selected=selected)
    ]


def may_be_answered(entry: Entry, question: Question) -> bool:
    """In a draft every question. After the submission only those that are needed later than that."""
    if question.state != QuestionState.ACTIVE or not question.is_for(entry):
        return False
    if entry.state == EntryState.DRAFT or "questions" in asked_parts(entry):
        return True
    if entry.state != EntryState.SUBMITTED:
        return False
    return question.need == Need.DATE or (question.need == Need.SELECTION and is_selected_publicly(entry))


def later_questions(entry: Entry) -> list[Question]:
    """What a submitted entry may still be asked and change."""
    if entry.state != EntryState.SUBMITTED:
        return []
    return [question for question in questions_of(entry) if may_be_answered(entry, question)]


def open_questions(user: Any) -> list[dict[str, Any]]:
    """For a maker's to-do list: submitted entries with questions that need an answer now.

    Each: entry, questions, due (a date or None). Three queries more than the entries themselves.
    """
    later = Question.objects.filter(
        edition=OuterRef("edition"), state=QuestionState.ACTIVE, need__in=[Need.DATE, Need.SELECTION]
    )
    mine = Entry.objects.owned_by(user).submitted().filter(Exists(later))
    mine = mine.select_related("edition__festival", "category")
    todo = []
    for entry in with_answers(mine):
        wanted = [question for question in needed_now(entry) if question.need != Need.SUBMISSION]
        if wanted:
            due = min((q.needed_from for q in wanted if q.needed_from), default=None)
            todo.append({"entry": entry, "questions": wanted, "due": due})
    return todo
