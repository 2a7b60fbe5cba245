"""What a round declares, put down again for a round of another edition: rules, never people, films or marks."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from festival.models import Edition
from judging.models import (
    AssignmentRules,
    BlocQuota,
    CalibrationRules,
    Feed,
    FeedSource,
    FollowUp,
    Poll,
    QualifyingRules,
    Round,
    RoundReminder,
    RoundRules,
)
from judging.models.round_rules import rules_of

OWN = frozenset({"id", "round", "seed", "salt", "forgotten_at", "declared_at"})
"""Columns that belong to one round alone: its key, its lot, its secret, its history."""
OF_ONE = (
    ("qualifying", QualifyingRules),
    ("assignment_rules", AssignmentRules),
    ("calibration_rules", CalibrationRules),
    ("poll", Poll),
)


def copy_rules(judged: Round, new: Round, blocs: Mapping[int, int]) -> None:
    """`blocs`: the keys of the new blocs by those of the old ones."""
    RoundRules.objects.create(round=new, **_columns(rules_of(judged)))
    for name, model in OF_ONE:
        try:
            rules = getattr(judged, name)
        except ObjectDoesNotExist:
            continue
        model._default_manager.create(round=new, **_columns(rules), **_lot(model, new))
    BlocQuota.objects.bulk_create(
        BlocQuota(round=new, bloc_id=blocs[quota.bloc_id], least=quota.least, most=quota.most)
        for quota in judged.bloc_quotas.all()
        if quota.bloc_id in blocs
    )
    RoundReminder.objects.bulk_create(
        RoundReminder(round=new, **_columns(rule)) for rule in judged.reminders.all()
    )


def copy_chains(rounds: Mapping[int, Round], target: Edition) -> None:
    """Which rounds take their films from which, and which votes follow which. `rounds`: the new ones by the old keys.

    A rule for a category or section that the new edition does not have would mean another one: it is left out.
    """
    for feed in Feed.objects.filter(round__in=rounds).select_related("category", "section"):
        columns = _columns(feed)
        for name, parts in (("category", target.categories), ("section", target.sections)):
            if part := columns[name]:
                columns[name] = parts.filter(slug=part.slug).first()
                if columns[name] is None:
                    break
        else:
            made = Feed.objects.create(round=rounds[feed.round_id], **columns)
            FeedSource.objects.bulk_create(
                FeedSource(feed=made, source=rounds[link.source_id])
                for link in feed.links.all()
                if link.source_id in rounds
            )
    follows = FollowUp.objects.filter(round__in=rounds, of__in=rounds)
    FollowUp.objects.bulk_create(
        FollowUp(round=rounds[row.round_id], of=rounds[row.of_id]) for row in follows
    )


def _columns(row: models.Model) -> dict[str, Any]:
    return {
        field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in OWN
    }


def _lot(model: type[models.Model], new: Round) -> dict[str, Any]:
    """Another lot than last year's decides between equals."""
    return {"seed": new.pk} if model is AssignmentRules else {}
