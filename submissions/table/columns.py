"""What the table can show, a column each. A further column is one line in COLUMNS.

Where `need` names annotations (rows.py) or fields, they are only fetched while the column is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.desk_enums import FlagColour, Leaning
from submissions.enums import CreditRole, Decision, EntryState
from submissions.models import Credit, Entry
from submissions.reading import orientation_label
from submissions.table.filters import DECISIONS, DESK, OFFICE, STAGE_WORDS
from submissions.tongues import language_name

if TYPE_CHECKING:
    from submissions.table.rows import Marker


@dataclass(frozen=True)
class Cell:
    """One cell: `kind` says how the template writes it."""

    kind: str = "text"
    text: Any = ""
    note: Any = ""
    lang: str = ""
    state: str = ""
    items: list[Any] = field(default_factory=list)


NOTHING = Cell(text="–")


@dataclass(frozen=True)
class Column:
    """`sort`: a field, or a function that makes an expression; empty: not sortable."""

    name: str
    label: Promise | str
    cell: Callable[[Entry, "Marker"], Cell]
    sort: Any = ""
    who: str = DESK
    numeric: bool = False
    need: tuple[str, ...] = ()


def plain(value: Any) -> Cell:
    return Cell(text=value) if value not in ("", None) else NOTHING


def by_title() -> Any:
    return Lower(Coalesce(NullIf("title_international", Value("")), "title_original"))


def by_director() -> Any:
    named = Credit.objects.filter(entry=OuterRef("pk"), role=CreditRole.DIRECTOR).order_by("position", "pk")
    return Lower(Subquery(named.values("name")[:1]))


def by_languages() -> Any:
    return Cast("languages", CharField())


def stage_cell(entry: Entry, mark: "Marker") -> Cell:
    stage = entry.stage
    return Cell("badge", STAGE_WORDS.get(stage, stage.label), state=stage.value)


def decision_cell(entry: Entry, mark: "Marker") -> Cell:
    if mark.keeps_from(entry) and not entry.selection_is_told:
        return NOTHING
    return Cell("badge", Decision(entry.decision).label, state=entry.decision)


def flag_cell(entry: Entry, mark: "Marker") -> Cell:
    flag = getattr(entry, "flag", None)
    if flag is None or mark.keeps_from(entry):
        return NOTHING
    return Cell("badge", FlagColour(flag.colour).label, note=flag.reason, state=flag.colour)


def tags_cell(entry: Entry, mark: "Marker") -> Cell:
    tags = [] if mark.keeps_from(entry) else entry.tag_rows  # type: ignore[attr-defined]
    return Cell("tags", items=tags) if tags else NOTHING


def people_cell(entry: Entry, mark: "Marker") -> Cell:
    given = [] if mark.keeps_from(entry) else entry.preselection_rows  # type: ignore[attr-defined]
    if not given:
        return NOTHING
    return Cell("people", items=[(one["name"], LEANINGS.get(one["leaning"], "")) for one in given])


def notes_cell(entry: Entry, mark: "Marker") -> Cell:
    count = 0 if mark.keeps_from(entry) else entry.note_count  # type: ignore[attr-defined]
    return plain(count or "")


def owner_cell(entry: Entry, mark: "Marker") -> Cell:
    return Cell("marked", mark(str(entry.owner)), note=mark(entry.owner.email))


LEANINGS = {one.value: one.label for one in Leaning}

COLUMNS: tuple[Column, ...] = (
    Column("number", _("No."), lambda e, mark: plain(e.number), "number", numeric=True),
    Column("still", _("Still"), lambda e, mark: Cell("still"), need=("still",)),
    Column("title", _("Title"), lambda e, mark: Cell("title"), by_title, need=("director_names",)),
    Column(
        "director",
        _("Director"),
        lambda e, mark: plain(mark(", ".join(e.director_names))),
        by_director,
        need=("director_names",),
    ),  # type: ignore[attr-defined]
    Column(
        "category",
        _("Category"),
        lambda e, mark: plain(str(e.category)),
        "category__position",
        need=("category",),
    ),
    Column(
        "section",
        _("Section"),
        lambda e, mark: plain(str(e.section or "")),
        "section__position",
        need=("section",),
    ),
    Column("runtime", _("Length"), lambda e, mark: plain(e.runtime), "measured_s", numeric=True),
    Column("shape", _("Format"), lambda e, mark: plain(orientation_label(e.orientation))),
    Column("stage", _("Stage"), stage_cell),
    Column("state", _("State"), lambda e, mark: plain(EntryState(e.state).label), "state"),
    Column("decision", _("Decision"), decision_cell, "decision", DECISIONS),
    Column("flag", _("Flag"), flag_cell, "flag__colour", OFFICE, need=("flag",)),
    Column("tags", _("Tags"), tags_cell, who=OFFICE, need=("tag_rows",)),
    Column("people", _("Pre-selectors"), people_cell, who=OFFICE, need=("preselection_rows",)),
    Column("notes", _("Notes"), notes_cell, who=OFFICE, numeric=True, need=("note_count",)),
    Column("owner", _("Entered by"), owner_cell, "owner__name", OFFICE, need=("owner",)),
    Column(
        "countries",
        _("Countries"),
        lambda e, mark: plain(", ".join(str(c.name) for c in e.countries)),
        "countries",
        need=("countries",),
    ),
    Column(
        "languages",
        _("Languages"),
        lambda e, mark: plain(", ".join(language_name(c) for c in e.languages)),
        by_languages,
        need=("languages",),
    ),
    Column(
        "premiere",
        _("Premiere"),
        lambda e, mark: plain(e.get_premiere_status_display()),
        "premiere_status",
        need=("premiere_status",),
    ),
    Column(
        "completed",
        _("Completed"),
        lambda e, mark: Cell("date", e.completed_on) if e.completed_on else NOTHING,
        "completed_on",
        need=("completed_on",),
    ),
    Column("submitted", _("Submitted"), lambda e, mark: Cell("time", e.submitted_at), "submitted_at"),
)
BY_NAME = {column.name: column for column in COLUMNS}
USUAL = (
    "number",
    "still",
    "title",
    "category",
    "runtime",
    "shape",
    "stage",
    "decision",
    "flag",
    "tags",
    "submitted",
)
"""The columns of somebody who has chosen none."""


def chosen(
    names: list[str], may_see: Callable[[Column], bool], known: Mapping[str, Column] = BY_NAME
) -> list[Column]:
    """Known columns in the wished order; the title, which leads to the entry, is always there."""
    wished = [known[name] for name in dict.fromkeys(names or USUAL) if name in known]
    if BY_NAME["title"] not in wished:
        wished.insert(0, BY_NAME["title"])
    return [column for column in wished if may_see(column)]
