from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from screenings.enums import ScreenKind


class Venue(models.Model):
    """A building. It belongs to an edition, so that next year's move never rewrites last year's programme."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="venues")
    name = LocalizedTextField(_("name"), max_length=120)
    address = LocalizedTextField(_("address"), max_length=300, rows=2, blank=True)
    step_free = models.BooleanField(_("step-free access"), default=False)
    notes = LocalizedTextField(
        _("good to know"),
        max_length=500,
        rows=2,
        blank=True,
        help_text=_("How to get there, cloakroom, café."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return str(self.name)


class Screen(models.Model):
    """What is looked at. Once anything stood on it, it is hidden rather than deleted."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="screens")
    name = LocalizedTextField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=ScreenKind, default=ScreenKind.HORIZONTAL)
    seats = models.PositiveIntegerField(_("seats"), default=0)
    width_px = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    turnaround_min = models.PositiveSmallIntegerField(
        _("turnaround, in minutes"),
        default=20,
        validators=[MinValueValidator(0), MaxValueValidator(240)],
        help_text=_("From the end of one item, questions included, to the start of the next."),
    )
    hidden = models.BooleanField(_("no longer used"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["venue__position", "venue_id", "position", "pk"]
        verbose_name = _("screen")
        verbose_name_plural = _("screens")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def full_name(self) -> str:
        """The screen with its building; a building with one screen of the same name is said once."""
        venue, screen = str(self.venue), str(self.name)
        return screen if venue == screen else f"{venue} · {screen}"
