"""What is still missing from an entry: all of it at once, as codes. Pure; the words are in sentences.py."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from submissions.making.completeness import Declared, gaps
from submissions.rights_rules import RightsFacts, rights_problems


@dataclass(frozen=True)
class Missing:
    """One thing to do before the entry may be submitted, and the step where it is done."""

    code: str
    step: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Dossier:
    """What the festival knows of an entry when it asks whether it is complete."""

    film: str  # "none", "arriving", "checking", "accepted", "refused" or "failed"
    title_original: str
    title_international: str
    title_language: str
    has_synopsis: bool
    directors: int
    countries: int
    languages: int
    completed_on: date | None
    today: date
    making: Declared = field(default_factory=Declared)
    unanswered: tuple[str, ...] = ()  # questions of the edition that need an answer by now, in words
    rights: RightsFacts = field(default_factory=RightsFacts)


def about_problems(dossier: Dossier) -> list[Missing]:
    found = []
    if not dossier.title_original:
        found.append(Missing("title_missing", "about"))
    elif not dossier.title_language:
        found.append(Missing("title_language_missing", "about"))
    if (
        dossier.title_original
        and not dossier.title_international
        and not is_in_latin_letters(dossier.title_original)
    ):
        found.append(Missing("international_title_missing", "about"))
    if not dossier.has_synopsis:
        found.append(Missing("synopsis_missing", "about"))
    return found


def film_problems(dossier: Dossier) -> list[Missing]:
    """A film that is being checked may be submitted: the deadline counts the finished upload."""
    code = {"none": "film_missing", "arriving": "film_arriving", "refused": "film_refused"}.get(dossier.film)
    return [Missing(code, "film")] if code else []


def credits_problems(dossier: Dossier) -> list[Missing]:
    return [] if dossier.directors else [Missing("director_missing", "credits")]


def facts_problems(dossier: Dossier) -> list[Missing]:
    found = []
    if not dossier.countries:
        found.append(Missing("country_missing", "facts"))
    if not dossier.languages:
        found.append(Missing("language_missing", "facts"))
    if dossier.completed_on is None:
        found.append(Missing("completion_date_missing", "facts"))
    elif dossier.completed_on > dossier.today:
        found.append(Missing("completed_in_the_future", "facts"))
    return found


def how_problems(dossier: Dossier) -> list[Missing]:
    return [Missing(gap.code, "how", {"gap": gap}) for gap in gaps(dossier.making)]


def questions_problems(dossier: Dossier) -> list[Missing]:
    return [Missing("answer_missing", "questions", {"question": question}) for question in dossier.unanswered]


def rights_missing(dossier: Dossier) -> list[Missing]:
    return [Missing(code, "rights", params) for code, params in rights_problems(dossier.rights)]


def missing_from(dossier: Dossier) -> list[Missing]:
    checks = (
        film_problems,
        about_problems,
        credits_problems,
        facts_problems,
        how_problems,
        questions_problems,
        rights_missing,
    )
    return [missing for check in checks for missing in check(dossier)]


def is_in_latin_letters(text: str) -> bool:
    """Whether a reader of the Latin alphabet can read the title; digits and signs belong to everybody."""
    return all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
