"""Which fields of a film a round shows its jurors: three presets, or chosen one by one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from judging.enums import Blindness


class VeilField(TextChoices):
    TITLE = "title", _("Title")
    TEXTS = "texts", _("Logline and synopsis")
    STILLS = "stills", _("Stills chosen by the makers")
    STATEMENT = "statement", _("Director's statement")
    MAKERS = "makers", _("Who made it")
    COUNTRIES = "countries", _("Countries")
    DISCLOSURE = "disclosure", _("How it was made: stages and tools")
    DISCLOSURE_WORDS = "disclosure_words", _("How it was made: the makers' own words")
    ANSWERS = "answers", _("Answers to the festival's questions")
    TELLING_ANSWERS = "telling_answers", _("Also answers that tell who the makers are")


BLIND_FIELDS = frozenset({VeilField.TITLE, VeilField.TEXTS, VeilField.DISCLOSURE, VeilField.ANSWERS})
PRESETS: dict[str, frozenset[str]] = {
    Blindness.OPEN: frozenset(VeilField),
    Blindness.MAKERS_HIDDEN: BLIND_FIELDS,
    Blindness.FILM_ONLY: frozenset(),
}
NEEDS = {
    VeilField.DISCLOSURE_WORDS: VeilField.DISCLOSURE,
    VeilField.TELLING_ANSWERS: VeilField.ANSWERS,
}
"""A field that only adds to another."""


def shown_fields(blindness: str, chosen: list[str]) -> frozenset[str]:
    """`chosen` counts only where the round chooses by hand; unknown words show nothing."""
    if blindness in PRESETS:
        return PRESETS[blindness]
    known = frozenset(VeilField) & frozenset(chosen)
    return frozenset(field for field in known if NEEDS.get(field, field) in known)
