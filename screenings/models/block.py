from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from submissions.models import Entry


class Block(models.Model):
    """Films shown together, in an order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="blocks")
    title = LocalizedTextField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True)
    note = LocalizedTextField(_("note for the audience"), max_length=1000, rows=3, blank=True)
    films = models.ManyToManyField(Entry, through="BlockFilm", related_name="blocks")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="one_block_per_address")]

    def __str__(self) -> str:
        return str(self.title)


class BlockFilm(models.Model):
    block = models.ForeignKey(Block, models.CASCADE, related_name="block_films")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="block_films")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            # Deferred: two films change places within one transaction.
            models.UniqueConstraint(
                fields=["block", "position"], name="one_film_per_position", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["block", "entry"], name="film_once_per_block"),
        ]

    def __str__(self) -> str:
        return f"{self.position + 1}. {self.entry}"
