"""The choices of the rights step: what is used of others' work, how it is cleared, who may show the film."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MaterialKind(TextChoices):
    MUSIC = "music", _("Music")
    FOOTAGE = "footage", _("Footage")
    IMAGE = "image", _("Image")
    VOICE = "voice", _("Voice")
    FONT = "font", _("Font")
    OTHER = "other", _("Something else")


class ClearanceStatus(TextChoices):
    ORIGINAL = "original", _("Made for this film")
    LICENSED = "licensed", _("Licensed")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    CREATIVE_COMMONS = "cc", _("Creative Commons")
    PENDING = "pending", _("Not cleared yet")


class Showing(TextChoices):
    """Uses that a maker allows or not, one by one. The jury's streaming is what submitting means."""

    IN_PERSON = "in_person", _("Screenings in a hall")
    ONLINE = "online", _("Online screenings")
    EXCERPTS = "excerpts", _("Excerpts for press and trailer")
    ARCHIVE = "archive", _("The festival's archive")
