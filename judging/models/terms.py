from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from judging.models.jury import Juror, Jury


class JuryTerms(models.Model):
    """One version of what jurors accept before they see a film: rules of the jury, secrecy.

    A published version is never changed or deleted: the database refuses it. Other words are a new version, and that
    one is accepted again.
    """

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="terms")
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
        verbose_name = _("jury terms")
        verbose_name_plural = _("jury terms")
        constraints = [
            models.UniqueConstraint(fields=["jury", "version"], name="one_terms_per_version"),
            models.UniqueConstraint(
                fields=["jury"], condition=Q(published_at__isnull=True), name="one_draft_of_terms"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jury} v{self.version}"

    @property
    def edition_id(self) -> int:
        return self.jury.edition_id

    def shown_in(self, language: str = "") -> tuple[str, str]:
        """The language and exactly the words that somebody reads who uses the portal in `language`."""
        wished = language or get_language() or ""
        if self.text.get(wished):
            return wished, self.text[wished]
        return next(((code, words) for code, words in self.text.items() if words), (wished, ""))

    def digest_in(self, language: str = "") -> str:
        """SHA-256 over the UTF-8 of those words."""
        return sha256(self.shown_in(language)[1].encode()).hexdigest()


class TermsAcceptance(models.Model):
    """A version accepted by typing a name. Append-only; the database keeps it so."""

    terms = models.ForeignKey(JuryTerms, models.PROTECT, related_name="acceptances")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="acceptances")
    name = models.CharField(_("name"), max_length=150)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    accepted_at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=64, blank=True)
    user_agent = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-terms__version"]
        verbose_name = _("acceptance of the terms")
        verbose_name_plural = _("acceptances of the terms")
        constraints = [
            models.UniqueConstraint(fields=["juror", "terms"], name="one_acceptance_per_version"),
            models.CheckConstraint(condition=~Q(name=""), name="acceptance_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def edition_id(self) -> int:
        return self.juror.edition_id
