from __future__ import annotations

import uuid
from fractions import Fraction
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import ENDED_BADLY, PLAYING, UNDER_WAY, AssetState, Severity, Step
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.measurements import Measurements
from media_pipeline.models.upload import Upload
from media_pipeline.probe import Probe
from media_pipeline.querysets import AssetQuerySet

if TYPE_CHECKING:
    from media_pipeline.models.finding import Finding
    from media_pipeline.querysets import ChunkQuerySet, FindingQuerySet, RenditionQuerySet


def originals() -> Storage:
    """Where the files lie as their makers sent them."""
    return storages["originals"]


def stored_name(asset: Asset, filename: str) -> str:
    """A name without a word of the sender's: no option, no pattern, no other protocol can hide in it."""
    return f"{asset.pk.hex[:2]}/{asset.pk.hex}"


class Asset(models.Model):
    """A film file: the original, what was measured of it, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assets")
    upload = models.OneToOneField(Upload, models.SET_NULL, related_name="asset", null=True)
    original_name = models.CharField(_("file name"), max_length=255)
    original = models.FileField(storage=originals, upload_to=stored_name, max_length=200, editable=False)
    size = models.BigIntegerField(_("bytes"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    spec = models.JSONField(default=dict)
    container = models.CharField(max_length=16, blank=True, editable=False)
    probe = models.JSONField(default=dict, editable=False)
    measured = models.JSONField(default=dict, editable=False)

    state = models.CharField(max_length=12, choices=AssetState, default=AssetState.RECEIVED, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    progress = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    playable_at = models.DateTimeField(null=True, editable=False)
    is_copied = models.BooleanField(null=True, editable=False)
    """Whether viewers get the film's own pictures, only cut; None while nobody has tried."""
    verified_at = models.DateTimeField(null=True, editable=False)
    laddered_at = models.DateTimeField(null=True, editable=False)
    cut_at = models.DateTimeField(null=True, editable=False)
    """When its encoding was cut into pieces for several workers; None for a film that is made in one pass."""
    whole_because = models.CharField(max_length=12, blank=True, editable=False)
    """Why a heavy film is not cut (``chunks.planning.Whole``); empty while nobody has tried."""
    settled_at = models.DateTimeField(null=True, editable=False)

    step = models.CharField(max_length=8, choices=Step, blank=True, editable=False)
    """What the film waits for or is in; empty when nothing is left to do."""
    due_at = models.DateTimeField(null=True, editable=False)
    """When somebody above needs the film; the earliest of what was said."""
    rush = models.BooleanField(default=False, editable=False)
    """The office put it to the front."""
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    claimed_by = models.CharField(max_length=64, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    enqueued_at = models.DateTimeField(null=True, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)
    """After a failure of ours the next attempt waits a little."""

    objects = AssetQuerySet.as_manager()

    if TYPE_CHECKING:
        chunks: ChunkQuerySet
        findings: FindingQuerySet
        renditions: RenditionQuerySet

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ENDED_BADLY)) | ~Q(reason=""),
                name="a_bad_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssetState.READY)
                | Q(playable_at__isnull=False, verified_at__isnull=False),
                name="ready_films_were_seen_and_can_be_seen",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_percentage"),
        ]
        indexes = [
            models.Index(
                fields=["claimed_until", "enqueued_at"],
                condition=Q(state__in=sorted(UNDER_WAY)),
                name="assets_under_way",
            ),
            models.Index(
                fields=["step", "-rush", "due_at", "created_at", "id"],
                condition=Q(state__in=sorted(UNDER_WAY)),
                name="assets_by_urgency",
            ),
            models.Index(fields=["sha256"]),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_playable(self) -> bool:
        """There is something to watch."""
        return self.state in PLAYING and self.playable_at is not None

    @property
    def is_settled(self) -> bool:
        """The verdict is out and will not change by itself."""
        if self.state in {AssetState.REFUSED, AssetState.READY}:
            return True
        return self.is_playable and self.verified_at is not None

    @property
    def is_refused(self) -> bool:
        """Something in the file must be mended by its maker."""
        return self.state == AssetState.REFUSED

    @property
    def is_accepted(self) -> bool:
        """Settled, and nothing blocks."""
        return self.is_settled and not self.is_refused

    @property
    def is_in_progress(self) -> bool:
        """The workshop still has something to do."""
        return self.state in UNDER_WAY

    @property
    def rules(self) -> TechnicalSpec:
        """What the film is inspected against."""
        return TechnicalSpec.from_json(self.spec)

    @property
    def facts(self) -> Probe | None:
        """What was read from the file; None before the check and for files that cannot be opened."""
        return Probe.from_json(self.probe) if self.probe else None

    @property
    def measurements(self) -> Measurements:
        """What was seen and heard so far."""
        return Measurements.from_json(self.measured)

    @property
    def duration_s(self) -> float | None:
        """The measured running time in seconds, or None while unknown."""
        facts = self.facts
        return facts.duration_s if facts and facts.film else None

    @property
    def width(self) -> int | None:
        """As displayed, in pixels."""
        return self.facts.film.width if self.facts and self.facts.film else None

    @property
    def height(self) -> int | None:
        """As displayed, in pixels."""
        return self.facts.film.height if self.facts and self.facts.film else None

    @property
    def fps(self) -> Fraction | None:
        """The exact frame rate of the original."""
        return self.facts.film.fps if self.facts and self.facts.film else None

    @property
    def orientation(self) -> str:
        """horizontal, vertical or square as displayed; empty while unknown."""
        return str(self.facts.film.orientation) if self.facts and self.facts.film else ""

    @property
    def blocking_findings(self) -> list[Finding]:
        """What must be mended (one query if the findings were not prefetched)."""
        return [finding for finding in self.findings.all() if finding.blocks]

    @property
    def warning_findings(self) -> list[Finding]:
        """What should be looked at."""
        return [finding for finding in self.findings.all() if finding.severity == Severity.WARNS]
