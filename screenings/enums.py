"""The auditorium's choices, with their groups attached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScreenKind(TextChoices):
    """What a screen can show without black bars. MULTI takes everything, and so does a LED wall."""

    HORIZONTAL = "horizontal", _("Horizontal screen")
    VERTICAL = "vertical", _("Vertical screen")
    LED = "led", _("LED wall")
    MULTI = "multi", _("Any format")


class SessionKind(TextChoices):
    PANEL = "panel", _("Panel")
    TALK = "talk", _("Talk")
    WORKSHOP = "workshop", _("Workshop")
    CEREMONY = "ceremony", _("Ceremony")
    RECEPTION = "reception", _("Reception")
    DELIBERATION = "deliberation", _("Jury deliberation")


# Planned like everything else, never shown to the public.
INTERNAL_SESSIONS = frozenset({SessionKind.DELIBERATION})


class ScreeningKind(TextChoices):
    PREMIERE = "premiere", _("First showing")
    REPEAT = "repeat", _("Repeat showing")
    PRESS = "press", _("Press and industry")
    SCHOOL = "school", _("School showing")
    JURY = "jury", _("Jury showing")
    EVENT = "event", _("Event")


CLOSED_SCREENINGS = frozenset({ScreeningKind.PRESS, ScreeningKind.SCHOOL, ScreeningKind.JURY})


class ScreeningState(TextChoices):
    """Pencilled is planned inside, confirmed is promised outside."""

    PENCILLED = "pencilled", _("Pencilled")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class VersionState(TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")
    ARCHIVED = "archived", _("Replaced")
