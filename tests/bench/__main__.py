"""Start a whole portal on data of its own, measure it, print the table, leave nothing behind.

``python -m tests.bench way pages`` measures only these parts.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

from tests.bench import assign, meter, scores, table, upload
from tests.bench.sending import Sender
from tests.browser.portal import Portal, running_portal

Parts = dict[str, tuple[str, Callable[[], list[table.Row]]]]


ALONE = {
    "scores": ("Counting made-up juries", scores.measure),
    "assign": ("Handing out films", assign.measure),
}
"""Parts that need no portal: when only these are asked for, none is started."""


def main() -> None:
    began, load = time.monotonic(), meter.load()
    wanted = sys.argv[1:]
    rows = _run(ALONE, [part for part in wanted if part in ALONE] if wanted else [*ALONE])
    if not wanted or set(wanted) - set(ALONE):
        rows += _with_portal([part for part in wanted if part not in ALONE])
    print()
    table.show(rows)
    print(f"\nIn {time.monotonic() - began:.0f} s; at the start {load}, at the end {meter.load()}.")


def _with_portal(wanted: list[str]) -> list[table.Row]:
    meter.adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        scratch = Path(folder)
        with running_portal(scratch, EMAIL_URL=f"file:{scratch / 'mail'}") as portal:
            return _measure(portal, scratch, wanted)


def _run(parts: Parts, wanted: list[str]) -> list[table.Row]:
    rows = []
    for part in wanted:
        title, measure = parts[part]
        print(f"  {title} ...", flush=True)
        rows += measure()
    return rows


def _measure(portal: Portal, scratch: Path, wanted: list[str]) -> list[table.Row]:
    """In this process, with the portal's own settings, database and folders."""
    os.environ.update(portal.environment)
    django.setup()
    # These know models, which exist only from here on.
    from rest_framework.authtoken.models import Token

    from tests.bench import chunks, desk, memory, pages, saving, tally, way, workshop
    from tests.factories import festival as make

    owner = make.user("owner")
    sender = Sender(portal.address, Token.objects.create(user=owner).key)
    parts: Parts = {
        "upload": ("Uploading", lambda: upload.measure(sender, scratch)),
        "workshop": ("Doing the workshop's work by hand", lambda: workshop.measure(scratch)),
        "way": ("Sending films through the workshop", lambda: way.measure(sender, owner, scratch)),
        "chunks": ("Encoding a film in pieces", lambda: chunks.measure(scratch)),
        "memory": ("Weighing workers at a 4K film", lambda: memory.measure_short(sender, owner, scratch)),
        "pages": ("Reading pages", pages.measure),
        "saving": ("Saving marks of sixty jurors at once", saving.measure),
        "desk": ("Reading and changing the desk's table", desk.measure),
        "tally": ("Counting a round of five thousand films, and reading it", tally.measure),
    }
    by_name: Parts = {
        "long-film": (
            "Weighing workers at ten minutes of 4K: a quarter of an hour on two idle cores",
            lambda: memory.measure_long(sender, owner, scratch),
        ),
    }
    return _run(parts | by_name, wanted or [*parts])


if __name__ == "__main__":
    main()
