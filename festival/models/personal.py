import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    MAKING = "making", _("Being put together")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    GONE = "gone", _("Expired")


class DataExport(models.Model):
    """An archive of everything about a person, made for this person alone; its file goes after some days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="data_exports")
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["queued", "making"]), name="one_export_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & Q(expires_at__isnull=False)),
                name="ready_export_has_a_file_and_an_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Erasure(models.Model):
    """A person's wish to be forgotten. Carried out when its days of grace are over, unless taken back."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasures")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="one_open_erasure_per_person",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(done_at__isnull=True),
                name="erasure_is_cancelled_or_done",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
