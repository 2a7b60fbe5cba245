from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import MasterState
from media_pipeline.models.asset import originals
from media_pipeline.models.upload import Upload
from media_pipeline.packages import Package
from media_pipeline.probe import Probe


def stored_name(master: Master, filename: str) -> str:
    """As of films: without a word of the sender's."""
    return f"{master.pk.hex[:2]}/{master.pk.hex}"


class Master(models.Model):
    """A file for the projection, kept exactly as it came: read once for its facts, never converted, never judged.

    ``probe`` is empty for what is no film that we can read; ``package`` tells of a ZIP or TAR (a DCP, mostly).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="masters")
    upload = models.OneToOneField(Upload, models.SET_NULL, related_name="master", null=True)
    original_name = models.CharField(_("file name"), max_length=255)
    original = models.FileField(storage=originals, upload_to=stored_name, max_length=200, editable=False)
    size = models.BigIntegerField(_("bytes"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    container = models.CharField(max_length=16, blank=True, editable=False)
    probe = models.JSONField(default=dict, editable=False)
    package = models.JSONField(default=dict, editable=False)

    state = models.CharField(max_length=8, choices=MasterState, default=MasterState.RECEIVED, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    """A worker reads it, or it rests after a failure of ours."""
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MasterState.READ) | (Q(read_at__isnull=False) & ~Q(sha256="")),
                name="a_master_that_was_read_has_a_digest",
            ),
        ]
        indexes = [
            models.Index(
                fields=["claimed_until"], condition=Q(state=MasterState.RECEIVED), name="masters_to_read"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def facts(self) -> Probe | None:
        """What was read from a film; None before that and for anything else."""
        return Probe.from_json(self.probe) if self.probe else None

    @property
    def contents(self) -> Package | None:
        """What lies in a ZIP or TAR; None for anything else."""
        return Package(**self.package) if self.package else None
