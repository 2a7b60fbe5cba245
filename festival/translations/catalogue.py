"""What the source says, what the catalogue answers. Built on Babel; Django turns templates into Python-like text."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES = ("festival", "media_pipeline", "submissions", "judging", "screenings", "templates")


def po_path(language: str) -> Path:
    folder = {"zh-hans": "zh_Hans"}.get(language, language)
    return Path(settings.LOCALE_PATHS[0]) / folder / "LC_MESSAGES" / "django.po"


def translated_languages() -> list[str]:
    """Every language but the source's."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def collect() -> Catalog:
    """All messages of the source, each with the files (not lines: they would churn) where it stands."""
    catalogue = Catalog(project="Festival portal", charset="utf-8")
    for path, text in _sources():
        for _line, message, comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",)
        ):
            catalogue.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language.replace("-", "_"))
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def update(language: str) -> None:
    """Bring the catalogue up to date with the source: new messages come empty, lost ones go."""
    catalogue = read(language)
    catalogue.update(collect(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, omit_header=False, include_lineno=False, sort_output=True)


def compile_catalogue(language: str) -> None:
    path = po_path(language).with_suffix(".mo")
    if path.exists() and path.stat().st_mtime >= po_path(language).stat().st_mtime:
        return
    with path.open("wb") as file:
        write_mo(file, read(language))


def problems(language: str) -> list[str]:
    """Sentences about all that is missing, superfluous, fuzzy or wrong in its placeholders."""
    have, want = read(language), collect()
    known = {(m.id, m.context): m for m in have if m.id}
    wanted = {(m.id, m.context) for m in want if m.id}
    found = [f"{language}: not in the catalogue: {_first(key)!r}" for key in wanted - known.keys()]
    found += [f"{language}: no longer in the source: {_first(key)!r}" for key in known.keys() - wanted]
    for key, message in known.items():
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(texts):
            found.append(f"{language}: not translated: {_first(key)!r}")
        if message.fuzzy:
            found.append(f"{language}: fuzzy: {_first(key)!r}")
        found += [f"{language}: {error}: {_first(key)!r}" for error in message.check(have)]
        if message.python_format and not all(can_be_filled(str(text)) for text in texts):
            found.append(f"{language}: a per cent sign that is not doubled: {_first(key)!r}")
    return sorted(found)


class _Whatever(dict[str, int]):
    def __missing__(self, name: str) -> int:
        return 1


def can_be_filled(text: str) -> bool:
    """Babel's check lets a lone per cent sign pass; the page that shows it would be an error in this language only."""
    try:
        return bool(text % _Whatever()) or not text
    except (TypeError, ValueError):
        return False


def _first(key: tuple[object, object]) -> object:
    return key[0][0] if isinstance(key[0], tuple) else key[0]


def _sources() -> Iterator[tuple[str, str]]:
    root = Path(settings.BASE_DIR)
    for place in PLACES:
        for path in sorted((root / place).rglob("*")):
            name = str(path.relative_to(root))
            if path.suffix == ".py":
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt"}:
                text = templatize(path.read_text(encoding="utf-8"), origin=name)
                # A template's indentation is not Python's.
                yield name, "\n".join(line.lstrip() for line in text.splitlines())
