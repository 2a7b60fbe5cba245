import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import AssetState
from media_pipeline.models.upload import Upload


class Asset(models.Model):
    """A film file: the original, what was measured of it, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assets")
    upload = models.OneToOneField(Upload, models.SET_NULL, related_name="asset", null=True)
    original_name = models.CharField(_("file name"), max_length=255)
    state = models.CharField(max_length=12, choices=AssetState, default=AssetState.RECEIVED)
    spec = models.JSONField(default=dict)
    probe = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.original_name
