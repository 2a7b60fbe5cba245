"""The same rows as CSV, line by line, and as XLSX, through a file on disk: the memory does not grow with them."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from submissions.exporting.columns import Column, prepared

CHUNK = 200
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(entries: Any, columns: Sequence[Column]) -> Iterator[str]:
    """With a byte order mark, because spreadsheets take UTF-8 for something else without it."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([str(column.label) for column in columns])
    for row in _rows(entries, columns):
        yield writer.writerow([harmless(value) for value in row])


def workbook(entries: Any, columns: Sequence[Column]) -> IO[bytes]:
    """An XLSX file, opened at its beginning. A text stays a text there, whatever it begins with."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Entries")
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, column) for column in columns])
    for row in _rows(entries, columns):
        sheet.append([_cell(sheet, value) for value in row])
    # Of the whole file, not of a part of it: the response closes and so deletes it.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file


def harmless(value: Any) -> Any:
    """A spreadsheet takes a text that begins like a formula for one; an apostrophe keeps it a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def _rows(entries: Any, columns: Sequence[Column]) -> Iterator[list[Any]]:
    for entry in prepared(entries).iterator(chunk_size=CHUNK):
        yield [column.value(entry) for column in columns]


def _head(sheet: Any, column: Column) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=str(column.label))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Most texts go as they are; one that a spreadsheet would take for a formula or an error is marked as a text."""
    if value is None or value == "" or isinstance(value, int | float | date):
        return None if value == "" else value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
