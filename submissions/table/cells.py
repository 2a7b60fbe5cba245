"""A cell of the table as HTML. Written here rather than in the template: a page has some six hundred of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.dateformat import format as written
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime

from submissions.table.columns import Cell


def as_html(head: Mapping[str, Any], cell: Cell) -> SafeString:
    """The whole `td`; its label stands before it where a row becomes a card."""
    number = ' class="num"' if head["numeric"] else ""
    inside = KINDS.get(cell.kind, _text)(cell)
    return format_html('<td{} data-label="{}">{}</td>', SafeString(number), head["label"], inside)


def _text(cell: Cell) -> Any:
    return format_html("{}{}", cell.text, _note(cell)) if cell.note else cell.text


def _note(cell: Cell) -> SafeString | str:
    return format_html('<span class="table__note">{}</span>', cell.note) if cell.note else ""


def _badge(cell: Cell) -> SafeString:
    return format_html('<span class="badge" data-state="{}">{}</span>{}', cell.state, cell.text, _note(cell))


def _tags(cell: Cell) -> SafeString:
    tags = format_html_join(
        "", '<span class="tag" data-tone="{}">{}</span>', ((tag["colour"], tag["name"]) for tag in cell.items)
    )
    return format_html('<span class="tag-row">{}</span>', tags)


def _people(cell: Cell) -> SafeString:
    return format_html_join(
        "",
        '<span class="entries-table__person">{}{}</span>',
        ((name, format_html(" · <b>{}</b>", leaning) if leaning else "") for name, leaning in cell.items),
    )


def _date(cell: Cell) -> SafeString:
    shown = date_format(cell.text, "SHORT_DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', written(cell.text, "Y-m-d"), shown)


def _time(cell: Cell) -> SafeString:
    """On the wall of the festival, whose zone is the current one."""
    here = template_localtime(cell.text)
    shown = date_format(here, "SHORT_DATETIME_FORMAT")
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="seconds"), shown)


KINDS: dict[str, Callable[[Cell], Any]] = {
    "badge": _badge,
    "tags": _tags,
    "people": _people,
    "date": _date,
    "time": _time,
}
