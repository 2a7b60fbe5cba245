"""The jury room's states and choices, with their groups attached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundMode(TextChoices):
    """How a round asks. Only SCORED counts so far; the other two keep their place in the column."""

    SCORED = "scored", _("Scored")
    QUALIFYING = "qualifying", _("Qualifying: yes, maybe, no")
    RANKED = "ranked", _("Ranked ballot")


class RoundState(TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Blindness(TextChoices):
    """What the jurors of a round may know about a film besides the film."""

    OPEN = "open", _("Everything the filmmaker wrote")
    MAKERS_HIDDEN = "makers_hidden", _("Makers and countries hidden")
    FILM_ONLY = "film_only", _("The film alone, under a number")


class CardState(TextChoices):
    DRAFT = "draft", _("Not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")


class Flag(TextChoices):
    """A juror's own traffic light, for finding films again. It counts nowhere."""

    NONE = "", _("No flag")
    GREEN = "green", _("Green")
    YELLOW = "yellow", _("Yellow")
    RED = "red", _("Red")


class AwardKind(TextChoices):
    MAIN = "main", _("Main award")
    CRAFT = "craft", _("Craft award")
    FORMAT = "format", _("Format award")
    HONOUR = "honour", _("Honour")


class HonourKind(TextChoices):
    WINNER = "winner", _("Winner")
    SPECIAL_MENTION = "special_mention", _("Special mention")


class Standing(TextChoices):
    """Where a juror is with one film: derived from the scorecard, never stored."""

    WAITING = "waiting", _("Not begun")
    BEGUN = "begun", _("Begun")
    STEPPED_BACK = "stepped_back", _("Stepped back")
    DONE = "done", _("Confirmed")


class FeedbackState(TextChoices):
    """Of a juror's comment on its way to the makers."""

    WAITING = "waiting", _("To be read")
    APPROVED = "approved", _("Approved")
    WITHHELD = "withheld", _("Kept back")
