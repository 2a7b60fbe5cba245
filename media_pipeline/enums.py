"""The workshop's states, with their groups attached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssetState(TextChoices):
    RECEIVED = "received", _("Received")
    CHECKING = "checking", _("Being checked")
    PREPARING = "preparing", _("Being prepared for viewing")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Does not pass the check")
    FAILED = "failed", _("Our workshop failed")


class UploadState(TextChoices):
    OPEN = "open", _("Arriving")
    FINISHED = "finished", _("Complete")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Cancelled")
