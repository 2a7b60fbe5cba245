import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import UploadState
from media_pipeline.uploads import spool


def new_upload_id() -> uuid.UUID:
    """128 random bits: the address of an upload is not to be guessed."""
    return uuid.UUID(bytes=secrets.token_bytes(16))


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: object) -> "UploadQuerySet":
        """An upload is its owner's alone; nobody else learns that it exists."""
        return self.filter(owner=user)

    def open_at(self, now: datetime) -> "UploadQuerySet":
        return self.filter(state=UploadState.OPEN, expires_at__gt=now)

    def unlocked_at(self, now: datetime) -> "UploadQuerySet":
        """Nobody is writing: no lease was taken, or its holder has gone silent."""
        return self.filter(Q(lock_until=None) | Q(lock_until__lt=now))

    def collectable_at(self, now: datetime) -> "UploadQuerySet":
        """Out of time: begun and left behind, or complete and never asked for."""
        leftover = Q(state=UploadState.OPEN) | Q(state=UploadState.FINISHED, spec__isnull=True)
        return self.filter(leftover, expires_at__lte=now).unlocked_at(now)

    def to_hand_over(self) -> "UploadQuerySet":
        """Complete and asked for, but the workshop has not received the film yet."""
        return self.filter(state=UploadState.FINISHED, received_at=None, spec__isnull=False)


class Upload(models.Model):
    """A resumable upload (tus 1.0). Its offset is the spool file's size, so that a crash cannot lie about it.

    `metadata` and `concat` are the headers exactly as the client sent them, because it gets them back; `parts` are
    the ids of the uploads that a concatenation was made of. `spec` is what the film will be inspected against; None
    until somebody claims the upload for an entry, and then it stays in the spool. `due_at` goes on to the film.
    `is_master`: a file for the projection, kept as it comes (see Master) and not prepared for viewing. `lock_token` and `lock_until` are
    a lease: whoever writes renews it, and a dead writer frees it by silence. `carried_bytes` are safe in the store
    already, where films lie in a bucket.
    """

    id = models.UUIDField(primary_key=True, default=new_upload_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    length = models.BigIntegerField(_("bytes"), null=True)
    metadata = models.TextField(blank=True)
    concat = models.TextField(blank=True)
    parts = ArrayField(models.UUIDField(), default=list, blank=True)
    spec = models.JSONField(default=dict, null=True)
    is_master = models.BooleanField(default=False, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(max_length=12, choices=UploadState, default=UploadState.OPEN)
    lock_token = models.UUIDField(null=True)
    lock_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    carried_bytes = models.BigIntegerField(default=0, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=UploadState.FINISHED) | Q(finished_at__isnull=False, length__isnull=False),
                name="finished_upload_has_date_and_length",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state"]),
            models.Index(
                fields=["finished_at"],
                condition=Q(state=UploadState.FINISHED, received_at__isnull=True),
                name="uploads_to_hand_over",
            ),
        ]

    def __str__(self) -> str:
        return self.filename or str(self.pk)

    @property
    def offset(self) -> int:
        """Bytes that are safely here."""
        return self.length or 0 if self.state == UploadState.FINISHED else spool.size(self.pk)

    @property
    def is_gone(self) -> bool:
        """Cancelled, collected, or about to be collected: nothing more can be added."""
        if self.state in {UploadState.EXPIRED, UploadState.TERMINATED}:
            return True
        return self.can_expire and self.expires_at <= timezone.now()

    @property
    def can_expire(self) -> bool:
        unclaimed = self.state == UploadState.FINISHED and self.spec is None
        return self.state == UploadState.OPEN or unclaimed

    @property
    def is_partial(self) -> bool:
        """A piece of a film, waiting to be joined with others."""
        return self.concat == "partial"
