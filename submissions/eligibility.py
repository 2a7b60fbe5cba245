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
    anchor: str = ""
    """The id of the input that mends it, for a link that jumps there."""


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
    premiere_status: str = ""
    past_screenings: int = 0
    asked: frozenset[str] = frozenset()
    """What this edition asks for beyond the common ones, as `ASKABLE` names it."""
    given: frozenset[str] = frozenset()
    """What of `ASKABLE` is there."""


def about_problems(dossier: Dossier) -> list[Missing]:
    found = []
    if not dossier.title_original:
        found.append(Missing("title_missing", "about", anchor="id_title_original"))
    elif not dossier.title_language:
        found.append(Missing("title_language_missing", "about", anchor="id_title_language"))
    if (
        dossier.title_original
        and not dossier.title_international
        and not is_in_latin_letters(dossier.title_original)
    ):
        found.append(Missing("international_title_missing", "about", anchor="id_title_international"))
    if not dossier.has_synopsis:
        found.append(Missing("synopsis_missing", "about", anchor="id_synopsis_0"))
    return [*found, *asked_problems(dossier, "about")]


def film_problems(dossier: Dossier) -> list[Missing]:
    """A film that is being checked may be submitted: the deadline counts the finished upload."""
    code = {"none": "film_missing", "arriving": "film_arriving", "refused": "film_refused"}.get(dossier.film)
    return [Missing(code, "film", anchor="film-status")] if code else []


def credits_problems(dossier: Dossier) -> list[Missing]:
    return [] if dossier.directors else [Missing("director_missing", "credits", anchor="id_row0-name")]


def facts_problems(dossier: Dossier) -> list[Missing]:
    found = []
    if not dossier.countries:
        found.append(Missing("country_missing", "facts", anchor="id_countries_0"))
    if not dossier.languages:
        found.append(Missing("language_missing", "facts", anchor="id_languages_0"))
    if dossier.completed_on is None:
        found.append(Missing("completion_date_missing", "facts", anchor="id_completed_on"))
    elif dossier.completed_on > dossier.today:
        found.append(Missing("completed_in_the_future", "facts", anchor="id_completed_on"))
    return [*found, *premiere_problems(dossier), *asked_problems(dossier, "facts")]


def premiere_problems(dossier: Dossier) -> list[Missing]:
    """A world premiere was never shown before; any other one was, and one says where."""
    if dossier.premiere_status == "world" and dossier.past_screenings:
        return [Missing("premiere_contradicted", "facts", anchor="id_premiere_status")]
    if dossier.premiere_status not in ("", "world") and not dossier.past_screenings:
        return [Missing("past_screening_missing", "facts", anchor="id_shown0-place")]
    return []


ASKABLE: dict[str, tuple[str, str]] = {
    "logline": ("about", "id_logline_0"),
    "statement": ("about", "id_statement_0"),
    "production_weeks": ("facts", "id_production_weeks"),
    "premiere_status": ("facts", "id_premiere_status"),
    "biography": ("contact", "id_biography_0"),
    "press_contact": ("contact", "id_press_email"),
    "still": ("pictures", "stills"),
    "poster": ("pictures", "poster"),
    "portrait": ("pictures", "portrait"),
    "press_kit": ("pictures", "press-kit"),
}
"""What an edition may ask for: the step and the input where it is given. The code is `<name>_asked`."""


def asked_problems(dossier: Dossier, step: str) -> list[Missing]:
    return [
        Missing(f"{name}_asked", where, anchor=anchor)
        for name, (where, anchor) in ASKABLE.items()
        if where == step and name in dossier.asked and name not in dossier.given
    ]


def contact_problems(dossier: Dossier) -> list[Missing]:
    return asked_problems(dossier, "contact")


def pictures_problems(dossier: Dossier) -> list[Missing]:
    return asked_problems(dossier, "pictures")


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
        contact_problems,
        pictures_problems,
        questions_problems,
        rights_missing,
    )
    return [missing for check in checks for missing in check(dossier)]


def is_in_latin_letters(text: str) -> bool:
    """Whether a reader of the Latin alphabet can read the title; digits and signs belong to everybody."""
    return all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
