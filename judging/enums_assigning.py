"""Choices of who watches what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LoadUnit(TextChoices):
    """In what the jurors' work is kept even."""

    MINUTES = "minutes", _("Minutes to watch")
    FILMS = "films", _("Number of films")


class PlanState(TextChoices):
    """Of a previewed assignment."""

    WAITING = "waiting", _("Being worked out")
    READY = "ready", _("Worked out")
    FAILED = "failed", _("Could not be worked out")
    APPLIED = "applied", _("Applied")
