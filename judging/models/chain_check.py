from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round


class ChainCheck(models.Model):
    """When the marks of a round were last worked out again, and the first that did not follow, if there is one.

    `broken_at`: the number of that mark in the chain; `score`: its key, None when marks are missing at the end.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="chain_check")
    checked_at = models.DateTimeField()
    broken_at = models.PositiveIntegerField(null=True)
    score = models.BigIntegerField(null=True)
    what = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = _("check of a chain of marks")
        verbose_name_plural = _("checks of chains of marks")
        constraints = [
            models.CheckConstraint(
                condition=Q(broken_at__isnull=True, score__isnull=True, what="")
                | (Q(broken_at__isnull=False) & ~Q(what="")),
                name="broken_chain_says_where",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.broken_at or ''}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
