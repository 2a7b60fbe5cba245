from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.entry import Entry


class ReservePlace(models.Model):
    """Where a film stands on the reserve list, and for which film it moved up.

    It counts while the film is decided `reserve`; a film there without a row stands behind all others. `place` is
    the office's own order, which nobody outside ever learns. `instead_of`: the film whose place it has taken.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="reserve_place", primary_key=True)
    place = models.PositiveSmallIntegerField(_("place"), null=True)
    moved_up_at = models.DateTimeField(null=True, editable=False)
    instead_of = models.OneToOneField(
        Entry, models.SET_NULL, related_name="replaced_by", null=True, editable=False
    )

    class Meta:
        ordering = ["place"]
        verbose_name = _("place on the reserve list")
        verbose_name_plural = _("places on the reserve list")
        constraints = [
            models.CheckConstraint(
                condition=Q(instead_of=None) | Q(moved_up_at__isnull=False),
                name="who_takes_a_place_has_moved_up",
            ),
            models.CheckConstraint(
                condition=Q(instead_of=None) | ~Q(instead_of=models.F("entry")),
                name="nobody_takes_their_own_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place or '–'}: {self.entry}"
