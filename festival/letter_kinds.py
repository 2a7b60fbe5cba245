"""The letters that the portal can write, and what a festival may say differently in each.

Every room declares its own (`<app>/letter_kinds.py`, read when the app is ready); a kind that nobody declared is sent
with its built-in words and is not offered for change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.template import Context, Variable, VariableDoesNotExist
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str


@dataclass(frozen=True)
class MergeField:
    """`path`: where the letter's context keeps the value ("entry.title"). `link`: the value is a web address.

    `day`: it is a date, `count`: a number that the words of the letter follow.
    """

    name: str
    label: Words
    path: str
    link: bool = False
    day: bool = False
    count: bool = False


class Examples(Protocol):
    """What a letter can be tried with. `choices`: key and label; `letter`: to whom, and the letter's context."""

    def choices(self, edition: Any) -> list[tuple[str, str]]: ...

    def letter(self, edition: Any, key: str) -> tuple[Any, dict[str, Any]] | None: ...


@dataclass(frozen=True)
class LetterKind:
    """`occasion`: when it is sent, in one sentence. `reminder`: people may unsubscribe from it, and only from these."""

    name: str
    label: Words
    occasion: Words
    fields: tuple[MergeField, ...] = ()
    reminder: bool = False
    examples: Examples | None = None
    rank: int = 50
    listed: bool = True

    @property
    def all_fields(self) -> tuple[MergeField, ...]:
        return (*self.fields, *HOUSE_FIELDS)

    @property
    def links(self) -> frozenset[str]:
        return frozenset(field.name for field in self.all_fields if field.link)


HOUSE_FIELDS = (
    MergeField("name", _("Name of the person"), "recipient.name"),
    MergeField("festival", _("Name of the festival"), "edition.festival.name"),
    MergeField("edition", _("Name of the edition"), "edition.name"),
    MergeField("contact", _("The festival's contact address"), "edition.festival.contact_email"),
)
"""Every letter knows these."""

_kinds: dict[str, LetterKind] = {}


def declare(*kinds: LetterKind) -> None:
    for kind in kinds:
        _kinds[kind.name] = kind


def all_kinds() -> list[LetterKind]:
    """Those whose words an edition may change; letters that are written anew each time are not listed."""
    listed = [kind for kind in _kinds.values() if kind.listed]
    return sorted(listed, key=lambda kind: (kind.rank, kind.name))


def kind_named(name: str) -> LetterKind | None:
    return _kinds.get(name)


def is_reminder(name: str) -> bool:
    kind = _kinds.get(name)
    return kind is not None and kind.reminder


def field_values(fields: Iterable[MergeField], context: dict[str, Any], tz: Any) -> dict[str, str]:
    """What the fields say in this letter, in the active language; what is not there says nothing."""
    where = Context(context)
    return {field.name: _words(_value(field, where), tz) for field in fields}


def _value(field: MergeField, where: Context) -> Any:
    try:
        return Variable(field.path).resolve(where)
    except VariableDoesNotExist:
        return ""


def _words(value: Any, tz: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return formats.date_format(value.astimezone(tz) if tz else value, "DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, list | tuple):
        return "\n".join(str(part) for part in value)
    return str(value)
