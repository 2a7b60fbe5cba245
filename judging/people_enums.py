"""States and choices around the people of the jury room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeatState(TextChoices):
    """What somebody said to a seat in a jury."""

    INVITED = "invited", _("Not answered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Has left the jury")


class RecusedBy(TextChoices):
    """Whose word took a juror off a film. What the office did, the juror never learns."""

    OFFICE = "office", _("the office")
    JUROR = "juror", _("the juror")


class FindKind(TextChoices):
    """What of a juror was found with a film."""

    NAME = "name", _("Name")
    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School")
    DOMAIN = "domain", _("E-mail domain")
    HANDLE = "handle", _("Website or profile")


class FindStrength(TextChoices):
    SAME = "same", _("the same")
    MAYBE = "maybe", _("may be the same")


class FindState(TextChoices):
    OPEN = "open", _("To be looked at")
    RECUSED = "recused", _("Taken off the film")
    CLEARED = "cleared", _("No conflict")


class ReminderKind(TextChoices):
    """When a rule of a round writes to a juror."""

    BEFORE_DEADLINE = "deadline", _("Days before the deadline, with so much left")
    NOT_BEGUN = "begin", _("Days after the opening, if nothing is begun")
    NOT_ACCEPTED = "accept", _("Days after the invitation, if it is not answered")
