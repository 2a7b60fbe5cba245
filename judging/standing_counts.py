"""The count of an open round, kept until something that counts has changed: standings are read more often than moved."""

import json
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count as CountOf
from django.db.models import DecimalField, Func, QuerySet, Sum

from judging.counting import Count, count
from judging.enums import RoundMode, RoundState
from judging.models import Assignment, Bloc, Juror, Round, Tally
from judging.modes import method_of
from judging.questions import spared_in
from submissions.enums import EntryState

KEPT_S = 24 * 3600


def result_of(judged: Round) -> Count:
    """The frozen count of a closed round, else the count of this moment. Without the inputs, which are long."""
    if judged.state == RoundState.CLOSED:
        tally = Tally.objects.filter(round=judged).defer("inputs").order_by("-version").first()
        if tally is not None:
            return Count(tally.method, tally.parameters, {}, tally.result, tally.facts, tally)
    if judged.mode != RoundMode.SCORED:
        return count(judged)
    key = f"standings-{judged.pk}-{fingerprint(judged)}"
    kept = cache.get(key)
    if kept is None:
        now = count(judged)
        kept = (now.method, now.parameters, now.rows, now.facts)
        cache.set(key, kept, KEPT_S)
    method, parameters, rows, facts = kept
    return Count(method, parameters, {}, rows, facts)


def fingerprint(judged: Round) -> str:
    """Differs as soon as another card counts, another film is in, or a juror or a bloc weighs otherwise."""
    cards = Assignment.objects.filter(round=judged).counting()
    films = judged.round_entries.filter(entry__state=EntryState.SUBMITTED)
    parts: list[Any] = [
        method_of(judged),
        judged.opened_at,
        content_of(cards, "pk", "entry", "juror", "scorecard", "scorecard__confirmed_at"),
        content_of(films, "entry", "entry__category", "position", "calibration"),
        sorted((str(film), keys) for film, keys in spared_in(judged).items()),
        list(Juror.objects.filter(jury=judged.jury_id).order_by("pk").values_list("pk", "bloc")),
        list(Bloc.objects.filter(jury=judged.jury_id).order_by("pk").values_list("pk", "weight")),
    ]
    return digest_of(parts)


def content_of(rows: QuerySet, *columns: str) -> tuple[int, int]:
    """How many rows, and a figure that follows from what these columns hold, in whatever order. One query.

    A sum of keys would be the same for films 3 and 6 as for films 4 and 5.
    """
    found = rows.order_by().aggregate(rows=CountOf("pk"), content=Sum(RowHash(*columns)))
    return found["rows"], int(found["content"] or 0)


def digest_of(parts: list[Any]) -> str:
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()


class RowHash(Func):
    """Sixty-four bits of one row's columns."""

    template = "hashtextextended(ROW(%(expressions)s)::text, 0)::numeric"
    output_field = DecimalField(max_digits=40, decimal_places=0)
