"""The part of the desk's entry page about what is missing: what was asked, the answers, and the way to ask."""

from typing import Any

from submissions import rules
from submissions.desk_page import Reading
from submissions.enums import FINAL_DECISIONS, EntryState
from submissions.steps import BY_NAME

MOST_REQUESTS = 10


def asking(reading: Reading) -> dict[str, Any] | None:
    if not reading.full:
        return None
    entry = reading.entry
    may = rules.can_ask(reading.viewer, entry)
    decided = entry.selection_is_told and entry.decision in FINAL_DECISIONS
    requests = [
        {
            "request": request,
            "parts": ", ".join(str(BY_NAME[part].label) for part in request.parts if part in BY_NAME),
        }
        for request in entry.requests.select_related("answered_by")[:MOST_REQUESTS]
    ]
    may_ask = may and entry.state == EntryState.SUBMITTED and not decided
    may_take = may and entry.state == EntryState.INCOMPLETE
    if not (requests or may_ask or may_take):
        return None
    return {"requests": requests, "may_ask": may_ask, "may_take": may_take}
