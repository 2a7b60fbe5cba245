"""From a counted round to the agenda of a deliberation, and its reasons in words."""

from typing import Any

from django.utils.translation import gettext as _

from judging.enums import RoundMode
from judging.models import Assignment, Round
from judging.scoring.discussion import BLOCS, FLAGS, SPREAD, TIE, Said, Topic, topics
from judging.scoring.inputs import Inputs
from judging.voting.tie_zone import tie_zone


def topics_of(judged: Round) -> list[Topic]:
    """Nothing before the round is counted: an agenda must not tell how the marks stand while they are given."""
    tally = judged.tallies.order_by("-version").first()
    if tally is None:
        return []
    placed = [row for row in tally.result if row.get("place") is not None]
    tied = tie_zone(tally.result) if len(placed) > 1 else []
    if judged.mode != RoundMode.SCORED:
        return topics((), bloc_of={}, tied=tied)
    inputs = Inputs.from_json(tally.inputs)
    flags = {
        (str(film), str(juror)): flag
        for film, juror, flag in Assignment.objects.filter(round=judged)
        .counting()
        .values_list("entry_id", "juror_id", "scorecard__flag")
    }
    said = [
        Said(one.film, one.juror, one.value, flags.get((one.film, one.juror), "")) for one in inputs.scores()
    ]
    return topics(said, bloc_of=inputs.bloc_of, tied=tied)


def reason_words(reason: dict[str, Any]) -> str:
    code = reason.get("code")
    if code == SPREAD:
        return _("scores from %(low)s to %(high)s (standard deviation %(sd)s)") % reason
    if code == BLOCS:
        return _("blocs %(gap)s points apart") % reason
    if code == FLAGS:
        return _("flagged green (%(green)s) and red (%(red)s)") % reason
    if code == TIE:
        return _("at the top, not told apart")
    return _("put on the list by hand")
