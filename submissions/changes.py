"""Two versions of an entry beside each other, field by field, in the words of the forms."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import FileField
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from festival.localized import LocalizedTextField
from media_pipeline.models import Asset
from submissions import diffing
from submissions.films import film_facts, runtime_text
from submissions.models import Snapshot
from submissions.snapshots import plain, registry
from submissions.stills import SMALL, still_address
from submissions.tongues import language_name


@dataclass(frozen=True)
class Change:
    """One field. `kind`: text (`pieces` word by word), lines (`lines`), pictures or film (`before`, `after`)."""

    label: str
    kind: str
    lang: str = ""
    pieces: tuple[diffing.Piece, ...] = ()
    lines: tuple[diffing.Line, ...] = ()
    before: Any = None
    after: Any = None


@dataclass(frozen=True)
class Film:
    name: str
    runtime: str
    frame: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Comparison:
    before: Snapshot
    after: Snapshot
    changes: list[Change] = field(default_factory=list)


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """Every difference between two versions, in the order of the form."""
    changes: list[Change] = []
    for column in registry.columns():
        old, new = (kept.data["entry"].get(column.attname) for kept in (before, after))
        if (old or None) != (new or None):
            changes += _column(column, old, new)
    for name, kind in registry.ROWS.items():
        changes += _rows(kind, *(kept.data["rows"].get(name, []) for kept in (before, after)))
    for name, custom in registry.PARTS.items():
        old, new = (kept.data["parts"].get(name, {}) for kept in (before, after))
        changes += _part(str(custom.label), old, new)
    if before.film_id != after.film_id:
        changes.append(Change(_("Film file"), "film", before=_film(before.film), after=_film(after.film)))
    return Comparison(before, after, changes)


def _column(column: Any, old: Any, new: Any) -> list[Change]:
    label = _capital(column.verbose_name)
    if isinstance(column, LocalizedTextField):
        old, new = old or {}, new or {}
        return [
            Change(
                f"{label} · {language_name(code)}",
                "text",
                lang=code,
                pieces=diffing.words(old.get(code, ""), new.get(code, "")),
            )
            for code in sorted({*old, *new})
            if old.get(code, "") != new.get(code, "")
        ]
    if isinstance(column, FileField):
        return [Change(label, "pictures", before=_pictures([old]), after=_pictures([new]))]
    return [Change(label, "text", pieces=diffing.words(_words(column, old), _words(column, new)))]


def _rows(kind: registry.Rows, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Change]:
    if plain.canonical(old) == plain.canonical(new):
        return []
    label, changes = _capital(kind.label), []
    for column in kind.files:
        before, after = ([row.get(column, "") for row in rows] for rows in (old, new))
        if (
            before != after
            and column == "name"
            and any(name.startswith("stills/") for name in before + after)
        ):
            changes.append(Change(label, "pictures", before=_pictures(before), after=_pictures(after)))
    told = diffing.lines([_line(kind, row) for row in old], [_line(kind, row) for row in new])
    if told:
        changes.append(Change(label, "lines", lines=told))
    elif not changes:
        changes.append(Change(label, "order", before=None, after=[_line(kind, row) for row in new]))
    return changes


def _part(label: str, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    return [
        Change(f"{label} · {key}", "text", pieces=diffing.words(_told(old.get(key)), _told(new.get(key))))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    ]


def _line(kind: registry.Rows, row: dict[str, Any]) -> str:
    """A row in one line: its words, without what is empty and without names of files."""
    shown = [column for column in kind.columns if column.name not in kind.files and column.name != "sha256"]
    told = [_in_a_line(column, row.get(column.attname)) for column in shown]
    return " · ".join(words for words in told if words)


def _in_a_line(column: Any, value: Any) -> str:
    """A box that is ticked is its name, one that is not is nothing."""
    if isinstance(value, bool):
        return _capital(column.verbose_name) if value else ""
    return _words(column, value)


def _words(column: Any, value: Any) -> str:
    """A column's value as a person reads it."""
    if value in (None, "", [], {}):
        return ""
    if column.is_relation:
        found = column.related_model._default_manager.filter(pk=value).first()
        return str(found) if found else str(value)
    if column.name in {"languages", "subtitle_languages", "title_language", "texts_language"}:
        return ", ".join(language_name(code) for code in ([value] if isinstance(value, str) else value))
    if column.get_internal_type() == "CharField" and column.__class__.__name__ == "CountryField":
        return ", ".join(str(countries.name(code)) for code in str(value).split(","))
    if getattr(column, "choices", None):
        return str(dict(column.flatchoices).get(value, value))
    if column.get_internal_type() == "DateField":
        return date_format(column.to_python(value), "DATE_FORMAT")
    if column.get_internal_type() == "DateTimeField":
        return date_format(column.to_python(value), "DATETIME_FORMAT")
    return _told(value)


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_told(part) for part in value)
    if isinstance(value, dict):
        return " / ".join(_told(part) for part in value.values() if part)
    return "" if value is None else str(value)


def _pictures(names: list[str | None]) -> list[str]:
    return [still_address(name, SMALL) for name in names if name]


def _film(asset: Asset | None) -> Film | None:
    if asset is None:
        return None
    facts = film_facts(asset)
    return Film(
        asset.original_name, runtime_text(facts.duration_s), facts.frame_size, asset.size, asset.sha256
    )


def _capital(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]
