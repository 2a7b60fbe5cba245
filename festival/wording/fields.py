"""Merge fields: {{ title }} in a text of the office's own is replaced by the film's title. Pure.

Nothing else is understood inside braces: no filters, no dots, no tags. A text is data, never a program.
"""

import re
from collections.abc import Mapping

FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_BRACES = re.compile(r"\{\{.*?\}\}|\{\{[^\n]*|\{%[^\n]*?(?:%\}|$)", re.MULTILINE)
# What could end a header or pretend to be one of our own marks: control characters and the private use area.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ue000-\uf8ff]")


def fields_in(text: str) -> list[str]:
    """The names of all fields, each once, in the order in which they come."""
    return list(dict.fromkeys(FIELD.findall(text)))


def broken_places(text: str) -> list[str]:
    """What looks like a field and is none: {{ film.title }}, {% if %}, an unclosed {{."""
    return [found for found in _BRACES.findall(text) if not FIELD.fullmatch(found)]


def clean(text: str) -> str:
    """Without control characters; line ends are those of Unix."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_line(text: str, values: Mapping[str, str]) -> str:
    """A subject: fields filled in, one line whatever the values hold."""
    filled = FIELD.sub(lambda hit: values.get(hit[1], ""), text)
    return " ".join(clean(filled).split())


def without_empty_lines(text: str, values: Mapping[str, str]) -> str:
    """A line made only of fields that have nothing to say vanishes, and the gap with it."""
    kept = [line for line in clean(text).split("\n") if not _says_nothing(line, values)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _says_nothing(line: str, values: Mapping[str, str]) -> bool:
    names = FIELD.findall(line)
    return bool(names) and not FIELD.sub("", line).strip(" -*>") and not any(values.get(n) for n in names)
