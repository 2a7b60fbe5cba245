"""The ground floor's choices, with their groups attached, so that nobody lists them again."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    DIRECTOR = "director", _("Festival director")
    PROGRAMMER = "programmer", _("Programmer")
    JUROR = "juror", _("Juror")
    SCRUTINEER = "scrutineer", _("Scrutineer")
    FRONT_OF_HOUSE = "front_of_house", _("Front of house")


DESK_ROLES = frozenset({Role.DIRECTOR, Role.PROGRAMMER, Role.SCRUTINEER, Role.FRONT_OF_HOUSE})


class Orientation(TextChoices):
    """What a category asks for. A square film suits only ANY and SQUARE."""

    ANY = "any", _("Any format")
    HORIZONTAL = "horizontal", _("Horizontal")
    VERTICAL = "vertical", _("Vertical")
    SQUARE = "square", _("Square")


class Disclosure(TextChoices):
    """Whether a category asks how its films were made."""

    OFF = "off", _("Not asked")
    OPTIONAL = "optional", _("Asked, may stay open")
    REQUIRED = "required", _("Needed before a film is submitted")


class Accent(TextChoices):
    """A festival's colour. The values live in static/css/tokens.css, never here."""

    EMBER = "ember", _("Ember")
    LACQUER = "lacquer", _("Lacquer")
    PINE = "pine", _("Pine")
    DUSK = "dusk", _("Dusk")
    GOLD = "gold", _("Gold")


class LetterState(TextChoices):
    """Where a letter is. Sent means handed to a mail server; it may come back, and is then bounced."""

    QUEUED = "queued", _("Waiting")
    RETRYING = "retrying", _("Trying again")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Came back")
    SUPPRESSED = "suppressed", _("Not sent")
    CANCELLED = "cancelled", _("Cancelled")


UNSENT = frozenset({LetterState.QUEUED, LetterState.RETRYING})


class EntryNeed(TextChoices):
    """What an edition may ask of entries beyond titles, synopsis, director, countries, languages and completion."""

    LOGLINE = "logline", _("Logline")
    STATEMENT = "statement", _("Director's statement")
    PRODUCTION = "production_weeks", _("Weeks of production")
    PREMIERE = "premiere_status", _("Premiere status")
    BIOGRAPHY = "biography", _("Director's biography")
    PRESS = "press_contact", _("Contact for the press")
    STILL = "still", _("Still")
    POSTER = "poster", _("Poster")
    PORTRAIT = "portrait", _("Director's portrait")
    PRESS_KIT = "press_kit", _("Press kit")
