"""Which parts the desk's page of an entry has, in which order, and what each of them shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from festival.models import AuditRecord
from submissions import measured, rules
from submissions.copy_panels import desk_part as exhibition_copy
from submissions.desk_asking import asking
from submissions.desk_page import Part, Reading
from submissions.desk_rights import answers, rights
from submissions.desk_rules import KEPT_FROM_MAKERS
from submissions.desk_tools import notes_part, preselection_part, tools_part
from submissions.enums import EntryState
from submissions.forms.desk import DecisionForm
from submissions.import_sentences import field_name
from submissions.likenesses import likenesses_of, pairs
from submissions.making_page import desk_panel
from submissions.message_panels import desk_part
from submissions.models import Origin, SnapshotSeen
from submissions.reading import entry_sheet, technical_facts
from submissions.told import comparisons
from submissions.viewers import viewers_of
from submissions.watching import subtitle_panel

MOST_LIKENESSES = 10
MOST_LINES = 100


def film(reading: Reading) -> dict[str, Any] | None:
    if reading.film is None:
        return None
    return {"film": reading.film, "subtitles": subtitle_panel(reading.entry, reading.viewer)}


def facts(reading: Reading) -> dict[str, Any]:
    """What the maker wrote about the film; measured figures only where the part with all of them is missing."""
    sheet = entry_sheet(reading.entry)
    return {**sheet, "technical": [] if reading.full else technical_facts(reading.entry)}


def people(reading: Reading) -> dict[str, Any] | None:
    told = entry_sheet(reading.entry)["credits"]
    return {"credits": told} if told else None


def how(reading: Reading) -> dict[str, Any] | None:
    panel = desk_panel(reading.entry, reading.viewer)
    return panel if panel["card"] or panel["consents"] or panel["credentials"] else None


def pictures(reading: Reading) -> dict[str, Any] | None:
    return {} if reading.entry.still_url else None


def checks(reading: Reading) -> dict[str, Any] | None:
    """What the machines measured and found, and whether it is what the maker typed."""
    if reading.film is None:
        return None
    entry = reading.entry
    alike = pairs(likenesses_of(entry)[:MOST_LIKENESSES], reading.edition, reading.viewer)
    figures = measured.card(entry.film)
    typed = [line for line in comparisons(entry) if line.told]
    if not (figures or alike or typed or reading.film.findings):
        return None
    return {"film": reading.film, "measured": figures, "told": typed, "likenesses": alike}


def origin(reading: Reading) -> dict[str, Any] | None:
    """What another system told of it."""
    known = Origin.objects.filter(entry=reading.entry).first() if reading.full else None
    if known is None:
        return None
    told = [(field_name(key), value) for key, value in known.elsewhere.items()]
    return {"origin": known, "told": told}


def viewers(reading: Reading) -> dict[str, Any] | None:
    if not reading.full or reading.entry.film is None:
        return None
    return {"viewers": viewers_of(reading.entry, reading.request.GET.get("viewers"))}


def history(reading: Reading) -> dict[str, Any] | None:
    """The newest lines of the trail about this entry; of one's own film without what the office thinks of it."""
    if not reading.full:
        return None
    lines = AuditRecord.objects.filter(target_type="submissions.entry", target_id=str(reading.entry.pk))
    if rules.owns(reading.viewer, reading.entry):
        lines = lines.exclude(action__in=KEPT_FROM_MAKERS)
    versions = list(reading.entry.snapshots.order_by("-version"))
    seen = SnapshotSeen.objects.filter(entry=reading.entry).values_list("version", flat=True).first() or 1
    return {
        "trail": list(lines[:MOST_LINES]),
        "versions": versions,
        "changed": bool(versions) and versions[0].version > seen,
        "seen": seen,
    }


def decision(reading: Reading) -> dict[str, Any] | None:
    if not reading.full:
        return None
    entry = reading.entry
    may = rules.can_decide(reading.viewer, entry)
    told = entry.selection_is_told
    return {
        "form": DecisionForm(told=told, initial={"decision": entry.decision}) if may else None,
        "own": rules.owns(reading.viewer, entry),
    }


def arrival(reading: Reading) -> dict[str, Any] | None:
    """Who sent it, when, and which file; and the deeds that end or revive an entry."""
    if reading.film is None:
        return None
    entry, may = reading.entry, rules.can_disqualify(reading.viewer, reading.entry)
    return {
        "film": reading.film,
        "makers": [share for share in entry.co_owners.select_related("user") if share.is_taken],
        "may_pass_on": rules.can_pass_on(reading.viewer, entry),
        "may_disqualify": may and entry.state in (EntryState.SUBMITTED, EntryState.INCOMPLETE),
        "may_reinstate": may and entry.state == EntryState.DISQUALIFIED,
    }


def notes(reading: Reading) -> dict[str, Any] | None:
    return notes_part(reading.entry, reading.viewer)


def preselection(reading: Reading) -> dict[str, Any] | None:
    return preselection_part(reading.entry, reading.viewer)


def tools(reading: Reading) -> dict[str, Any] | None:
    return tools_part(reading.entry, reading.viewer)


PARTS = (
    Part("film", _("The film"), film),
    Part("copy", _("Exhibition copy"), exhibition_copy),
    Part("facts", _("What was handed in"), facts),
    Part("people", _("Credits"), people),
    Part("how", _("How it was made"), how),
    Part("answers", _("Answers"), answers),
    Part("rights", _("Rights"), rights),
    Part("pictures", _("Pictures"), pictures),
    Part("checks", _("Checks"), checks),
    Part("viewers", _("Who has watched"), viewers),
    Part("notes", _("Notes"), notes),
    Part("history", _("History"), history),
    Part("decision", _("Decision"), decision, aside=True),
    Part("asking", _("What is missing"), asking, aside=True),
    Part("messages", _("Messages"), desk_part, aside=True),
    Part("tools", _("Flag and tags"), tools, aside=True),
    Part("preselection", _("Pre-selection"), preselection, aside=True),
    Part("arrival", _("File and maker"), arrival, aside=True),
    Part("origin", _("From elsewhere"), origin, aside=True),
)
"""To add one: a function above (or imported), a line here, and its fragment."""
