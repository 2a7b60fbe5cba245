"""The states of exhibition copies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CopyKind(TextChoices):
    FILE = "file", _("A file")
    LINK = "link", _("A link")


class CopyState(TextChoices):
    """GONE: its maker has replaced or removed it; the row alone stays."""

    SENT = "sent", _("To be looked at")
    ACCEPTED = "accepted", _("Accepted")
    WANTED = "wanted", _("Another is asked for")
    GONE = "gone", _("Replaced or removed")


AT_HAND = (CopyState.SENT, CopyState.ACCEPTED)
"""The festival has something to show, or to look at."""
