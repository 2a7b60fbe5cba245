from __future__ import annotations

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from media_pipeline.enums import RenditionKind
from media_pipeline.models.asset import Asset
from media_pipeline.querysets import RenditionQuerySet


def renditions() -> Storage:
    """Where everything lies that was made of the originals."""
    return storages["renditions"]


class Rendition(models.Model):
    """Something made of an asset: one size of the stream, the poster, the storyboard."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=12, choices=RenditionKind)
    name = models.CharField(max_length=40)
    prefix = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    complete = models.BooleanField(default=True)
    """False while the encoder still adds to it: a film can be watched long before its last picture is made."""
    playlist = models.TextField(blank=True)
    """The segments so far of a stream that grows; empty once its playlist lies beside them in the storage."""
    created_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["asset", "kind", "-height"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "kind", "name"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_rendition_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def file(self, name: str) -> str:
        """The name in the renditions storage of one of its files."""
        return f"{self.prefix}/{name}"
