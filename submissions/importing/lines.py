"""A line of a table becomes a film to enter, or reasons why not."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from submissions.importing import words

_EMAIL = re.compile(r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+$")
TITLE_CHARS, NAME_CHARS, TEXT_CHARS, LOGLINE_CHARS, EMAIL_CHARS = 200, 150, 2000, 300, 254
MOST_OF_A_ROLE = 20
NOT_ENTERED = frozenset({"withdrawn", "disqualified", "incomplete", "draft"})
"""States of a submission elsewhere that make it none."""
PEOPLE = {"directors": "director", "writers": "writer", "producers": "producer", "cast": "cast"}


@dataclass(frozen=True)
class Remark:
    """Something to say about a line. ``refuses``: the line cannot become an entry."""

    code: str
    refuses: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class House:
    """What of the edition the reading needs: words to codes, and the categories."""

    category_of: Callable[[str], str | None]
    country_of: Callable[[str], str | None]
    language_of: Callable[[str], str | None]
    usual_category: str
    day_first: bool


@dataclass(frozen=True)
class Film:
    """One line, understood. ``values`` are fields by name in forms that JSON can hold; people are (role, name)."""

    line: int
    reference: str
    email: str
    person: str
    category: str
    values: Mapping[str, Any]
    people: tuple[tuple[str, str], ...]
    elsewhere: Mapping[str, str]
    submitted_on: date | None
    remarks: tuple[Remark, ...]

    @property
    def is_refused(self) -> bool:
        return any(remark.refuses for remark in self.remarks)

    @property
    def digest(self) -> str:
        """SHA-256 over all that would be entered: the same line again changes nothing."""
        kept = [self.email, self.person, self.category, self.values, self.people, self.elsewhere]
        return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def understand(number: int, cells: Sequence[str], mapping: Mapping[int, str], house: House) -> Film:
    """Read one line. Nothing is dropped in silence: what cannot be kept is remarked upon."""
    told = {key: cells[column] for column, key in mapping.items() if not words.is_none(cells[column])}
    remarks: list[Remark] = []
    email = told.get("email", "").strip()
    if not _EMAIL.match(email) or len(email) > EMAIL_CHARS:
        code = "bad_address" if email else "no_address"
        remarks.append(Remark(code, refuses=True, params={"said": email[:80]}))
    title = told.get("title_international", "") or told.get("title_original", "")
    if not title:
        remarks.append(Remark("no_title", refuses=True))
    status = told.get("status", "").strip().lower()
    if status in NOT_ENTERED:
        remarks.append(Remark("not_entered_there", refuses=True, params={"said": status}))
    values = _values(told, house, remarks)
    return Film(
        line=number,
        reference=(told.get("reference") or _own_reference(email, title))[:100],
        email=email,
        person=_person(told)[:NAME_CHARS],
        category=_category(told, house, remarks),
        values=values,
        people=_people(told, remarks),
        elsewhere={
            key: told[key] for key in ("screener", "runtime", "notes", "website", "trailer") if key in told
        },
        submitted_on=_day(told, "submitted_on", house, remarks),
        remarks=tuple(remarks),
    )


def _own_reference(email: str, title: str) -> str:
    """Without a number of its own a line is known by who sent which film."""
    return "sha256:" + hashlib.sha256(f"{email.casefold()}\n{title.casefold()}".encode()).hexdigest()[:40]


def _person(told: Mapping[str, str]) -> str:
    return told.get("name") or " ".join(
        part for part in (told.get("first_name"), told.get("last_name")) if part
    )


def _category(told: Mapping[str, str], house: House, remarks: list[Remark]) -> str:
    said = told.get("category", "")
    for name in [said, *words.names(said)]:
        if name and (known := house.category_of(name)):
            return known
    if said:
        remarks.append(Remark("unknown_category", params={"said": said[:80]}))
    return house.usual_category


def _values(told: Mapping[str, str], house: House, remarks: list[Remark]) -> dict[str, Any]:
    completed = _day(told, "completed_on", house, remarks)
    values = {
        "title_international": _cut(told, "title_international", TITLE_CHARS, remarks),
        "title_original": _cut(told, "title_original", TITLE_CHARS, remarks),
        "logline": _cut(told, "logline", LOGLINE_CHARS, remarks),
        "synopsis": _cut(told, "synopsis", TEXT_CHARS, remarks),
        "synopsis_original": _cut(told, "synopsis_original", TEXT_CHARS, remarks),
        "statement": _cut(told, "statement", TEXT_CHARS, remarks),
        "countries": _codes(told, "countries", house.country_of, remarks),
        "languages": _codes(told, "languages", house.language_of, remarks),
        "completed_on": completed.isoformat() if completed else "",
    }
    if not values["title_original"]:
        values["title_original"], values["title_international"] = values["title_international"], ""
    return {key: value for key, value in values.items() if value}


def _cut(told: Mapping[str, str], key: str, most: int, remarks: list[Remark]) -> str:
    text = told.get(key, "").replace("\r\n", "\n").strip()
    if len(text) > most:
        remarks.append(Remark("cut_short", params={"field": key, "most": most}))
    return text[:most]


def _codes(
    told: Mapping[str, str], key: str, code_of: Callable[[str], str | None], remarks: list[Remark]
) -> list[str]:
    codes = []
    for name in words.names(told.get(key, "")):
        code = code_of(name)
        if code is None:
            remarks.append(Remark("unknown_word", params={"field": key, "said": name[:60]}))
        elif code not in codes:
            codes.append(code)
    return codes


def _day(told: Mapping[str, str], key: str, house: House, remarks: list[Remark]) -> date | None:
    said = told.get(key, "")
    if not said:
        return None
    found = words.day(said, day_first=house.day_first)
    if found is None:
        remarks.append(Remark("unknown_date", params={"field": key, "said": said[:40]}))
    return found


def _people(told: Mapping[str, str], remarks: list[Remark]) -> tuple[tuple[str, str], ...]:
    people = []
    for key, role in PEOPLE.items():
        given = words.names(told.get(key, ""))
        if len(given) > MOST_OF_A_ROLE:
            remarks.append(Remark("too_many_people", params={"field": key, "most": MOST_OF_A_ROLE}))
        people += [(role, name[:NAME_CHARS]) for name in given[:MOST_OF_A_ROLE]]
    return tuple(people)
