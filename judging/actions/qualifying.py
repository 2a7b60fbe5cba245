"""Declare when a film passes a qualifying round."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from judging.enums import RoundMode, RoundState
from judging.models import QualifyingRules, Round
from judging.qualifying import ensure_question


def declare_consensus(judged: Round, *, by: Any, **columns: Any) -> QualifyingRules:
    """Store the rule of a qualifying round that has not opened, and make sure that its question is asked."""
    if judged.mode != RoundMode.QUALIFYING:
        raise Conflict(_("Only a qualifying round has such a rule."))
    with transaction.atomic():
        state = Round.objects.select_for_update(of=("self",)).get(pk=judged.pk).state
        if state != RoundState.DRAFT:
            raise Conflict(_("The round has opened. What it asks and shows is fixed now."))
        rules, created = QualifyingRules.objects.get_or_create(round=judged)
        before = {} if created else {name: str(getattr(rules, name)) for name in columns}
        for name, value in columns.items():
            setattr(rules, name, value)
        rules.full_clean(exclude=["round"])
        rules.save()
        ensure_question(judged)
        after = {name: str(value) for name, value in columns.items()}
        audit.record("round.consensus_declared", judged, by=by, was=before, rule=after)
    judged.qualifying = rules
    return rules
