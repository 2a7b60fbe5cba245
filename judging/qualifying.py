"""A qualifying round asks one question. Its answers are marks of a criterion of its own: 2 is yes, 1 maybe, 0 no.

So they are append-only, in one chain with every other mark, and each door that takes marks takes them.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from judging.enums import RoundMode
from judging.enums_funnel import Verdict
from judging.models import Criterion, Round, Score, Scorecard

KEY = "verdict"
MARKS: dict[str, Decimal] = {Verdict.YES: Decimal(2), Verdict.MAYBE: Decimal(1), Verdict.NO: Decimal(0)}
ANSWER_OF = {mark: answer for answer, mark in MARKS.items()}
QUESTION = gettext_lazy("Should this film go on?")


def ensure_question(judged: Round) -> Criterion:
    """The one criterion of a qualifying round; made when it is not there yet."""
    made, _created = Criterion.objects.get_or_create(
        round=judged,
        key=KEY,
        defaults={
            "name": in_every_language(lambda: str(QUESTION)),
            "lowest": 0,
            "highest": 2,
            "step": 1,
            "weight": 1,
        },
    )
    return made


def is_question(criterion: Criterion) -> bool:
    return criterion.key == KEY and criterion.round.mode == RoundMode.QUALIFYING


def mark_of(answer: str) -> Decimal | None:
    """The mark behind an answer, None for an empty one; KeyError for anything else."""
    return MARKS[answer] if answer else None


def answer_on(card: Scorecard | None) -> str:
    """What the card says now: "yes", "maybe", "no", or nothing."""
    if card is None:
        return ""
    score = Score.objects.filter(scorecard=card, criterion__key=KEY).order_by("-pk").first()
    return ANSWER_OF.get(score.value, "") if score and score.value is not None else ""


def confirming_problems(judged: Round, card: Scorecard, *comments: str) -> list[str]:
    """What a qualifying round asks besides the answer: a few words with a no, if it was declared so."""
    rules = getattr(judged, "qualifying", None) if judged.mode == RoundMode.QUALIFYING else None
    if rules is None or not rules.comment_with_no or answer_on(card) != Verdict.NO:
        return []
    words = any(text.strip() for text in comments)
    return [] if words else [_("This round asks for a few words with every no. Write a comment.")]


def in_every_language(say: Callable[[], str]) -> dict[str, Any]:
    """What the portal says in each of its languages: for words that are stored with a row."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = say()
    return told
