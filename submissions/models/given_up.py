from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.models.entry import Entry


class GivenUp(models.Model):
    """A draft that was never submitted to an edition that is closed: its makers were warned, then its film went."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="given_up", primary_key=True)
    warned_at = models.DateTimeField()
    film_gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("draft that was given up")
        verbose_name_plural = _("drafts that were given up")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(film_gone_at=None) | models.Q(film_gone_at__gt=models.F("warned_at")),
                name="no_film_goes_unwarned",
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)
