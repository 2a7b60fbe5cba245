"""The parts of the desk's entry page about the festival's own questions and about the rights."""

from typing import Any

from submissions.answer_reading import answer_lines
from submissions.asked import needed_now
from submissions.desk_page import Reading
from submissions.rights_reading import rights_sheet


def answers(reading: Reading) -> dict[str, Any] | None:
    """For those who read everything: an answer may be anything that a festival asks."""
    if not reading.full:
        return None
    lines, needed = answer_lines(reading.entry), needed_now(reading.entry)
    return {"lines": lines, "needed": needed} if lines or needed else None


def rights(reading: Reading) -> dict[str, Any] | None:
    if not reading.full:
        return None
    sheet = rights_sheet(reading.entry)
    said = sheet["is_asked"] or sheet["uses"] or sheet["clearances"] or sheet["nothing_of_others"]
    return {"sheet": sheet} if said else None
