"""What the house knows about a person: each room says what it holds, gives it out, and erases it.

A room declares its part with `hold(Holding(...))` in `<app>/holdings.py`, read when the app is ready.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast

from festival import pseudonyms
from festival.models.user import GONE_DOMAIN

Sentences = Callable[[Any], list[str]]


def nothing(user: Any) -> list[Any]:
    return []


@dataclass(frozen=True)
class Holding:
    """`tell`: JSON rows by file name. `files`: path in the archive and name in the default storage.

    `goes`, `stays`, `blocks`: sentences about an erasure; a block keeps it from happening. `erase` is called in the
    transaction of the erasure with the person and the pseudonym, and does no harm when called again.
    """

    name: str
    tell: Callable[[Any], dict[str, Any]]
    erase: Callable[[Any, str], None]
    files: Callable[[Any], Iterable[tuple[str, str]]] = nothing
    goes: Sentences = nothing
    stays: Sentences = nothing
    blocks: Sentences = nothing


HOLDINGS: dict[str, Holding] = {}


def hold(holding: Holding) -> None:
    HOLDINGS[holding.name] = holding


def sentences(user: Any, about: str) -> list[str]:
    """What all rooms say about an erasure: "goes", "stays" or "blocks"."""
    return [words for holding in HOLDINGS.values() for words in getattr(holding, about)(user)]


def pseudonym(user: Any) -> str:
    """The name that stays in the trail. It tells which deeds were one person's, and not whose."""
    return pseudonyms.kept(user.pk)


def gone_address(user: Any) -> str:
    """Nobody's address."""
    return f"former-member-{user.pk}{GONE_DOMAIN}"


def unname(rows: Any, user: Any, instead: str, *columns: str) -> None:
    """Where the person's name or address stands in these columns, the pseudonym does; other words stay.

    A name of Latin letters counts as a whole word only: "Li" is not in "Light".
    """
    found = {name: _without(rows.model._meta.get_field(name), user, instead) for name in columns}
    rows.update(**found)


def _without(column: Any, user: Any, instead: str) -> Any:
    words: Any = F(column.name) if not isinstance(column, JSONField) else Cast(F(column.name), TextField())
    for former in (user.email, user.name):
        if len(former) > 1:
            pattern = re.escape(former) if not former.isascii() else rf"(?<!\w){re.escape(former)}(?!\w)"
            words = Func(words, Value(pattern), Value(instead), Value("gi"), function="regexp_replace")
    return Cast(words, JSONField()) if isinstance(column, JSONField) else words


def allow_erasing() -> None:
    """For the rest of this transaction the append-only tables let personal words be emptied, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("set local festival.erasing = 'on'")
