"""Read a table of text from CSV or XLSX, whatever program wrote it, within limits that a stranger's file cannot pass."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import charset_normalizer
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 25 * 1024**2
MOST_UNPACKED = 400 * 1024**2
"""A spreadsheet is a ZIP; a bomb of 25 MB would unpack to a hundred times as much."""
MOST_LINES = 20_000
MOST_COLUMNS = 300
MOST_IN_A_CELL = 32_767
"""What spreadsheet programs themselves allow."""
_DELIMITERS = (",", ";", "\t", "|")


class SheetError(Exception):
    """The file is no table that can be read. ``code`` is one of the keys of sentences.SHEET_ERRORS."""

    def __init__(self, code: str) -> None:
        """Keep the code; the sentence is said where there is a language."""
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Sheet:
    """A heading and lines of text, every line as long as the heading.

    ``lines[i]`` is row i + 2 of the file, as a spreadsheet numbers it: an empty row is a line of empty cells.
    """

    heading: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def read(data: bytes) -> Sheet:
    """Read a table by what its bytes are, not by its name. Raises SheetError."""
    if len(data) > MOST_BYTES:
        raise SheetError("too_large")
    rows = _workbook(data) if data[:4] == b"PK\x03\x04" else _csv(data)
    heading: tuple[str, ...] = ()
    lines: list[tuple[str, ...]] = []
    empty = 0
    for row in rows:
        cells = tuple(cell.strip()[:MOST_IN_A_CELL] for cell in row)
        if not any(cells):
            empty += 1
            continue
        if not heading:
            heading = _heading(cells)
            continue
        if len(lines) + empty >= MOST_LINES:
            raise SheetError("too_many_lines")
        lines += [("",) * len(heading)] * empty
        lines.append((cells + ("",) * len(heading))[: len(heading)])
        empty = 0
    if not lines:
        raise SheetError("only_a_heading" if heading else "empty")
    return Sheet(heading, tuple(lines))


def _heading(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise SheetError("too_many_columns")
    return cells


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if "\0" in text:
        raise SheetError("not_a_table")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise SheetError("not_a_table") from error


def _decoded(data: bytes) -> str:
    for encoding, mark in (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff")):
        if data.startswith(mark):
            return _by(encoding, data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Western and Chinese spreadsheets still write their system's own encoding.
        guess = charset_normalizer.from_bytes(
            data, cp_isolation=["gb18030", "big5", "cp1252", "utf-16"]
        ).best()
        if guess is None:
            raise SheetError("unknown_encoding") from None
        return str(guess)


def _by(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError("unknown_encoding") from error


def _workbook(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise SheetError("too_large")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            yield [_text(value) for value in row]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise SheetError("not_a_table") from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(round(value.total_seconds()))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
