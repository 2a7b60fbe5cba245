"""How the desk asks for answers: a condition on entries for one question and one value."""

from typing import Any

from django.db.models import Q

from submissions import answers

_WITHIN = frozenset({answers.TEXT, answers.LONG_TEXT, answers.URL})


def answered_with(question: Any, value: Any) -> Q:
    """Texts that contain the value, lists that hold it, everything else equal to it; a file: any file.

    True asks whether there is an answer at all.
    """
    condition = Q(answers__question=question)
    if value is True or question.kind == answers.FILE:
        return condition
    if question.kind in _WITHIN:
        return condition & Q(answers__value__icontains=value)
    if question.kind == answers.SEVERAL:
        return condition & Q(answers__value__contains=[value])
    return condition & Q(answers__value=value)
