from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import Cause, Outcome, Step
from media_pipeline.models.asset import Asset


class Attempt(models.Model):
    """One try at one step of a film: who, when, how long, and what went wrong. Ended once, never changed after."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="tries")
    step = models.CharField(max_length=8, choices=Step)
    claimant = models.CharField(max_length=64)
    worker = models.CharField(_("worker"), max_length=120)
    asked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    film_s = models.FloatField(null=True)
    """The film's length as far as it was known, so that speeds can be counted from these rows alone."""
    cpu_s = models.FloatField(default=0)
    cause = models.CharField(max_length=8, choices=Cause, blank=True)
    said = models.TextField(blank=True)
    command = models.TextField(blank=True)
    tail = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset"], condition=Q(ended_at__isnull=True), name="one_attempt_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="an_end_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["asset", "-started_at"]),
            models.Index(fields=["ended_at", "step", "outcome"], name="attempts_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.asset_id}"

    @property
    def took(self) -> timedelta:
        """So far, or until its end."""
        return (self.ended_at or timezone.now()) - self.started_at
