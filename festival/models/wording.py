from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.models.edition import Edition


class LetterWording(models.Model):
    """An edition's own words for one kind of letter in one language, in place of the built-in ones."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="letter_wordings")
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wordings of letters")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "language"], name="one_wording_per_letter_and_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(subject="") & ~models.Q(body=""), name="wording_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
