from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from submissions.enums_film import LinkKind
from submissions.models.entry import Entry
from submissions.validators import validate_https

LONGEST_URL = 500


class Link(models.Model):
    """An address in the world's web, https only."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="links")
    kind = models.CharField(_("what it leads to"), max_length=12, choices=LinkKind, default=LinkKind.WEBSITE)
    url = models.URLField(_("address"), max_length=LONGEST_URL, validators=[validate_https])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(condition=models.Q(url__startswith="https://"), name="link_is_https")
        ]

    def __str__(self) -> str:
        return self.url


class PastScreening(models.Model):
    """Where and when the film was shown before, as its maker tells."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="past_screenings")
    place = models.CharField(_("festival, cinema or platform"), max_length=200)
    country = CountryField(_("country"), blank=True)
    shown_on = models.DateField(_("day"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("earlier screening")
        verbose_name_plural = _("earlier screenings")

    def __str__(self) -> str:
        return self.place
