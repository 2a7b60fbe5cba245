"""A dry run of the telling: every letter is rendered as it would be written now, and none is."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template import TemplateSyntaxError
from django.utils.translation import gettext as _

from festival.letters import Draft, compose
from festival.models import DeadAddress, Edition, LetterWording
from submissions.emails import telling_context, telling_kind
from submissions.tellings import Reader, decided_films, readers_of


def draft_of(reader: Reader, edition: Edition) -> Draft:
    """The letter that this person would get now."""
    kind = f"submissions/{telling_kind(reader.films)}"
    return compose(kind, to=reader.person, edition=edition, context=telling_context(reader.films))


def rehearse(edition: Edition) -> tuple[int, list[dict[str, Any]]]:
    """How many letters there would be, and everything that is wrong with them: {person, text}."""
    readers = readers_of(decided_films(edition))
    dead = {address.lower() for address in DeadAddress.objects.values_list("address", flat=True)}
    spoken = languages_with_own_words(edition)
    problems = [
        {"person": str(reader.person), "text": str(text)}
        for reader in readers
        for text in problems_of(reader, edition, dead, spoken)
    ]
    return len(readers), problems


def problems_of(
    reader: Reader, edition: Edition, dead: set[str], spoken: dict[str, set[str]]
) -> Iterator[str]:
    person = reader.person
    if not person.email:
        yield _("No address.")
    elif person.email.lower() in dead:
        yield _("Letters to %(address)s come back.") % {"address": person.email}
    if not person.is_active:
        yield _("The account is closed.")
    try:
        draft = draft_of(reader, edition)
    except (TemplateSyntaxError, LookupError, ValueError) as error:
        yield _("The letter cannot be written: %(why)s") % {"why": error}
        return
    if own := spoken.get(draft.kind):
        language = person.language or settings.LANGUAGE_CODE
        if language not in own:
            yield _(
                "This kind of letter has no words of your own in their language; the built-in words are used."
            )
    if draft.empty:
        yield _("These fields of the letter are empty: %(fields)s.") % {"fields": ", ".join(draft.empty)}


def languages_with_own_words(edition: Edition) -> dict[str, set[str]]:
    """For kinds of letters that the edition says in its own words: in which languages."""
    found: dict[str, set[str]] = {}
    for kind, language in LetterWording.objects.filter(edition=edition).values_list("kind", "language"):
        found.setdefault(kind, set()).add(language)
    return found
