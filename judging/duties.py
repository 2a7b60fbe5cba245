"""One of a juror's own films. Anybody else's does not exist for them."""

from typing import Any

from django.http import Http404

from judging.admission import refuse_before_terms
from judging.enums import RoundState
from judging.exceptions import RoundNotOpen
from judging.models import Assignment
from judging.pinning import as_pinned
from judging.queue import numbers


def duty_of(user: Any, round_pk: int, pk: int) -> Assignment:
    """Of a round that has begun, with the film as its round shows it. Raises Http404, RoundNotOpen."""
    found = (
        Assignment.objects.visible_to(user)
        .filter(round=round_pk, pk=pk)
        .select_related(
            "round__edition__festival",
            "round__declared",
            "round__calibration_rules",
            "juror__membership",
            "entry__film",
            "scorecard",
            "viewing",
        )
        .prefetch_related("entry__film__renditions")
        .annotate(number=numbers())
        .first()
    )
    if found is None:
        refuse_before_terms(user, round_pk)
        raise Http404
    if found.round.state == RoundState.DRAFT:
        raise RoundNotOpen
    as_pinned([found])
    return found
