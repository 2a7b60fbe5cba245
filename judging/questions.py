"""What a round asks about one film: every criterion but those that do not apply to it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from judging.models import Criterion, NotApplicable, Round

SPARED = ArrayAgg("not_applicable__round_entry__entry_id", filter=Q(not_applicable__isnull=False), default=[])


def questions_of(judged: Round) -> list[Criterion]:
    """All criteria in their order; each knows the films that it does not apply to (`spares`). One query."""
    return list(judged.criteria.annotate(spares=SPARED).order_by("position", "pk"))


def applies(criterion: Criterion, film: Any) -> bool:
    """Whether the film (its key) is judged by the criterion. No query for one from `questions_of`."""
    spares = getattr(criterion, "spares", None)
    if spares is None:
        return not criterion.not_applicable.filter(round_entry__entry=film).exists()
    return film not in spares


def asked_of(criteria: Iterable[Criterion], film: Any) -> list[Criterion]:
    return [criterion for criterion in criteria if applies(criterion, film)]


def spared_in(judged: Round, films: Iterable[Any] | None = None) -> dict[UUID, list[str]]:
    """Keys of the criteria that count and do not apply, by film; films without any are left out. One query."""
    rows = NotApplicable.objects.filter(round_entry__round=judged, criterion__counts=True)
    if films is not None:
        rows = rows.filter(round_entry__entry__in=films)
    found: dict[UUID, list[str]] = {}
    pairs = rows.order_by("round_entry__position", "criterion__position", "criterion_id")
    for film, key in pairs.values_list("round_entry__entry_id", "criterion__key"):
        found.setdefault(film, []).append(key)
    return found
