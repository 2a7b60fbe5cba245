from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One letter to one person, kept in the outbox before, while and after it is sent."""

    edition = models.ForeignKey("festival.Edition", models.SET_NULL, related_name="letters", null=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="letters", null=True
    )
    to_email = models.EmailField(_("to"))
    language = models.CharField(max_length=10)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(sent_at__isnull=True), name="letters_unsent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_email}"
