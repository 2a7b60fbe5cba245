from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.models import Edition


def week_and_day_before() -> list[int]:
    return [7, 1]


class AfterSelection(models.Model):
    """What the makers of an edition's films are told besides the decision. All of it only after the announcement."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="after_selection")
    fair_viewing = models.BooleanField(
        _("say how many people watched the film, and how much of it"),
        default=False,
        help_text=_("Without names, and only where at least two people have watched."),
    )
    feedback_marks = models.BooleanField(
        _("give the averages of the marks with the jury's comments"),
        default=False,
        help_text=_("Only where at least three jurors have confirmed their marks."),
    )
    remind_days_before = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("remind of to-dos so many days before they are due"),
        default=week_and_day_before,
        blank=True,
    )

    remind_overdue_every = models.PositiveSmallIntegerField(
        _("remind of what is overdue every so many days"),
        default=7,
        help_text=_("0: never."),
    )

    class Meta:
        verbose_name = _("what makers are told")
        verbose_name_plural = _("what makers are told")

    def __str__(self) -> str:
        return str(self.edition)
