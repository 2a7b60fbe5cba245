from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.desk_enums import FlagColour
from submissions.models.entry import Entry


class EntryFlag(models.Model):
    """One flag a film: what the office has to look at, and why."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="flag")
    colour = models.CharField(_("colour"), max_length=8, choices=FlagColour)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")

    def __str__(self) -> str:
        return str(self.get_colour_display())
