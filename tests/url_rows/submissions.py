from types import SimpleNamespace
from typing import Any

from tests.factories import submissions as make
from tests.url_rows import EVERYBODY, Row


def own_draft(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": make.draft(cast.edition, cast.filmmaker).pk}


ROWS = {
    "entries:still": Row(
        allow=EVERYBODY, ok=404, kwargs=lambda cast: {"key": "0" * 32, "width": 480}
    ),  # known by address only, and this one does not exist
    "entries:entry": Row(allow={"filmmaker"}, kwargs=own_draft),
}
