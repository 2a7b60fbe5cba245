from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round
from judging.people_enums import ReminderKind


class RoundReminder(models.Model):
    """A rule by which a round writes to jurors. Each juror gets at most one letter by each rule."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reminders")
    kind = models.CharField(_("when"), max_length=8, choices=ReminderKind)
    days = models.PositiveSmallIntegerField(
        _("days"), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    percent_left = models.PositiveSmallIntegerField(
        _("with at least so much left, in per cent"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Only for letters before the deadline."),
    )
    paused = models.BooleanField(_("paused"), default=False)

    class Meta:
        ordering = ["kind", "-days", "pk"]
        verbose_name = _("reminder of a round")
        verbose_name_plural = _("reminders of a round")
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "days"], name="one_reminder_per_day_and_kind"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=60, percent_left__gte=1, percent_left__lte=100),
                name="reminder_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
