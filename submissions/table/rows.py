"""The rows of one page: fetched in one query with all that the shown columns need, laid out as cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONArray, JSONObject, NullIf
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from submissions.enums import CreditRole
from submissions.models import Answer, Credit, Entry, EntryNote, EntryTagging, Preselection
from submissions.search.document import texts_of
from submissions.search.hits import Span, excerpt, spans
from submissions.table.columns import Cell, Column
from submissions.table.question import Question

ALWAYS = (
    "id",
    "edition_id",
    "number",
    "state",
    "decision",
    "title_original",
    "title_international",
    "title_language",
    "submitted_at",
    "owner_id",
    "category_id",
    "section_id",
    "still",
    "film__id",
    "film__state",
    "film__playable_at",
    "film__verified_at",
    "film__probe",
)
WITH_SEARCH = ("logline", "synopsis")
FOLLOWED = {"category": "category", "section": "section", "owner": "owner", "flag": "flag"}


def _related(model: Any) -> Any:
    return model.objects.filter(entry=OuterRef("pk"))


ANNOTATED: dict[str, Any] = {
    "director_names": lambda: ArraySubquery(
        _related(Credit).filter(role=CreditRole.DIRECTOR).order_by("position", "pk").values("name")
    ),
    "tag_rows": lambda: ArraySubquery(
        _related(EntryTagging)
        .order_by("tag__name")
        .values(row=JSONObject(name=F("tag__name"), colour=F("tag__colour")))
    ),
    "preselection_rows": lambda: ArraySubquery(
        _related(Preselection)
        .order_by("pk")
        .values(
            row=JSONObject(
                name=Coalesce(NullIf("person__name", Value("")), "person__email"), leaning=F("leaning")
            )
        )
    ),
    "note_count": lambda: Coalesce(
        Subquery(_related(EntryNote).order_by().values("entry").annotate(count=Count("pk")).values("count")),
        0,
    ),
    "answer_rows": lambda: ArraySubquery(
        _related(Answer).order_by("pk").values(row=JSONArray("question_id", "value"))
    ),
    "credit_names": lambda: ArraySubquery(_related(Credit).order_by("position", "pk").values("name")),
}


@dataclass(frozen=True)
class Line:
    """One row as the template writes it."""

    entry: Entry
    cells: list[tuple[dict[str, Any], Cell]]
    title: Any
    title_other: Any
    directors: Any
    excerpt: Any
    own: bool
    changed: bool


class Marker:
    """Marks the words of the search in a text, and knows whose own films are among the rows."""

    def __init__(self, question: Question) -> None:
        self.query = question.query

    def __call__(self, text: str) -> SafeString:
        return marked(text, spans(text, self.query)) if self.query else escape(text)

    def keeps_from(self, entry: Entry) -> bool:
        """One's own film: nothing of the office's thoughts is shown about it."""
        return bool(getattr(entry, "is_own", False))


def fetch(question: Question, columns: Sequence[Column], start: int, end: int) -> list[Entry]:
    """One query for these rows. What the columns ask is asked of them alone, not of the pages before them."""
    need = {name for column in columns for name in column.need}
    asked = question.sorted_entries()
    page = asked.filter(pk__in=asked.values("pk")[start:end])
    found = (page.with_changes() if question.office else page).annotate(
        is_own=ExpressionWrapper(question.own, output_field=BooleanField())
    )
    wanted = {name: make() for name, make in ANNOTATED.items() if name in need}
    fields = [*ALWAYS, *(name for name in need if name not in ANNOTATED and name not in FOLLOWED)]
    if question.query:
        wanted["credit_names"] = ANNOTATED["credit_names"]()
        fields += WITH_SEARCH
    if question.query and question.office:
        need |= {"owner"}
    followed = [FOLLOWED[name] for name in FOLLOWED if name in need]
    fields += [f"{name}__{column}" for name in followed for column in OF_FOLLOWED[name]]
    rows = found.annotate(**wanted).select_related("film", *followed).only(*fields)
    return _in(question, rows)


OF_FOLLOWED = {
    "category": ("name",),
    "section": ("name",),
    "owner": ("name", "email"),
    "flag": ("colour", "reason"),
}


def _in(question: Question, rows: Iterable[Entry]) -> list[Entry]:
    """The edition is known already."""
    found = list(rows)
    for entry in found:
        entry.edition = question.edition
    return found


def lay_out(
    question: Question, columns: Sequence[tuple[Column, dict[str, Any]]], entries: Iterable[Entry]
) -> list[Line]:
    """Each column comes with its head."""
    mark = Marker(question)
    return [
        Line(
            entry=entry,
            cells=[(head, column.cell(entry, mark)) for column, head in columns],
            title=mark(entry.title),
            title_other=mark(entry.title_other),
            directors=mark(", ".join(getattr(entry, "director_names", []))),
            excerpt=_excerpt(entry, question, mark) if question.query else "",
            own=mark.keeps_from(entry),
            changed=getattr(entry, "changed_since_submission", False) and not mark.keeps_from(entry),
        )
        for entry in entries
    ]


def _excerpt(entry: Entry, question: Question, mark: Marker) -> SafeString | str:
    """Where else the hit is, when neither title nor directors show it."""
    shown = (entry.title, entry.title_other, *getattr(entry, "director_names", []))
    if any(spans(text, question.query) for text in shown):
        return ""
    secret = question.office and not mark.keeps_from(entry)
    places = [
        *((_("Credits"), name) for name in entry.credit_names),  # type: ignore[attr-defined]
        *((_("Logline"), text) for text in texts_of(entry.logline)),
        *((_("Synopsis"), text) for text in texts_of(entry.synopsis)),
        *(((_("Entered by"), entry.owner.name), (_("Entered by"), entry.owner.email)) if secret else ()),
    ]
    for label, text in places:
        words, found = excerpt(text, question.query)
        if found:
            return mark_safe(f"{escape(label)}: {marked(words, found)}")  # noqa: S308 - both parts are escaped
    return ""


def marked(text: str, found: Sequence[Span]) -> SafeString:
    pieces, here = [], 0
    for start, end in found:
        pieces += [escape(text[here:start]), "<mark>", escape(text[start:end]), "</mark>"]
        here = end
    return mark_safe("".join([*pieces, escape(text[here:])]))  # noqa: S308 - every piece of text is escaped
