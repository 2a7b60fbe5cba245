from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from media_pipeline.models import Asset
from submissions.models.entry import Entry


class SnapshotCause(models.TextChoices):
    """Why a version was kept."""

    SUBMITTED = "submitted", _("Handed in")
    MAKER = "maker", _("Corrected by the maker")
    OFFICE = "office", _("Corrected by the office")
    FILM = "film", _("Another film file")
    FOUND = "found", _("First kept later")


class Snapshot(models.Model):
    """One numbered version of all that an entry says, as it was at a moment. The database never changes it.

    `data` is canonical JSON (submissions.snapshots), `sha256` its digest. `film` and `files` hold the film and the
    pictures of this version, so that nobody removes them while it is kept.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="snapshots")
    version = models.PositiveIntegerField()
    cause = models.CharField(max_length=10, choices=SnapshotCause)
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    film = models.ForeignKey(Asset, models.PROTECT, related_name="+", null=True)
    files = ArrayField(models.CharField(max_length=200), default=list)
    note = models.CharField(max_length=300, blank=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    kept_by_text = models.CharField(max_length=300)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["entry", "-version"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="one_snapshot_per_version"),
            models.CheckConstraint(condition=models.Q(version__gt=0), name="snapshot_versions_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} v{self.version}"

    @property
    def edition_id(self) -> int:
        return self.entry.edition_id


class SnapshotSeen(models.Model):
    """Up to which version the office has looked at what changed."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="snapshot_seen")
    version = models.PositiveIntegerField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    seen_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.entry} v{self.version}"
