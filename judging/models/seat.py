"""What a seat says of its person: the answer to the invitation, and what conflicts are found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.people_enums import SeatState


class SeatAnswer(models.Model):
    """Columns of a juror. `state_reason`: why the seat was declined or left, in the person's or the office's words."""

    state = models.CharField(
        _("answer"), max_length=8, choices=SeatState, default=SeatState.INVITED, editable=False
    )
    state_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.CharField(max_length=300, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    alternate = models.BooleanField(
        _("alternate"),
        default=False,
        help_text=_("Gets no films until they take somebody's place."),
    )

    class Meta:
        abstract = True

    @property
    def is_to_be_asked(self) -> bool:
        """Has a seat, and the office has not written yet."""
        return self.state == SeatState.INVITED and self.asked_at is None


class JurorProfile(models.Model):
    """Columns of a juror, one thing a line, for the office's eyes: they are laid beside the credits of each film."""

    also_known_as = models.TextField(
        _("also known as"),
        max_length=1000,
        blank=True,
        help_text=_("Other names and spellings, also in other scripts; one a line."),
    )
    companies = models.TextField(
        _("companies"),
        max_length=1000,
        blank=True,
        help_text=_("Where they work or have a share; one a line."),
    )
    schools = models.TextField(
        _("schools"), max_length=1000, blank=True, help_text=_("Where they teach or study; one a line.")
    )
    handles = models.TextField(
        _("websites and profiles"),
        max_length=1000,
        blank=True,
        help_text=_("Addresses or @names; one a line."),
    )

    class Meta:
        abstract = True
