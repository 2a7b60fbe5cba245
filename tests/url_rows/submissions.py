from types import SimpleNamespace
from typing import Any

from tests.factories import submissions as make
from tests.url_rows import EVERYBODY, SIGNED_IN, Row


def own_draft(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": make.draft(cast.edition, cast.filmmaker).pk}


def own_step(cast: SimpleNamespace) -> dict[str, Any]:
    return {**own_draft(cast), "name": "about"}


def own_submitted(cast: SimpleNamespace) -> dict[str, Any]:
    return {"pk": make.submitted(cast.edition, cast.filmmaker).pk}


ROWS = {
    "entries:home": Row(allow=SIGNED_IN),
    "entries:begin": Row(allow=SIGNED_IN),
    # known by address only, and this one does not exist
    "entries:still": Row(allow=EVERYBODY, ok=404, kwargs=lambda cast: {"key": "0" * 32, "width": 480}),
    "entries:poster": Row(allow=EVERYBODY, ok=404, kwargs=lambda cast: {"key": "nobody:signed-this"}),
    "entries:entry": Row(allow={"filmmaker"}, kwargs=own_submitted),
    "entries:step": Row(allow={"filmmaker"}, kwargs=own_step),
    "entries:withdraw": Row(allow={"filmmaker"}, kwargs=own_draft),
    # A script does not follow to the sign-in page; without a body the owner is told what is missing.
    "entries:film_begin": Row(allow={"filmmaker"}, kwargs=own_draft, method="post", ok=400, anonymous=401),
    "entries:film_status": Row(allow={"filmmaker"}, kwargs=own_draft),
    "entries:still_remove": Row(allow={"filmmaker"}, kwargs=own_draft, method="post", ok=302),
}
