"""Two windows on the same step: the second one notices, instead of writing over the first in silence."""

from dataclasses import dataclass

from submissions.exceptions import ChangedElsewhere
from submissions.models import Entry, StepSave


@dataclass(frozen=True)
class Mark:
    """What a form says about itself: its step, the window it stands in, and the version it was drawn from.

    `version` None asks for no comparison: a form without a script of ours, or a program that knows what it does.
    """

    step: str
    window: str = ""
    version: int | None = None


def claim_step(entry: Entry, mark: Mark) -> StepSave:
    """Count one more version of the step. Call with the entry's row locked. Raises ChangedElsewhere.

    The same window may be behind its own last save (the answer was lost on the way): that is no conflict.
    """
    row, _new = StepSave.objects.get_or_create(entry=entry, step=mark.step)
    if mark.version is not None and row.version > mark.version and row.window != mark.window:
        raise ChangedElsewhere
    row.version += 1
    row.window = mark.window[:32]
    row.save()
    return row
