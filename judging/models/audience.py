import uuid
from secrets import token_hex

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums_funnel import BallotForm, PollTold, VoterWay
from judging.models.round import Round


def new_salt() -> str:
    return token_hex(16)


class Poll(models.Model):
    """What an audience's vote asks and whom it lets in: declared before it opens, kept by the database from then on.

    `salt` goes into every digest of a voter; it is thrown away `keep_days` after the closing, and with it the last
    way to try an address against them.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="poll")
    form = models.CharField(_("ballot"), max_length=6, choices=BallotForm, default=BallotForm.ONE)
    most = models.PositiveSmallIntegerField(
        _("most films on one ballot"),
        default=3,
        validators=[MinValueValidator(2), MaxValueValidator(50)],
        help_text=_("Only where several films may be chosen."),
    )
    prior = models.PositiveIntegerField(
        _("strength of the common mean, in votes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(10000)],
        help_text=_(
            "Only with stars: each film's mean is drawn towards the mean of all, as if it had so many votes of that "
            "mean more. Empty: as many as the film in the middle has."
        ),
    )
    accounts = models.BooleanField(_("people with an account here"), default=True)
    emails = models.BooleanField(_("anybody, with a code sent by e-mail"), default=True)
    tickets = models.BooleanField(_("holders of a ticket with a code"), default=False)
    told = models.CharField(
        _("what the public learns with the results"), max_length=8, choices=PollTold, default=PollTold.WINNER
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days for which digests of addresses are kept after the closing"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    salt = models.CharField(max_length=64, default=new_salt, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("audience vote")
        verbose_name_plural = _("audience votes")
        constraints = [
            models.CheckConstraint(
                condition=Q(accounts=True) | Q(emails=True) | Q(tickets=True), name="somebody_may_vote"
            ),
            models.CheckConstraint(condition=Q(most__gte=2), name="several_films_are_two"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(salt=""), name="forgotten_poll_has_no_salt"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


class VoteTicket(models.Model):
    """A printed code. Its letters are nowhere: they are made from the number when a sheet is printed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="vote_tickets")
    number = models.PositiveIntegerField()
    batch = models.CharField(_("sheet"), max_length=80)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="one_ticket_per_number"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="void_ticket_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"

    @property
    def edition_id(self) -> int:
        return self.poll.edition_id


class Voter(models.Model):
    """One person in one vote, known by digests alone. The database keeps to one per account, mailbox and ticket."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="voters")
    way = models.CharField(max_length=8, choices=VoterWay)
    mailbox = models.CharField(max_length=32, blank=True)
    account = models.CharField(max_length=32, blank=True)
    ticket = models.OneToOneField(VoteTicket, models.PROTECT, related_name="voter", null=True)
    first_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["first_at", "pk"]
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "mailbox"], condition=~Q(mailbox=""), name="one_voter_per_mailbox"
            ),
            models.UniqueConstraint(
                fields=["poll", "account"], condition=~Q(account=""), name="one_voter_per_account"
            ),
            models.CheckConstraint(
                condition=Q(way=VoterWay.TICKET, ticket__isnull=False)
                | (~Q(way=VoterWay.TICKET) & Q(ticket__isnull=True)),
                name="ticket_voter_has_ticket",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def edition_id(self) -> int:
        return self.poll.edition_id


class AudienceBallot(models.Model):
    """A vote as it was given: {film: 1}, or {film: stars}. Never changed: who votes anew adds a row, the newest counts."""

    voter = models.ForeignKey(Voter, models.PROTECT, related_name="ballots")
    choices = models.JSONField()
    cast_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote of the audience")
        verbose_name_plural = _("votes of the audience")
        indexes = [models.Index(fields=["voter", "-id"], name="newest_ballot_first")]

    def __str__(self) -> str:
        return f"{self.voter}: {self.pk}"


class VoteTrace(models.Model):
    """Where a voter's first vote came from, as digests: for signals of stuffing, and only until they are forgotten."""

    voter = models.OneToOneField(Voter, models.CASCADE, related_name="trace")
    network = models.CharField(max_length=32, blank=True)
    agent = models.CharField(max_length=32, blank=True)
    device = models.CharField(max_length=32, blank=True)
    pattern = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("trace of a vote")
        verbose_name_plural = _("traces of votes")

    def __str__(self) -> str:
        return str(self.voter_id)


class EmailCode(models.Model):
    """A code on its way to a mailbox. Kept as digests, spent once, worthless after a quarter of an hour."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="email_codes")
    mailbox = models.CharField(max_length=32)
    code = models.CharField(max_length=32)
    pattern = models.CharField(max_length=32, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("code by e-mail")
        verbose_name_plural = _("codes by e-mail")
        indexes = [models.Index(fields=["poll", "mailbox", "-id"], name="newest_code_first")]

    def __str__(self) -> str:
        return f"{self.poll}: {self.pk}"


class VoteQuarantine(models.Model):
    """A voter's votes are set aside: kept, marked, not counted. Lifting it leaves the row."""

    voter = models.ForeignKey(Voter, models.PROTECT, related_name="quarantines")
    signal = models.CharField(max_length=10, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("votes set aside")
        verbose_name_plural = _("votes set aside")
        constraints = [
            models.UniqueConstraint(
                fields=["voter"], condition=Q(lifted_at__isnull=True), name="set_aside_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="set_aside_for_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lift_reason="")
                | (Q(lifted_at__isnull=False) & ~Q(lift_reason="")),
                name="taken_back_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voter}: {self.reason}"

    @property
    def edition_id(self) -> int:
        return self.voter.edition_id
