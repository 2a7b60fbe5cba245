"""What the entry desk listens for when the office changes an edition."""

from typing import Any

from festival.changes import hear_edition_changes
from submissions.actions.reminding import note_new_decision_day


def notification_date(edition: Any, changes: dict[str, tuple[Any, Any]]) -> None:
    if "decisions_on" in changes:
        note_new_decision_day(edition, *changes["decisions_on"])


hear_edition_changes("entries: notification date", notification_date)
