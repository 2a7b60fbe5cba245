"""A juror whose name stands in a film's credits. A find is a question for the office, never a verdict."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")


@dataclass(frozen=True)
class PossibleConflict:
    juror: str
    film: str
    juror_name: str
    credited_name: str


def same_person(one: str, other: str) -> bool:
    """Whether two spellings may mean one person: accents, case, punctuation and the order of names aside."""
    first, second = _parts(one), _parts(other)
    return bool(first) and first == second


def find_conflicts(
    jurors: Mapping[str, str], credits_of: Mapping[str, Iterable[str]]
) -> list[PossibleConflict]:
    """Every juror (key to name) whose name is among a film's credited names (key to names)."""
    by_parts: dict[tuple[str, ...], list[str]] = {}
    for juror, name in jurors.items():
        if parts := _parts(name):
            by_parts.setdefault(parts, []).append(juror)
    return [
        PossibleConflict(juror, film, jurors[juror], name)
        for film, names in credits_of.items()
        for name in names
        for juror in by_parts.get(_parts(name), [])
    ]


def _parts(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if _IDEOGRAPHS.search(plain):
        return ("".join(sign for sign in plain if sign.isalnum()),)
    return tuple(sorted(re.findall(r"\w+", plain)))
