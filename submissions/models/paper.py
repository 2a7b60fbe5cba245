import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from submissions.models.entry import Entry


class Paper(models.Model):
    """A private file beside an entry: for its makers and the staff, as a download only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="papers")
    stored = models.CharField(max_length=80, unique=True, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="paper_has_content")]

    def __str__(self) -> str:
        return self.name
