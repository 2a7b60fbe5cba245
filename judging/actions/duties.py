"""Whether a juror may still work on a film."""

from django.utils.translation import gettext as _

from festival.exceptions import FestivalError
from judging.exceptions import RoundNotOpen
from judging.models import Assignment
from submissions.enums import EntryState


def refuse_unless_open(assignment: Assignment) -> None:
    """Reads the round again under a shared lock, so that no mark slips in while it is being closed."""
    judged = type(assignment.round).objects.select_for_update(no_key=True).get(pk=assignment.round_id)
    if not judged.takes_scores or assignment.entry.state != EntryState.SUBMITTED:
        raise RoundNotOpen
    if not Assignment.objects.filter(pk=assignment.pk).standing().exists():
        raise FestivalError(_("This film is no longer among yours."), status=404)
