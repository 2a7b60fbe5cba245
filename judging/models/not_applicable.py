from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.round import Criterion, RoundEntry


class NotApplicable(models.Model):
    """A criterion that one film of the round has nothing for: the sound design of a silent film.

    A fact about the film, so it holds for all its jurors: nobody is asked, and marks given before are kept without
    being counted. The database refuses a criterion of another round (migration 0021).
    """

    round_entry = models.ForeignKey(RoundEntry, models.CASCADE, related_name="not_applicable")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="not_applicable")
    because = models.CharField(_("reason"), max_length=300)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("criterion that does not apply")
        verbose_name_plural = _("criteria that do not apply")
        constraints = [
            models.UniqueConstraint(
                fields=["round_entry", "criterion"], name="criterion_spared_once_per_film"
            ),
            models.CheckConstraint(condition=~models.Q(because=""), name="sparing_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.round_entry}: {self.criterion}"

    @property
    def edition_id(self) -> int:
        return self.round_entry.round.edition_id
