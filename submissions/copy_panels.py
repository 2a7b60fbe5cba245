"""The exhibition copy on the maker's page of an entry, and on the desk's."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import copies
from submissions.copy_facts import sheet_of
from submissions.desk_page import Reading
from submissions.entry_panels import Panel, add_panel
from submissions.models import Entry


def maker_panel(entry: Entry) -> Panel | None:
    """Where the copy stands, with the door to its room. Nothing before the announcement."""
    present = copies.copy_of(entry)
    asked = copies.asked_for(entry)
    if present is None and asked is None:
        return None
    return Panel(_("Exhibition copy"), "submissions/_copy_panel.html", {"copy": present, "todo": asked})


def desk_part(reading: Reading) -> dict[str, Any] | None:
    """The copy with its figures beside the screener's, for those who programme."""
    if not reading.full:
        return None
    entry = reading.entry
    present = copies.copy_of(entry)
    if present is None:
        return {"copy": None} if copies.asked_for(entry) is not None else None
    today = timezone.now().astimezone(reading.edition.tz).date()
    return {
        "copy": present,
        "sheet": sheet_of(present, today),
        "expired": present.has_expired_on(today),
        "may_judge": copies.may_judge(reading.viewer, entry),
    }


add_panel("exhibition copy", maker_panel)
