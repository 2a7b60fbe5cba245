from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival import pseudonyms
from festival.localized import LocalizedTextField
from festival.models import Edition, Membership
from judging.models.seat import JurorProfile, SeatAnswer
from judging.querysets import JurorQuerySet, JuryQuerySet


class Jury(models.Model):
    """People who judge together, for one edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="juries")
    name = LocalizedTextField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = JuryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("jury")
        verbose_name_plural = _("juries")

    def __str__(self) -> str:
        return str(self.name)


class Bloc(models.Model):
    """A part of a jury with a weight of its own: professionals, technologists, community delegates."""

    jury = models.ForeignKey(Jury, models.CASCADE, related_name="blocs")
    name = LocalizedTextField(_("name"), max_length=120)
    weight = models.DecimalField(
        _("weight"),
        max_digits=6,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Compared with the other blocs: 60 and 40, or 3 and 2."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")
        constraints = [models.CheckConstraint(condition=Q(weight__gt=0), name="bloc_weighs_something")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def edition_id(self) -> int:
        return self.jury.edition_id


class Juror(SeatAnswer, JurorProfile, models.Model):
    """A seat in a jury. Who sits there is the membership's business: an invitation is a seat already."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="jurors")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="jury_seats")
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="jurors", null=True, blank=True)
    display_name = models.CharField(_("name on the jury page"), max_length=150)
    presides = models.BooleanField(_("presides over the jury"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages understood"), default=list, blank=True
    )
    capacity_minutes = models.PositiveIntegerField(
        _("minutes of film at most"),
        null=True,
        blank=True,
        help_text=_("What this person can watch in one round. Empty: a fair share."),
    )
    most_films = models.PositiveIntegerField(_("films at most"), null=True, blank=True)

    objects = JurorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints = [
            models.UniqueConstraint(fields=["jury", "membership"], name="one_seat_per_jury"),
            models.UniqueConstraint(
                fields=["jury"], condition=Q(presides=True), name="one_president_per_jury"
            ),
            models.CheckConstraint(
                condition=Q(state="invited") | Q(state_at__isnull=False), name="answered_seat_has_date"
            ),
        ]

    def __str__(self) -> str:
        return pseudonyms.said(self.display_name)

    @property
    def edition_id(self) -> int:
        return self.jury.edition_id
