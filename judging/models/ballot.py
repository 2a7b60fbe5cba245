from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.jury import Juror
from judging.models.round import Round
from judging.vote_enums import BallotState, PairChoice
from submissions.models import Entry


class RankedBallot(models.Model):
    """A juror's paper in a ranked round: secret, theirs to change until it is confirmed or the round closes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="ballots")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="ballots")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.DRAFT, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(fields=["round", "juror"], name="one_ballot_per_juror_and_round"),
            models.CheckConstraint(
                condition=Q(state=BallotState.DRAFT, confirmed_at__isnull=True)
                | Q(state=BallotState.CONFIRMED, confirmed_at__isnull=False),
                name="confirmed_ballot_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.juror}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


class BallotOrder(models.Model):
    """The order of the films as it was given. Never changed: another order is a new row, and the newest counts.

    `tiers`: keys of entries, best first, equal ones together; what is in none of them is not ranked. The database
    refuses changes, a film twice and a film of another round (migration "append_only_ballots").
    """

    ballot = models.ForeignKey(RankedBallot, models.PROTECT, related_name="orders")
    number = models.PositiveIntegerField()
    tiers = models.JSONField(default=list)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["ballot", "number"]
        verbose_name = _("order on a ballot")
        verbose_name_plural = _("orders on ballots")
        constraints = [models.UniqueConstraint(fields=["ballot", "number"], name="one_order_per_number")]

    def __str__(self) -> str:
        return f"{self.ballot} {self.number}"


class PairVote(models.Model):
    """Which of two films a juror put first. Never changed: the newest vote of a juror on two films counts.

    Left and right as they stood on the page: whether the side matters can be measured.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="pair_votes")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="pair_votes")
    left = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    right = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=5, choices=PairChoice)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote on two films")
        verbose_name_plural = _("votes on two films")
        indexes = [models.Index(fields=["round", "juror"], name="pair_votes_of_a_juror")]
        constraints = [
            models.CheckConstraint(condition=~Q(left=models.F("right")), name="a_pair_is_two_films")
        ]

    def __str__(self) -> str:
        return f"{self.left} / {self.right}: {self.get_choice_display()}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
