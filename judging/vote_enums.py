"""Choices of votes and deliberations. Methods and rungs have the names that the pure counting knows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VoteMethod(TextChoices):
    SCHULZE = "schulze", _("Head to head (Condorcet, Schulze)")
    IRV = "irv", _("Instant runoff")
    STV = "stv", _("Transferable vote for a shortlist")
    BORDA = "borda", _("Points by rank (Borda)")
    SUCCESSIVE = "successive", _("Successive ballots: one name each")


class VoteRung(TextChoices):
    """What decides a tie for the first place, in the order in which a round declares them."""

    RECOUNT = "recount", _("Count again among the tied films alone")
    SECOND_BALLOT = "second_ballot", _("A second ballot among them")
    THIRD_BALLOT = "third_ballot", _("A third ballot, by simple majority")
    CASTING_VOTE = "casting_vote", _("The ballot of the president of the jury")
    JURY_SCORE = "jury_score", _("The jury's score of the round before")
    SHARED = "shared", _("The tied films share the place")


class UnseenRule(TextChoices):
    """What a ballot may say of a finalist that its juror has not watched."""

    ALLOWED = "allowed", _("It may be ranked")
    ABSTAIN = "abstain", _("It cannot be ranked: the juror abstains on pairs with it")
    ALL_FIRST = "all_first", _("Every finalist must be watched before a ballot can be confirmed")


class BallotState(TextChoices):
    DRAFT = "draft", _("Not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")


class PairChoice(TextChoices):
    """Which of two films: as they stood on the page, or neither before the other."""

    LEFT = "left", _("The left film")
    RIGHT = "right", _("The right film")
    EQUAL = "equal", _("Equally good")


class DeliberationState(TextChoices):
    PLANNED = "planned", _("Being prepared")
    OPEN = "open", _("In session")
    CLOSED = "closed", _("Over")


class MotionOutcome(TextChoices):
    OPEN = "open", _("Not decided")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Lost")
    WITHDRAWN = "withdrawn", _("Withdrawn")
