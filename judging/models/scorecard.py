from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import CardState, Flag
from judging.models.jury import Juror
from judging.models.round import Assignment, Criterion, Round
from judging.people_enums import RecusedBy
from judging.querysets import ScoreQuerySet
from submissions.models import Entry


class Scorecard(models.Model):
    """A juror's answer to one film: marks (see Score), words, and whether it is confirmed.

    `sealed_note` opens only for its author (`judging.sealing`). `version` grows with each change, `field_versions` says
    with which each field changed last, and `recent_saves` names the newest saves, so that one sent twice is kept once.
    `watched_when_scored`: per cent of the film played when the last criterion got its first mark.
    """

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="scorecard")
    state = models.CharField(max_length=10, choices=CardState, default=CardState.DRAFT, editable=False)
    abstained = models.BooleanField(_("stepped back"), default=False)
    abstain_reason = models.CharField(_("reason"), max_length=300, blank=True)
    flag = models.CharField(_("flag"), max_length=6, choices=Flag, default=Flag.NONE, blank=True)
    sealed_note = models.TextField(_("private note, sealed"), blank=True, editable=False)
    committee_note = models.TextField(_("comment to the committee"), max_length=5000, blank=True)
    remark = models.TextField(_("comment for the filmmaker"), max_length=5000, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    field_versions = models.JSONField(default=dict, editable=False)
    recent_saves = models.JSONField(default=list, editable=False)
    watched_when_scored = models.PositiveSmallIntegerField(null=True, editable=False)
    others_seen_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CardState.DRAFT, confirmed_at__isnull=True)
                | Q(state=CardState.CONFIRMED, confirmed_at__isnull=False),
                name="confirmed_scorecard_has_date",
            )
        ]

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def edition_id(self) -> int:
        return self.assignment.edition_id


class Score(models.Model):
    """One mark as it was given. Never changed: a new mark is a new row, and the newest one counts.

    An empty value takes the mark back. The database refuses changes, marks out of range and criteria of another
    round (migration 0002). It also writes the last four columns: each mark carries the digest of the one before it in
    its round, so that a change behind the database's back shows (judging.score_chain). `giver` is the account's key
    for that digest; it names nobody once the account is gone.
    """

    scorecard = models.ForeignKey(Scorecard, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    given_at = models.DateTimeField(auto_now_add=True)
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="+", null=True, editable=False, db_index=False
    )
    number = models.PositiveIntegerField(null=True, editable=False)
    giver = models.BigIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, editable=False, default="")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["scorecard", "criterion", "-id"], name="newest_score_first")]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_score_per_link")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Viewing(models.Model):
    """What of the film a juror has had on screen.

    `stretches`: what the player reports, merged, in seconds, no faster than a film can be played. `seconds`: what of it
    was also sent to this person's player (media_pipeline's view log): the only figure that counts anywhere.
    """

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="viewing")
    stretches = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("viewing")
        verbose_name_plural = _("viewings")

    def __str__(self) -> str:
        return f"{self.assignment}: {self.seconds} s"


class Recusal(models.Model):
    """The office takes a juror off a film. What was scored is kept, marked, and never counted."""

    juror = models.ForeignKey(Juror, models.PROTECT, related_name="recusals")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="recusals")
    reason = models.CharField(_("reason"), max_length=300)
    recused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    recused_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=6, choices=RecusedBy, default=RecusedBy.OFFICE, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.UniqueConstraint(fields=["juror", "entry"], name="one_recusal_per_juror_and_film")
        ]

    def __str__(self) -> str:
        return f"{self.juror}: {self.entry}"

    @property
    def edition_id(self) -> int:
        return self.entry.edition_id
