from django.conf import settings
from django.db import models


class AuditRecord(models.Model):
    """One line of the trail. The database refuses to change or delete it (migration 0002)."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    actor_text = models.CharField(max_length=300)
    action = models.CharField(max_length=80)
    edition = models.ForeignKey("festival.Edition", models.PROTECT, related_name="audit_records", null=True)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=64)
    target_text = models.CharField(max_length=300)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"]), models.Index(fields=["edition", "-id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.target_text}"
