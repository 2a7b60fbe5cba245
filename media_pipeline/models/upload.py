import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import UploadState


class Upload(models.Model):
    """A resumable upload (tus 1.0). Its offset is the spool file's size, so that a crash cannot lie about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    length = models.BigIntegerField(_("bytes"), null=True)
    metadata = models.TextField(blank=True)
    spec = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=UploadState, default=UploadState.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename or str(self.pk)
