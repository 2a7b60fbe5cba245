"""A juror's chair in a vote."""

from typing import Any

from django.shortcuts import get_object_or_404

from judging.models import Assignment, Juror, Round


def own_seat(user: Any, round_pk: int, *modes: str) -> tuple[Round, Juror]:
    """The round and the person's chair in it. Http404 for a round of another mode, or without a film for them."""
    rounds = (
        Round.objects.begun().filter(mode__in=modes).select_related("jury", "edition__festival", "declared")
    )
    mine = Assignment.objects.visible_to(user).filter(round=round_pk)
    judged = get_object_or_404(rounds.filter(pk__in=mine.values("round_id")), pk=round_pk)
    return judged, get_object_or_404(Juror, jury=judged.jury_id, membership__user=user)
