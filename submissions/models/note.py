from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.models.entry import Entry


class EntryNote(models.Model):
    """What the office writes down about a film, for itself. Neither makers nor jurors ever see it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="office_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    author_text = models.CharField(max_length=200)
    text = models.TextField(_("note"), max_length=5000)
    written_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]
