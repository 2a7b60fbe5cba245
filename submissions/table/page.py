"""The page around the table: stages with their counts, filters, views, columns, the pager."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from submissions.bulk.kinds import EXPORT, KINDS, LETTER
from submissions.enums import Decision, Stage
from submissions.journey import STAGE_FILTERS
from submissions.table.columns import Column, chosen
from submissions.table.filters import STAGE_WORDS, STAGES, Filter
from submissions.table.question import PAGE_SIZES, Question
from submissions.table.rows import fetch, lay_out


@dataclass(frozen=True)
class Pages:
    """Where we are among the pages. Counted without a query of its own."""

    number: int
    size: int
    count: int
    question: Question

    @property
    def last(self) -> int:
        return max(1, -(-self.count // self.size))

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1) if self.number < self.last else ""

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    def _url(self, number: int) -> str:
        base = self.question.url()
        return f"{'?' if base == '?all=1' else base + '&'}page={number}"


def table_page(question: Question) -> dict[str, Any]:
    """Two queries: how many at each stage, and the rows of this page."""
    counts = stage_counts(question)
    asked = question.values.get("stage")
    total = sum(count for stage, count in counts.items() if not asked or stage in asked)
    pages = _pages(question, total)
    columns = columns_of(question)
    heads = [head(question, column) for column in columns]
    entries = fetch(question, columns, pages.start, pages.start + pages.size)
    return {
        "question": question,
        "stages": stage_bar(question, counts),
        "pages": pages,
        "page_sizes": [(size, question.url(size=str(size)), size == pages.size) for size in PAGE_SIZES],
        "columns": heads,
        "lines": lay_out(question, list(zip(columns, heads, strict=True)), entries),
        "panel": [panel_field(question, one) for one in question.filters if one.name != "stage"],
        "views": view_links(question),
        "density": question.here.habits["density"],
        "deeds": deeds() if question.office else [],
    }


def columns_of(question: Question) -> list[Column]:
    """As the address says, else the saved view, else the person's habits, else the house's."""
    asked = [name for name in question.data.get("columns", "").split(",") if name]
    view = next((v for v in question.here.views if str(v.pk) == question.data.get("view")), None)
    wished = asked or (view.columns if view else []) or question.here.habits["columns"]
    return chosen(wished, question.may_see, question.columns)


def stage_counts(question: Question) -> dict[str, int]:
    """How many of what was asked for stand where, whatever stage was asked for."""
    found = question.narrowed(but="stage")
    return found.aggregate(
        **{stage: Count("pk", filter=STAGE_FILTERS[Stage(stage)]) for stage, _label in STAGES}
    )


def stage_bar(question: Question, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Only stages at which something stands, and those asked for."""
    asked = question.values.get("stage", [])
    everything = {
        "label": _("All"),
        "count": sum(counts.values()),
        "url": question.stage_url(None),
        "current": not asked,
    }
    return [everything] + [
        {
            "label": STAGE_WORDS.get(stage, Stage(stage).label),
            "count": counts[stage],
            "url": question.stage_url(Stage(stage)),
            "current": asked == [stage],
        }
        for stage, _label in STAGES
        if counts[stage] or stage in asked
    ]


def head(question: Question, column: Column) -> dict[str, Any]:
    key = column.name if column.sort else ""
    return {
        "name": column.name,
        "label": Truncator(str(column.label)).chars(40),  # said once, not in each row; questions may be long
        "numeric": column.numeric,
        "url": question.sorted_by(key) if key else "",
        "order": {key: "ascending", f"-{key}": "descending"}.get(question.sort, "") if key else "",
    }


FEW = 8  # choices that are shown as boxes; more become a list


def panel_field(question: Question, one: Filter) -> dict[str, Any]:
    values = [str(value) for value in question.values.get(one.name, [])]
    choices = one.options(question.here) if one.options else []
    return {
        "name": one.name,
        "label": one.label,
        "kind": one.kind if one.options is None else "boxes" if len(choices) <= FEW else "list",
        "choices": [(key, label, key in values) for key, label in choices],
        "value": values[0] if values else "",
        "empty": one.options is not None and not choices,
    }


def view_links(question: Question) -> list[dict[str, Any]]:
    """Saved views; one that somebody else shares and that asks about decisions, only to those who may know."""
    current = question.data.get("view", "")
    return [
        {
            "pk": view.pk,
            "name": view.name,
            "url": f"?{view.query}&view={view.pk}" if view.query else f"?view={view.pk}",
            "current": str(view.pk) == current,
            "shared": view.shared,
            "mine": view.mine,
            "default": view.pk == question.here.habits["view"],
        }
        for view in question.here.views
        if view.mine or question.knows or "decision=" not in view.query
    ]


def deeds() -> list[dict[str, Any]]:
    """What can be done to the selected: the decisions at once, everything else after a question."""
    decisions = [(f"decide:{decision.value}", decision.label) for decision in Decision]
    others = [(code, kind.label) for code, kind in KINDS.items() if code != "decide"]
    others += [(LETTER, _("Write to their makers")), (EXPORT, _("Export these"))]
    return [{"label": _("Decision"), "choices": decisions}, {"label": _("Other"), "choices": others}]


def _pages(question: Question, total: int) -> Pages:
    wish = question.data.get("page", "")
    number = int(wish) if wish.isascii() and wish.isdecimal() and len(wish) < 9 else 1
    size = question.page_size
    last = max(1, -(-total // size))
    return Pages(min(max(1, number), last), size, total, question)
