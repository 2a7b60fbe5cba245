"""Which section a film is shown in. Under embargo like the decision itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict
from festival.models import Section
from submissions.models import Entry


@transaction.atomic
def place_in_section(entry: Entry, section: Section | None, *, by: Any) -> Entry:
    open_edition_row(entry.edition_id)
    if section is not None and section.edition_id != entry.edition_id:
        raise Conflict(_("This section belongs to another edition."))
    present = Entry.objects.select_related("section").get(pk=entry.pk)
    if present.section_id == (section.pk if section else None):
        return entry
    Entry.objects.filter(pk=entry.pk).update(section=section)
    audit.record(
        "entry.placed", entry, by=by, before=str(present.section or "")[:40], after=str(section or "")[:40]
    )
    entry.section = section
    return entry
