from django.db import models

from media_pipeline.enums import CredentialsState
from media_pipeline.models.asset import Asset


class Credentials(models.Model):
    """Content Credentials (C2PA) as the original carried them: evidence, never a condition.

    ``facts`` is what the desk shows (``credentials.Facts``), ``raw`` the manifest store as the library reported it.
    """

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="credentials")
    state = models.CharField(max_length=16, choices=CredentialsState)
    facts = models.JSONField(default=dict)
    raw = models.JSONField(default=dict)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "credentials"

    def __str__(self) -> str:
        return self.get_state_display()
