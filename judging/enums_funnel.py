"""Choices of qualifying rounds, of chains of rounds, and of the audience's vote."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(TextChoices):
    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class MaybeCounts(TextChoices):
    HALF = "half", _("as half a yes")
    DISCUSS = "discuss", _("not at all; where it decides, the film is discussed")


class QualifyingResult(TextChoices):
    THROUGH = "through", pgettext_lazy("result of a qualifying round", "Through")
    DISCUSS = "discuss", pgettext_lazy("result of a qualifying round", "To be discussed")
    OUT = "out", pgettext_lazy("result of a qualifying round", "Out")


class FeedKind(TextChoices):
    """How a round takes its films from rounds before it."""

    TOP = "top", _("the best films of each round")
    THRESHOLD = "threshold", _("films from a value on")
    QUALIFIED = "qualified", _("films that qualified")
    PICKED_BY = "picked_by", _("films picked by several parallel rounds")
    BY_HAND = "by_hand", _("by hand")


class FeedTies(TextChoices):
    """Films equal at the cut."""

    BOTH = "both", _("all of them go through")
    LADDER = "ladder", _("the tie rule of the round before decides; if it cannot, all of them go through")


class BallotForm(TextChoices):
    ONE = "one", _("Choose one film")
    UP_TO = "up_to", _("Choose several films")
    RATE = "rate", _("Give films one to five stars")


class VoterWay(TextChoices):
    """How somebody has shown to be one person."""

    ACCOUNT = "account", _("account")
    EMAIL = "email", _("code by e-mail")
    TICKET = "ticket", _("ticket")


class PollTold(TextChoices):
    """What the public learns of an audience's vote, together with the results."""

    NOTHING = "nothing", _("nothing; the award desk uses it")
    WINNER = "winner", _("the winning film")
    FIGURES = "figures", _("all films with their figures")
