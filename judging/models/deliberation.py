from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from judging.models.award import Award
from judging.models.jury import Juror, Jury
from judging.models.round import Round
from judging.vote_enums import DeliberationState, MotionOutcome
from submissions.models import Entry


class Deliberation(models.Model):
    """A jury sits down together: about a round that was judged, perhaps with an award in mind."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliberations")
    jury = models.ForeignKey(Jury, models.PROTECT, related_name="deliberations")
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        related_name="deliberations",
        null=True,
        blank=True,
        verbose_name=_("about the round"),
    )
    award = models.ForeignKey(
        Award,
        models.SET_NULL,
        related_name="deliberations",
        null=True,
        blank=True,
        verbose_name=_("for the award"),
    )
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(
        max_length=8, choices=DeliberationState, default=DeliberationState.PLANNED, editable=False
    )
    meets_at = models.DateTimeField(_("meets"), null=True, blank=True)
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    minutes = models.TextField(_("minutes"), max_length=20_000, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DeliberationState.PLANNED) | Q(opened_at__isnull=False),
                name="opened_deliberation_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliberationState.CLOSED) | Q(closed_at__isnull=False),
                name="closed_deliberation_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """A film to be talked about: why it stands there, and what was noted."""

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="agenda")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    """Codes and figures of `judging.discussion`, as they were when the film came onto the list."""
    notes = models.TextField(_("notes"), max_length=5000, blank=True)
    discussed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("film on the agenda")
        verbose_name_plural = _("films on the agenda")
        constraints = [models.UniqueConstraint(fields=["deliberation", "entry"], name="film_once_per_agenda")]

    def __str__(self) -> str:
        return f"{self.deliberation}: {self.entry}"


class Motion(models.Model):
    """Something was moved, and how the jury answered."""

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="motions")
    text = models.CharField(_("motion"), max_length=500)
    moved_by = models.ForeignKey(
        Juror, models.PROTECT, related_name="motions", null=True, blank=True, verbose_name=_("moved by")
    )
    votes_for = models.PositiveSmallIntegerField(_("for"), default=0)
    votes_against = models.PositiveSmallIntegerField(_("against"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), default=0)
    outcome = models.CharField(_("outcome"), max_length=10, choices=MotionOutcome, default=MotionOutcome.OPEN)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("motion")
        verbose_name_plural = _("motions")

    def __str__(self) -> str:
        return self.text


class FollowUp(models.Model):
    """A vote on films of another round: its finalists, its tied places, or the same films in a further ballot."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="follow_up")
    of = models.ForeignKey(Round, models.PROTECT, related_name="follow_ups", null=True)
    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="votes", null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote that follows another round")
        verbose_name_plural = _("votes that follow other rounds")

    def __str__(self) -> str:
        return str(self.round)
