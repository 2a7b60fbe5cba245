"""The festival prepares its own questions: makes them, changes them, puts them in order, retires them."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition
from submissions.asking import QuestionState
from submissions.asking_exceptions import QuestionAnswered
from submissions.lifecycle import question_state
from submissions.models import Question


def add_question(question: Question, *, categories: Any = (), by: Any) -> Question:
    """Store a new, validated question at the end, still unseen by makers."""
    with transaction.atomic():
        last = Question.objects.filter(edition=question.edition).aggregate(Max("position"))
        question.position = (last["position__max"] or 0) + 1
        try:
            with transaction.atomic():
                question.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(_("This edition has a question with that short name already.")) from error
        question.categories.set(categories)
        audit.record("question.added", question, by=by, kind=question.kind)
    return question


def change_question(question: Question, *, fields: list[str], categories: Any = None, by: Any) -> Question:
    """Store changed fields. An option that somebody has chosen is kept, offered no longer, when it is taken away.

    Raises QuestionAnswered when the kind, or words that somebody has agreed to, would change.
    """
    with transaction.atomic():
        stored = Question.objects.select_for_update().get(pk=question.pk)
        if stored.answers.exists():
            if "kind" in fields:
                raise QuestionAnswered(_("The kind of an answered question cannot change. Ask a new one."))
            if "wording" in fields and stored.wording != question.wording:
                raise QuestionAnswered(
                    _("Somebody has agreed to these words. Retire the question and ask anew.")
                )
        if "options" in fields:
            question.options = _with_chosen(stored, question.options)
        question.save(update_fields=fields) if fields else None
        if categories is not None:
            question.categories.set(categories)
        if fields or categories is not None:
            audit.record("question.changed", question, by=by, fields=sorted(fields))
    return question


def move_question(question: Question, steps: int, *, by: Any) -> None:
    """Up (-1) or down (+1) in the form."""
    with transaction.atomic():
        rows = list(Question.objects.select_for_update().filter(edition=question.edition_id))
        here = next(place for place, row in enumerate(rows) if row.pk == question.pk)
        there = here + steps
        if 0 <= there < len(rows):
            rows.insert(there, rows.pop(here))
            order_questions(question.edition, [row.pk for row in rows], by=by)


def order_questions(edition: Edition, keys: list[int], *, by: Any) -> None:
    """Put the questions in this order; those not named keep their order behind them."""
    with transaction.atomic():
        rows = {row.pk: row for row in Question.objects.select_for_update().filter(edition=edition)}
        named = [key for key in dict.fromkeys(keys) if key in rows]
        order = named + [key for key in rows if key not in named]
        if order == list(rows):
            return
        for position, key in enumerate(order, 1):
            rows[key].position = position
        Question.objects.bulk_update(rows.values(), ["position"])
        audit.record("edition.questions_ordered", edition, by=by, questions=len(order))


def activate_question(question: Question, *, by: Any) -> Question:
    """Ask it from now on."""
    return question_state.move(question, QuestionState.ACTIVE, by=by)


def retire_question(question: Question, *, by: Any) -> Question:
    """Ask it no more; what was answered stays."""
    return question_state.move(question, QuestionState.RETIRED, by=by)


def delete_question(question: Question, *, by: Any) -> None:
    """Delete a question that nobody has answered. Raises QuestionAnswered."""
    with transaction.atomic():
        stored = Question.objects.select_for_update().get(pk=question.pk)
        if stored.answers.exists():
            raise QuestionAnswered
        audit.record("question.deleted", stored, by=by, key=stored.key)
        stored.delete()


def copy_questions(source: Edition, edition: Edition, *, by: Any) -> int:
    """Take over another edition's questions, unseen until they are activated; those already there are left out.

    Categories are found again by their addresses. Returns how many were copied.
    """
    with transaction.atomic():
        here = {category.slug: category for category in edition.categories.all()}
        taken = set(Question.objects.filter(edition=edition).values_list("key", flat=True))
        copied = 0
        wanted = Question.objects.filter(edition=source).exclude(state=QuestionState.RETIRED)
        for question in wanted.exclude(key__in=taken).prefetch_related("categories"):
            named = question.categories.all()
            categories = [here[category.slug] for category in named if category.slug in here]
            if named and not categories:
                continue  # asked only in classes that this edition has not
            question.pk, question._state.adding = None, True
            question.edition, question.state = edition, QuestionState.DRAFT
            question.needed_from = None
            question.need = "submission" if question.need == "date" else question.need
            add_question(question, categories=categories, by=by)
            copied += 1
    return copied


def _with_chosen(stored: Question, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The new options, and behind them, retired, those taken away that somebody has chosen."""
    keys = {option["key"] for option in options}
    chosen: set[str] = set()
    for value in stored.answers.values_list("value", flat=True).iterator():
        chosen |= set(value) if isinstance(value, list) else {value}
    gone = [option for option in stored.options if option["key"] not in keys and option["key"] in chosen]
    return [*options, *({**option, "retired": True} for option in gone)]
