"""The export of five thousand rows: how long it takes, and that its memory does not grow with the rows.

Weighed is the peak of this process's real memory (the kernel's own high-water mark, set back before each export), for
the libraries below Python hold what they read outside of Python's sight.
"""

import gc
import re
import time
from dataclasses import dataclass
from pathlib import Path

from django.test import Client
from django.urls import reverse

from festival.models import Edition, User
from tests.bench.table import Row, at_most

KINDS = ("csv", "xlsx")
FLAT = 1.5
"""So many times the memory of half the rows still counts as flat; what grows with the rows would need twice as much.

Not compared with a few rows: Python frees what refers to itself only now and then, so memory goes up and down.
"""
FLOOR_MB = 8.0
"""Growth below this is a chunk or two of rows and the noise of the allocator, and is taken for this."""
STATUS, MARK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Export:
    seconds: float
    grown_mb: float
    size_mb: float


def measure(large: Edition, small: Edition, person: User, rows: int) -> list[Row]:
    """`large` has `rows` entries, `small` half of them."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    for kind in KINDS:
        _export(client, small, kind)  # what is read and allocated once in a process
    return [row for kind in KINDS for row in _rows(client, large, small, kind, rows)]


def _rows(client: Client, large: Edition, small: Edition, kind: str, rows: int) -> list[Row]:
    few, many = _export(client, small, kind), _export(client, large, kind)
    ratio = max(many.grown_mb, FLOOR_MB) / max(few.grown_mb, FLOOR_MB)
    return [
        Row(
            f"export of {rows} rows as {kind.upper()}, all columns",
            f"{many.seconds:.2f} s",
            f"{few.seconds:.2f} s for half of them",
            f"{many.seconds / few.seconds:.1f}",
            f"{1000 * many.seconds / rows:.2f} ms a row, {many.size_mb:.1f} MB sent",
        ),
        Row(
            f"memory while {rows} rows go out as {kind.upper()}",
            f"+{many.grown_mb:.1f} MB",
            f"+{few.grown_mb:.1f} MB for half of them",
            f"{ratio:.2f}",
            at_most(FLAT, ratio, "times"),
        ),
    ]


def _export(client: Client, here: Edition, kind: str) -> Export:
    address = reverse("entry_desk:export", args=[here.festival.slug, here.slug])
    columns = _all_columns(here)
    gc.collect()
    MARK.write_text("5", encoding="ascii")
    before, began, sent = _megabytes("VmRSS"), time.monotonic(), 0
    answer = client.get(address, {"all": "1", "format": kind, "column": columns})
    for block in answer.streaming_content:
        sent += len(block)
    took, peak = time.monotonic() - began, _megabytes("VmHWM")
    return Export(took, max(0.0, peak - before), sent / 1024**2)


def _all_columns(here: Edition) -> list[str]:
    from submissions.exporting.columns import columns_of

    return [column.key for column in columns_of(here, None)]


def _megabytes(line: str) -> float:
    found = re.search(rf"^{line}:\s+(\d+) kB", STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
