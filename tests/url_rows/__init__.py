"""One row per URL: who may, and what the others get. Each app keeps its rows in its own file.

    ROWS = {
        "entries:review": Row(allow={"filmmaker"}, kwargs=lambda cast: {"pk": make.entry(cast.edition, cast.filmmaker).pk}),
        "entries:withdraw": Row(allow={"filmmaker"}, method="post", ok=302, kwargs=…),
        "public:home": Row(allow=EVERYBODY),
    }

`allow` are the roles that get `ok`; the other signed-in roles get `deny` (404: they learn nothing; 403: they know of
it but may not), except those named in `special={"juror": 403}`; nobody signed in gets `anonymous`: LOGIN (a redirect
to the sign-in page) unless the row says a status. A fresh world is made for every row and role, so rows may change data.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

ROLES = (
    "filmmaker",
    "rival",
    "stranger",
    "juror",
    "programmer",
    "director",
    "scrutineer",
    "front_of_house",
    "colleague",
    "administrator",
)
EVERYBODY = frozenset({*ROLES, "anonymous"})
SIGNED_IN = frozenset(ROLES)
DESK = frozenset({"programmer", "director", "scrutineer", "front_of_house", "administrator"})
PROGRAMMERS = frozenset({"programmer", "director", "administrator"})
DIRECTORS = frozenset({"director", "administrator"})
LOGIN = "sign-in page"


def nothing(cast: SimpleNamespace) -> dict[str, Any]:
    return {}


def edition_kwargs(cast: SimpleNamespace) -> dict[str, Any]:
    return {"festival": cast.edition.festival.slug, "edition": cast.edition.slug}


@dataclass(frozen=True)
class Row:
    allow: frozenset[str] | set[str]
    kwargs: Callable[[SimpleNamespace], dict[str, Any]] = nothing
    method: str = "get"
    data: Callable[[SimpleNamespace], dict[str, Any]] = nothing
    ok: int | str = 200
    deny: int = 404
    anonymous: int | str = LOGIN
    special: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def expected(self, role: str) -> int | str:
        if role in self.special:
            return self.special[role]
        if role in self.allow:
            return self.ok
        return self.anonymous if role == "anonymous" else self.deny
