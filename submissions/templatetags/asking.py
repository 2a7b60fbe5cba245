"""What the festival asks of a maker, on the pages of the filmmaker's room: one tag a page, so that pages stay thin."""

from typing import Any

from django import template

from submissions.answer_reading import answer_lines
from submissions.asked import later_questions, needed_now, open_questions
from submissions.asking import Need
from submissions.enums import EntryState
from submissions.models import Entry
from submissions.rights_reading import rights_sheet
from submissions.signing import open_signatures

register = template.Library()


@register.inclusion_tag("submissions/_maker_asks.html")
def maker_asks(user: Any) -> dict[str, Any]:
    """For the maker's home: films that wait for an answer or a signature."""
    return {"questions": open_questions(user), "signatures": open_signatures(user)}


@register.inclusion_tag("submissions/_maker_papers.html")
def maker_papers(entry: Entry) -> dict[str, Any]:
    """For the page of a submitted film: what was answered and signed, and what is open."""
    running = entry.state in (EntryState.SUBMITTED, EntryState.INCOMPLETE)
    needed = [question for question in needed_now(entry) if question.need != Need.SUBMISSION]
    sheet = rights_sheet(entry)
    return {
        "entry": entry,
        "lines": answer_lines(entry),
        "later": later_questions(entry),
        "needed": needed if running else [],
        "sheet": sheet,
        "has_rights": bool(sheet["state"] or sheet["clearances"]),
    }
