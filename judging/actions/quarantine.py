"""Set votes aside that look stuffed, and take that back. Kept, marked, not counted; never deleted."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.audience.voting import set_aside
from judging.enums import RoundState
from judging.models import Poll, Round, VoteQuarantine, Voter


def quarantine(poll: Poll, voters: Iterable[Any], *, by: Any, reason: str, signal: str = "") -> int:
    """Do not count what these voters said, from now on; returns how many are new. Not after the counting."""
    reason = _reason(reason)
    with transaction.atomic():
        judged = _not_counted(poll)
        already = set_aside().filter(voter__poll=poll).values("voter")
        fresh = list(Voter.objects.filter(poll=poll, pk__in=list(voters)).exclude(pk__in=already))
        VoteQuarantine.objects.bulk_create(
            VoteQuarantine(voter=voter, signal=signal[:10], reason=reason, set_by=by) for voter in fresh
        )
        if fresh:
            audit.record("poll.votes_set_aside", judged, by=by, note=reason, count=len(fresh), signal=signal)
    return len(fresh)


def lift_quarantine(poll: Poll, voters: Iterable[Any], *, by: Any, reason: str) -> int:
    """Count them again."""
    reason = _reason(reason)
    with transaction.atomic():
        judged = _not_counted(poll)
        rows = set_aside().filter(voter__poll=poll, voter__in=list(voters))
        count = rows.update(lifted_by=by, lifted_at=timezone.now(), lift_reason=reason)
        if count:
            audit.record("poll.votes_counted_again", judged, by=by, note=reason, count=count)
    return count


def _reason(reason: str) -> str:
    reason = reason.replace("\x00", "").strip()[:300]
    if not reason:
        raise FestivalError(_("Say why: the reason is kept."), status=422)
    return reason


def _not_counted(poll: Poll) -> Round:
    """The result of a closed vote is frozen: to change what counts it has to be opened again, which is told."""
    judged = Round.objects.select_for_update(of=("self",)).get(pk=poll.round_id)
    if judged.state == RoundState.CLOSED:
        raise Conflict(
            _("The vote is counted and frozen. Open it again, with a reason, to look at votes anew.")
        )
    return judged
