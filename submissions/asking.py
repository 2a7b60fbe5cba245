"""The choices of custom questions: kinds, from when they are needed, who reads the answers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from submissions import answers


class QuestionKind(TextChoices):
    TEXT = answers.TEXT, _("Short text")
    LONG_TEXT = answers.LONG_TEXT, _("Long text")
    NUMBER = answers.NUMBER, pgettext_lazy("kind of answer", "Number")
    ONE = answers.ONE, _("One choice")
    SEVERAL = answers.SEVERAL, _("Several choices")
    DATE = answers.DATE, _("Date")
    URL = answers.URL, _("Web address")
    FILE = answers.FILE, _("File")
    CONSENT = answers.CONSENT, _("Consent")


CHOICES = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL})


class QuestionState(TextChoices):
    DRAFT = "draft", _("In preparation")
    ACTIVE = "active", _("Asked")
    RETIRED = "retired", _("Retired")


class Need(TextChoices):
    """From when an answer is needed."""

    OPTIONAL = "optional", _("Never: it is optional")
    SUBMISSION = "submission", _("Before the entry is submitted")
    DATE = "date", _("From a date on")
    SELECTION = "selection", _("Once the film is selected")


class Audience(TextChoices):
    """Who reads the answers, besides those who gave them."""

    STAFF = "staff", _("The maker and the staff")
    JURORS = "jurors", _("Jurors as well")
    PUBLIC = "public", _("Everybody, once the film is selected and announced")
