"""What a letter to many may say about each person and their films."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from festival.letter_kinds import LetterKind, MergeField, declare
from festival.letters import Draft, compose_words
from submissions.models import Entry, Mailing
from submissions.titles_told import titles_told, told

MAILING = LetterKind(
    "mailings/letter",
    _("Letter to many"),
    _("When the office writes to many makers at once."),
    (
        MergeField("titles", _("Titles of the person's films"), "titles"),
        MergeField("numbers", _("Numbers of their entries"), "numbers"),
        MergeField("films", _("Their films with numbers and links, one a line"), "films"),
        MergeField("home_link", _("Link to the person's films"), "url", link=True),
    ),
    listed=False,
)
declare(MAILING)


def draft_for(mailing: Mailing, person: Any, films: list[Entry]) -> Draft:
    """The letter to this person, in their language if the mailing speaks it, else in one that it speaks."""
    spoken = [
        code for code, _name in settings.LANGUAGES if mailing.subject.get(code) and mailing.body.get(code)
    ]
    wish = person.language or settings.LANGUAGE_CODE
    language = wish if wish in spoken else spoken[0]
    context = {
        "titles": titles_told(films),
        "numbers": ", ".join(str(film.number) for film in films),
        "films": [
            told(lambda film=film: f"{film.number} · {film.title}: {_address(film)}") for film in films
        ],
        "url": settings.PORTAL_URL + reverse("entries:home"),
    }
    return compose_words(
        mailing.subject[language],
        mailing.body[language],
        kind=MAILING.name,
        to=person,
        context=context,
        edition=mailing.edition,
        language=language,
    )


def _address(film: Entry) -> str:
    return settings.PORTAL_URL + reverse("entries:entry", kwargs={"pk": film.pk})
