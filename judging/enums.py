"""The jury room's states and choices, with their groups attached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundMode(TextChoices):
    """How a round asks. What each asks, counts and wants before it opens: `judging.modes`."""

    SCORED = "scored", _("Scored")
    QUALIFYING = "qualifying", _("Qualifying: yes, maybe, no")
    RANKED = "ranked", _("Ranked ballot")
    PAIRWISE = "pairwise", _("Pairs")
    PUBLIC = "public", _("Audience vote")


class PeerView(TextChoices):
    """What the jurors of a round see of one another's marks."""

    NOTHING = "nothing", _("Nothing, until the results are published")
    AFTER_CONFIRMING = "after_confirming", _("The others' marks for a film, once their own card is confirmed")
    AVERAGES = "averages", _("The averages, once the round is closed")


class TieStep(TextChoices):
    """One rung of the ladder by which films of equal value are told apart."""

    PROBABILITY = "probability", _("How probable it is that one is ahead of the other")
    PREFERRED = "preferred", _("Which one more of the jurors who saw both put higher")
    HEAVIEST = "heaviest", _("The criterion that weighs most")
    DRAW = "draw", _("A random draw")


class RoundState(TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Blindness(TextChoices):
    """What the jurors of a round may know about a film besides the film."""

    OPEN = "open", _("Everything the filmmaker wrote")
    MAKERS_HIDDEN = "makers_hidden", _("Makers and countries hidden")
    FILM_ONLY = "film_only", _("The film alone, under a number")
    CUSTOM = "custom", _("Fields chosen one by one")


class CardState(TextChoices):
    DRAFT = "draft", _("Not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")


class RepeatState(TextChoices):
    """Of a film that a juror is shown a second time."""

    WAITING = "waiting", _("To be marked again")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Remembered too well")


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
