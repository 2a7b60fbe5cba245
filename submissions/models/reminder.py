from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.models import Edition

USUAL_DAYS = (7, 2, 1)


class ReminderRules(models.Model):
    """On which days before the closing an edition reminds of drafts. Without a row: `USUAL_DAYS`; empty: never."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="reminder_rules", primary_key=True)
    days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(60)]),
        size=6,
        blank=True,
        verbose_name=_("days before the call closes"),
    )

    class Meta:
        verbose_name = _("reminders of drafts")
        verbose_name_plural = _("reminders of drafts")

    def __str__(self) -> str:
        return ", ".join(str(days) for days in self.days)


class DecisionDayChange(models.Model):
    """The public day of decisions was changed. Kept for everybody to see; `told_at`: when all makers were written to."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="decision_day_changes")
    before = models.DateField(null=True)
    after = models.DateField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of the notification date")
        verbose_name_plural = _("changes of the notification date")
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=models.F("after")) | Q(before=None) | Q(after=None),
                name="decision_day_really_changed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
