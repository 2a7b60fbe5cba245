from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition, Letter
from submissions.enums import MailingState


class Mailing(models.Model):
    """One letter to many makers. `audience`: which films, as the form of the page has it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="mailings")
    subject = LocalizedTextField(_("subject"), max_length=200)
    body = LocalizedTextField(_("text"), max_length=10_000, rows=14)
    audience = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MailingState, default=MailingState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter to many")
        verbose_name_plural = _("letters to many")

    def __str__(self) -> str:
        return str(self.subject)


class MailingReader(models.Model):
    """One person of a mailing, with their films as they were when it was sent. Written to when `letter` is there."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    films = ArrayField(models.UUIDField())
    letter = models.ForeignKey(Letter, models.SET_NULL, related_name="+", null=True)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailing", "person"], name="one_letter_per_mailing_and_person")
        ]

    def __str__(self) -> str:
        return str(self.person)
