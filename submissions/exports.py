"""The entries as a table for a spreadsheet, one row at a time."""

import csv
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from submissions import making_columns
from submissions.models import Entry
from submissions.reading import orientation_label
from submissions.tongues import language_name

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(entries: Any, *, tz: Any) -> Iterator[str]:
    """With a byte order mark, because spreadsheets take UTF-8 for something else without it."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([str(title) for title in titles()])
    for entry in entries.iterator(chunk_size=500):
        yield writer.writerow([harmless(value) for value in row(entry, tz)])


def titles() -> list[str]:
    return [
        _("Number"),
        _("International title"),
        _("Original title"),
        _("Director"),
        _("Category"),
        _("Countries"),
        _("Languages"),
        _("Running time (s)"),
        _("Width"),
        _("Height"),
        _("Format"),
        _("Stage"),
        _("State"),
        _("Decision"),
        _("Submitted"),
        _("Entered by"),
        _("E-mail"),
        *making_columns.titles(),
    ]


def row(entry: Entry, tz: Any) -> list[Any]:
    facts = entry.film_facts
    return [
        entry.number,
        entry.title_international,
        entry.title_original,
        "; ".join(entry.directors),
        str(entry.category),
        "; ".join(str(country.name) for country in entry.countries),
        "; ".join(language_name(code) for code in entry.languages),
        round(facts.duration_s, 3) or "",
        facts.width or "",
        facts.height or "",
        orientation_label(facts.orientation),
        entry.stage.label,
        entry.get_state_display(),
        entry.get_decision_display(),
        entry.submitted_at.astimezone(tz).isoformat(timespec="seconds") if entry.submitted_at else "",
        entry.owner.name,
        entry.owner.email,
        *making_columns.values(entry),
    ]


def harmless(value: Any) -> Any:
    """A spreadsheet takes a text that begins like a formula for one; an apostrophe keeps it a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value
