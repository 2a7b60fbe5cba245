from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from submissions.models.entry import Entry


class Agreement(models.Model):
    """One version of what a maker signs about the rights in a film.

    A published version is never changed or deleted: the database refuses it. Other words are a new version.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField(_("version"), editable=False)
    text = LocalizedTextField(_("text"), rows=18, max_length=40_000)
    changes = LocalizedTextField(_("what is new"), rows=3, max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["-version"]
        verbose_name = _("rights agreement")
        verbose_name_plural = _("rights agreements")
        constraints = [
            models.UniqueConstraint(fields=["edition", "version"], name="one_agreement_per_version"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(published_at__isnull=True), name="one_draft_agreement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} v{self.version}"

    def shown_in(self, language: str = "") -> tuple[str, str]:
        """The language and exactly the words that somebody reads who uses the portal in `language`."""
        wished = language or get_language() or ""
        if self.text.get(wished):
            return wished, self.text[wished]
        return next(((code, words) for code, words in self.text.items() if words), (wished, ""))

    def digest_in(self, language: str = "") -> str:
        """SHA-256 over the UTF-8 of those words."""
        return sha256(self.shown_in(language)[1].encode()).hexdigest()


class Signature(models.Model):
    """A version signed for one entry by typing a name. Append-only; goes only with a draft never handed in."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="signatures")
    name = models.CharField(_("name"), max_length=150)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    signed_at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=64, blank=True)
    user_agent = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-agreement__version"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["entry", "agreement"], name="one_signature_per_version"),
            models.CheckConstraint(condition=~Q(name=""), name="signature_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SignatureRequest(models.Model):
    """The festival has asked a maker, after the submission, to sign this version."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="requests")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="signature_requests")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "agreement"], name="one_request_per_version")]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.agreement_id}"
