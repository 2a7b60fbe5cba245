"""What may be decided about a film: one rule for a single decision and for a thousand at once."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.enums import FINAL_DECISIONS, Decision, EntryState
from submissions.models import Entry

NEED_THE_CHECK = frozenset({Decision.SELECTED, Decision.RESERVE})
"""Only a film that has passed its technical check is promised a place, or one in case a place becomes free."""

REFUSALS: dict[str, Promise] = {
    "told": _("The selection is announced. Decisions are corrected one by one, with a reason."),
    "station": _("The selection is announced. Only a final decision is left."),
    "state": _("Not in the competition: withdrawn, disqualified or incomplete."),
    "unchecked": _("Not passed the technical check, so it cannot be selected."),
}


def refusal(entry: Entry, decision: str, *, told: bool, reason: str = "") -> str:
    """Why this film may not get this decision, as a key of `REFUSALS`; empty: it may.

    `told`: the selection of its edition is announced; then a final decision is corrected by another one, with a
    reason. Who may decide is asked elsewhere (rules.py).
    """
    if entry.state != EntryState.SUBMITTED:
        return "state"
    if told and decision not in FINAL_DECISIONS:
        return "station"
    if told and not reason:
        return "told"
    if decision in NEED_THE_CHECK and not (entry.film is not None and entry.film.is_accepted):
        return "unchecked"
    return ""
