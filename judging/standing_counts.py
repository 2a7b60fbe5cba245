"""The count of an open round, kept until something that counts has changed: standings are read more often than moved."""

import json
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count as CountOf
from django.db.models import Max, Sum

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
    cards = Assignment.objects.filter(round=judged).counting().order_by()
    films = judged.round_entries.filter(entry__state=EntryState.SUBMITTED).order_by()
    parts: list[Any] = [
        method_of(judged),
        judged.opened_at,
        cards.aggregate(
            CountOf("pk"), Sum("pk"), Max("scorecard__confirmed_at"), Sum("scorecard__pk"), Sum("juror")
        ),
        films.aggregate(CountOf("pk"), Sum("pk"), Sum("entry__category")),
        sorted((str(film), keys) for film, keys in spared_in(judged).items()),
        list(Juror.objects.filter(jury=judged.jury_id).order_by("pk").values_list("pk", "bloc")),
        list(Bloc.objects.filter(jury=judged.jury_id).order_by("pk").values_list("pk", "weight")),
    ]
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()
