"""What becomes of a juror's films when the juror is gone: begun work stays as history, the rest goes to others."""

from typing import Any

from judging.actions import topping
from judging.enums import RoundState
from judging.models import Juror


def hand_everything_on(juror: Juror, *, by: Any, reason: str) -> int:
    """Films of rounds that are not closed; returns how many found another juror.

    What was begun and not confirmed stays where it is and never counts, so those films get somebody else, too.
    """
    found = len(topping.hand_on(juror, by=by, reason=reason).made)
    begun = juror.assignments.exclude(round__state=RoundState.CLOSED).unconfirmed()
    for assignment in begun.select_related("round", "juror"):
        found += topping.reassign(assignment, by=by, reason=reason) is not None
    return found
