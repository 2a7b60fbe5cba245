from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round


class CalibrationRules(models.Model):
    """What a round declares about its calibration films (`RoundEntry.calibration`) before it opens.

    The database keeps it from then on, and every round that has opened has such a row (migration 0009 and
    `judging.actions.calibration`).
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="calibration_rules")
    shows_others = models.BooleanField(
        _("calibration films show how the others scored"),
        default=True,
        help_text=_("After a juror has confirmed such a film, so that all find a common scale."),
    )
    counts = models.BooleanField(
        _("calibration films count"),
        default=True,
        help_text=_("Otherwise their marks enter no result: for films that are not in competition."),
    )

    class Meta:
        verbose_name = _("rules of calibration films")
        verbose_name_plural = _("rules of calibration films")

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


def calibration_rules(judged: Round) -> CalibrationRules:
    """Those of the round, or what a round without any declares. No query where they are loaded."""
    try:
        return judged.calibration_rules
    except CalibrationRules.DoesNotExist:
        return CalibrationRules(round=judged)
