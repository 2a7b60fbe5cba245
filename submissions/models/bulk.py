import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.desk_enums import BulkOutcome, BulkState
from submissions.models.entry import Entry


class BulkChange(models.Model):
    """One deed done to many entries: what it was, to which, and until when it can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="bulk_changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BulkState, default=BulkState.PREPARED, editable=False)
    looked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)
    undo_until = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-looked_at"]
        verbose_name = _("change to many entries")
        verbose_name_plural = _("changes to many entries")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=BulkState.DONE) | Q(done_at__isnull=False, undo_until__isnull=False),
                name="bulk_change_done_has_times",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class BulkChangeRow(models.Model):
    """One entry in it: what was before and what came after, so that it can be put back."""

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="rows")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    outcome = models.CharField(
        max_length=10, choices=BulkOutcome, default=BulkOutcome.WAITING, editable=False
    )
    reason = models.CharField(max_length=20, blank=True, editable=False)
    before = models.JSONField(null=True, editable=False)
    after = models.JSONField(null=True, editable=False)
    trail_mark = models.BigIntegerField(null=True, editable=False)
    """The last line of the trail that is our own doing; later ones about the entry mean that others were at it."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["change", "entry"], name="one_row_per_entry_and_change")
        ]
        indexes = [models.Index(fields=["change", "outcome"])]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.entry_id}"
