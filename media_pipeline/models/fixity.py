from __future__ import annotations

from django.db import models
from django.utils import timezone

from media_pipeline.enums import Fixity
from media_pipeline.models.asset import Asset


class FixityCheckQuerySet(models.QuerySet["FixityCheck"]):
    def latest(self) -> FixityCheckQuerySet:
        """The newest of each film."""
        newest = self.order_by("asset_id", "-checked_at", "-pk").distinct("asset_id")
        return FixityCheck.objects.filter(pk__in=newest.values("pk"))

    def broken(self) -> FixityCheckQuerySet:
        """What was found wrong and has not been found right since: for the desk, newest first."""
        return self.latest().exclude(outcome=Fixity.INTACT).select_related("asset").order_by("-checked_at")


class FixityCheck(models.Model):
    """One reading of a whole original, compared with what came. Kept, because it proves what was there and when."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="fixity_checks")
    checked_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Fixity)
    size = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = FixityCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at"]
        indexes = [models.Index(fields=["asset", "-checked_at"], name="newest_fixity_check")]

    def __str__(self) -> str:
        return f"{self.asset_id}: {self.outcome}"
