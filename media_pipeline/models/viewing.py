from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.expressions import CombinedExpression
from django.utils import timezone

from media_pipeline import spans
from media_pipeline.fields import SpansField
from media_pipeline.models.asset import Asset
from media_pipeline.spans import Span

SAME_SITTING = timedelta(minutes=30)
"""Who comes back after a longer pause has sat down anew."""


class ViewingQuerySet(models.QuerySet["Viewing"]):
    def of(self, asset: Asset | UUID, viewer: Any) -> ViewingQuerySet:
        """One person's, of one film; `asset` may be its id."""
        return self.filter(asset=asset, viewer=viewer)

    def watched_spans(self, asset: Asset | UUID, viewer: Any) -> tuple[tuple[float, float], ...]:
        """The stretches of the film, in seconds, that were sent to this person's player; empty when none was.

        A player fetches up to half a minute ahead: somebody has seen no more than this, and perhaps a little less.
        """
        found = self.of(asset, viewer).values_list("spans", flat=True).first()
        return spans.in_seconds(found or ())

    def watched_seconds(self, asset: Asset | UUID, viewer: Any) -> float:
        """How many different seconds that is."""
        return sum(end - start for start, end in self.watched_spans(asset, viewer))

    def seen_before(self, moment: datetime) -> ViewingQuerySet:
        return self.filter(seen_at__lt=moment)

    def note(self, asset_id: UUID, viewer: Any, span: Span, size: int) -> None:
        """Write down that this stretch was sent: one short statement, without reading the row before.

        The database joins the stretches, so that two requests of one player cannot lose each other's.
        """
        if not self._add(asset_id, viewer, span, size):
            # The first one of this person and film. Two at once: the second finds the row of the first.
            now = timezone.now()
            blank = {"begun_at": now, "seen_at": now, "spans": (), "bytes": 0}
            self.get_or_create(asset_id=asset_id, viewer_id=viewer.pk, defaults=blank)
            self._add(asset_id, viewer, span, size)

    def _add(self, asset_id: UUID, viewer: Any, span: Span, size: int) -> int:
        now = timezone.now()
        more = Value((span,), output_field=SpansField())
        came_back = When(seen_at__lt=now - SAME_SITTING, then=F("sittings") + 1)
        return self.filter(asset_id=asset_id, viewer_id=viewer.pk).update(
            spans=CombinedExpression(F("spans"), "+", more, output_field=SpansField()),
            bytes=F("bytes") + size,
            sittings=Case(came_back, default=F("sittings"), output_field=models.IntegerField()),
            seen_at=now,
        )


class Viewing(models.Model):
    """What of a film was sent to one person, and when: the view log, as short as it can be.

    No address, no device, no single requests: who, which film, which seconds, from when to when, on how many
    occasions. ``bytes`` counts what was sent, also repeatedly; from a bucket it is an estimate.
    """

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="viewings")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="viewings")
    spans = SpansField(default=tuple)
    bytes = models.BigIntegerField(default=0)
    sittings = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = ViewingQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "viewer"], name="one_viewing_per_person_and_film"),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} · {self.asset_id}"

    @property
    def seconds(self) -> float:
        """How many different seconds of the film were sent."""
        return spans.seconds(self.spans)
