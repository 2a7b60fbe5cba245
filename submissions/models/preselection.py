from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.desk_enums import Leaning
from submissions.models.entry import Entry


class Preselection(models.Model):
    """A member of the team is to watch this film before the jury does, and says what they think of it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="preselections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preselections")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    assigned_at = models.DateTimeField(auto_now_add=True)
    leaning = models.CharField(_("leaning"), max_length=8, choices=Leaning, blank=True)
    said_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["assigned_at", "pk"]
        verbose_name = _("pre-selection")
        verbose_name_plural = _("pre-selections")
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="one_preselection_per_person"),
            models.CheckConstraint(
                condition=Q(leaning="", said_at__isnull=True) | (~Q(leaning="") & Q(said_at__isnull=False)),
                name="preselection_said_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.person}"
