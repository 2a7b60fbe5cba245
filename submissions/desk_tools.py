"""The office's own parts of an entry's page. There for those who may write about the film, never for its makers."""

from typing import Any

from submissions import desk_rules
from submissions.desk_enums import Leaning
from submissions.forms.desk_tools import FlagForm, NoteForm, PreselectorForm
from submissions.models import Entry, EntryFlag, EntryTag


def notes_part(entry: Entry, viewer: Any) -> dict[str, Any] | None:
    if not desk_rules.can_annotate(viewer, entry):
        return None
    rows = []
    for note in entry.office_notes.all():
        note.entry = entry
        rows.append(
            {
                "note": note,
                "may_change": desk_rules.can_change_note(viewer, note),
                "may_remove": desk_rules.can_remove_note(viewer, note),
            }
        )
    return {"rows": rows, "form": NoteForm()}


def tools_part(entry: Entry, viewer: Any) -> dict[str, Any] | None:
    if not desk_rules.can_annotate(viewer, entry):
        return None
    flag = EntryFlag.objects.filter(entry=entry).select_related("by").first()
    tags = [tagging.tag for tagging in entry.taggings.select_related("tag")]
    others = EntryTag.objects.filter(edition=entry.edition_id).exclude(pk__in=[tag.pk for tag in tags])
    return {
        "flag": flag,
        "flag_form": FlagForm(initial={"colour": flag.colour, "reason": flag.reason} if flag else None),
        "tags": tags,
        "other_tags": list(others),
    }


def preselection_part(entry: Entry, viewer: Any) -> dict[str, Any] | None:
    if not desk_rules.can_annotate(viewer, entry):
        return None
    given = list(entry.preselections.select_related("person"))
    mine = next((one for one in given if one.person_id == viewer.pk), None)
    return {
        "given": given,
        "mine": mine,
        "leanings": Leaning.choices,
        "form": PreselectorForm(edition=entry.edition),
    }
