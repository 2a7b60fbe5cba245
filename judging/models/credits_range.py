from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.models import Asset


class CreditsRange(models.Model):
    """Seconds of a film in which it names its makers, as the office has set them. Blind rounds cover them."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="credits_ranges")
    starts_s = models.DecimalField(_("from"), max_digits=8, decimal_places=2)
    ends_s = models.DecimalField(_("to"), max_digits=8, decimal_places=2)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["asset", "starts_s"]
        verbose_name = _("credits in the film")
        verbose_name_plural = _("credits in the films")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_s__gte=0, ends_s__gt=F("starts_s")), name="credits_range_runs_forward"
            ),
            models.UniqueConstraint(fields=["asset", "starts_s"], name="one_credits_range_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_s}–{self.ends_s}"
