"""A juror's one click: "I know someone here". The film leaves at once; the office reads why."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import FestivalError, NotReady
from judging.actions.scoring import plain_text
from judging.actions.topping import reassign
from judging.exceptions import RoundNotOpen
from judging.models import Assignment, Recusal, Round
from judging.people_emails import post_conflict_declared
from judging.people_enums import RecusedBy

LONGEST_REASON = 300


def declare_conflict(assignment: Assignment, *, by: Any, reason: str) -> Recusal:
    """Take the juror off the film for good, hand it to somebody else, write to the office.

    What was scored is kept, marked, and never counted. Only while the round takes scores: afterwards a result would
    change under the office's hands. Raises NotReady without a reason, RoundNotOpen.
    """
    words = " ".join(plain_text(reason).split())[:LONGEST_REASON]
    if not words:
        raise NotReady([_("Say in a few words how you know them. Only the office reads it.")])
    with transaction.atomic():
        judged = Round.objects.select_for_update(no_key=True).get(pk=assignment.round_id)
        if not judged.takes_scores:
            raise RoundNotOpen
        if not Assignment.objects.filter(pk=assignment.pk).visible_to(by).exists():
            raise FestivalError(_("This film is no longer among yours."), status=404)
        recusal = Recusal.objects.create(
            juror_id=assignment.juror_id,
            entry_id=assignment.entry_id,
            reason=words,
            recused_by=by,
            source=RecusedBy.JUROR,
        )
        audit.record("juror.conflict_declared", recusal, by=by, note=words)
        made = reassign(assignment, by=by, reason=words)
        post_conflict_declared(recusal, assignment.round, new_juror=made.juror if made else None)
    return recusal
