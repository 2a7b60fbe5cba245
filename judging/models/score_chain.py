from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round


class ScoreChain(models.Model):
    """The end of a round's chain of marks: how many there are, and the digest of the newest. Written by the database.

    With it also a mark that was cut off at the end is missed (see `judging.score_chain`). Marks of repeated films have
    a chain of their own, whose end the last two columns keep: the first one must not tell that there are any.
    """

    round = models.OneToOneField(Round, models.PROTECT, related_name="score_chain")
    length = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    repeat_length = models.PositiveIntegerField(default=0, db_default=0)
    repeat_digest = models.CharField(max_length=64, default="", db_default="")

    class Meta:
        verbose_name = _("chain of marks")
        verbose_name_plural = _("chains of marks")

    def __str__(self) -> str:
        return f"{self.round}: {self.length}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
