from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from media_pipeline.chunks.planning import Cut
from media_pipeline.models.asset import Asset
from media_pipeline.querysets import ChunkQuerySet

if TYPE_CHECKING:
    from datetime import datetime


class Chunk(models.Model):
    """A share of a film's encoding that one worker does apart from the others.

    Position 0 is the whole sound, without pictures; the pictures follow in their order. ``prefix`` is where among the
    renditions its files lie until the film is joined, and only then is it made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="chunks")
    position = models.PositiveSmallIntegerField()
    first_frame = models.PositiveIntegerField(null=True)
    end_frame = models.PositiveIntegerField(null=True)
    """The first picture that is no more in it; None for the last chunk and for the sound."""
    rungs = models.JSONField(default=list)
    """Names of the sizes that are made of it."""

    prefix = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)
    enqueued_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)

    objects = ChunkQuerySet.as_manager()

    class Meta:
        ordering = ["asset", "position"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "position"], name="one_chunk_at_a_position"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, prefix="") | Q(done_at__isnull=False) & ~Q(prefix=""),
                name="a_chunk_that_is_done_lies_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(position=0, first_frame__isnull=True, end_frame__isnull=True)
                | Q(position__gt=0, first_frame__isnull=False),
                name="the_sound_has_no_pictures",
            ),
        ]
        indexes = [
            models.Index(
                fields=["claimed_until", "enqueued_at"], condition=Q(done_at=None), name="chunks_to_do"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.position}"

    @property
    def is_sound(self) -> bool:
        """The film's whole sound; otherwise pictures."""
        return self.position == 0

    @property
    def cut(self) -> Cut:
        """Which pictures. Raises ValueError for the sound."""
        if self.first_frame is None:
            raise ValueError("The sound has no pictures.")
        return Cut(self.first_frame, self.end_frame)

    def is_claimed_at(self, now: datetime) -> bool:
        """Somebody is at it."""
        return self.claimed_until is not None and self.claimed_until >= now

    def file(self, name: str) -> str:
        """The name in the renditions storage of one of its files."""
        return f"{self.prefix}/{name}"
