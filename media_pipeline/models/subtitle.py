from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import Severity, TrackKind, TrackSource, TrackState
from media_pipeline.models.asset import Asset, originals
from media_pipeline.sentences import timecode
from media_pipeline.subtitle_words import Told, tell, track_label
from media_pipeline.subtitles.languages import bcp47


def subtitle_name(track: SubtitleTrack, filename: str) -> str:
    """Where a sent file is kept, without a word of the sender's."""
    return f"subtitles/{track.pk.hex[:2]}/{track.pk.hex}"


class SubtitleTrackQuerySet(models.QuerySet["SubtitleTrack"]):
    def current(self) -> SubtitleTrackQuerySet:
        """In use: neither replaced nor removed."""
        return self.filter(replaced_at=None)

    def shown(self) -> SubtitleTrackQuerySet:
        """What a player offers."""
        return self.current().filter(state=TrackState.READY)

    def waiting(self) -> SubtitleTrackQuerySet:
        """Inside a film, and not read yet."""
        return self.current().filter(state=TrackState.WAITING)

    def unclaimed_at(self, now: datetime, claimant: str = "") -> SubtitleTrackQuerySet:
        """Nobody reads them, or who did has gone silent, or it is we who began."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        return self.filter(free | Q(claimed_by=claimant) if claimant else free)


class SubtitleTrack(models.Model):
    """Subtitles of a film in one language: from inside the file, or sent beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="subtitle_tracks")
    source = models.CharField(max_length=8, choices=TrackSource)
    stream_index = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    label = models.CharField(_("title inside the file"), max_length=100, blank=True)
    kind = models.CharField(max_length=9, choices=TrackKind, default=TrackKind.SUBTITLES)
    is_forced = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)

    original = models.FileField(
        storage=originals, upload_to=subtitle_name, max_length=200, blank=True, editable=False
    )
    original_name = models.CharField(_("file name"), max_length=255, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    vtt = models.CharField(max_length=200, blank=True)

    state = models.CharField(max_length=8, choices=TrackState, default=TrackState.WAITING)
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)
    enqueued_at = models.DateTimeField(null=True)

    objects = SubtitleTrackQuerySet.as_manager()

    if TYPE_CHECKING:
        asset_id: uuid.UUID

    class Meta:
        ordering = ["created_at", "stream_index", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "stream_index"],
                condition=Q(source=TrackSource.EMBEDDED),
                name="one_track_of_a_stream",
            ),
            models.CheckConstraint(
                condition=~Q(state=TrackState.READY) | ~Q(vtt=""), name="ready_subtitles_can_be_shown"
            ),
            models.CheckConstraint(
                condition=~Q(source=TrackSource.UPLOADED) | (~Q(original="") & ~Q(sha256="")),
                name="sent_subtitles_are_kept",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enqueued_at"], condition=Q(state=TrackState.WAITING), name="subtitles_to_read"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The language in its own words, with a mark for what is special. Never a word of the file's."""
        return track_label(self.language, kind=self.kind, forced=self.is_forced)

    @property
    def lang(self) -> str:
        """For the lang attribute: zh-Hans; empty when unknown."""
        return bcp47(self.language) if self.language else ""

    @property
    def is_uploaded(self) -> bool:
        """Sent beside the film, so it can be replaced and removed."""
        return self.source == TrackSource.UPLOADED

    @property
    def is_shown(self) -> bool:
        """The player offers it."""
        return self.state == TrackState.READY and self.replaced_at is None

    @property
    def cues(self) -> int:
        """How many there are."""
        return int(self.facts.get("cues", 0))

    @property
    def first_cues(self) -> list[dict[str, Any]]:
        """The first few, to see at a glance whether they are the right ones: `at`, `clock`, `text`."""
        return [{**cue, "clock": timecode(cue["at"])} for cue in self.facts.get("first", ())]

    @property
    def told(self) -> list[Told]:
        """The findings in words, for components/findings.html."""
        return [tell(found) for found in self.findings]

    @property
    def has_warnings(self) -> bool:
        """Something should be looked at."""
        return any(found["severity"] == Severity.WARNS for found in self.findings)
