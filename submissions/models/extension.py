import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from festival.models import Category, Edition


class Extension(models.Model):
    """A later deadline for whoever holds its link, or knows its code. Each person who takes it up is one use."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="extensions")
    category = models.ForeignKey(Category, models.CASCADE, related_name="extensions", null=True, blank=True)
    code = models.CharField(_("code"), max_length=40, blank=True)
    for_email = models.EmailField(_("only for"), blank=True)
    valid_from = models.DateTimeField(_("may be taken up from"), null=True, blank=True)
    until = models.DateTimeField(_("until"))
    uses_allowed = models.PositiveSmallIntegerField(
        _("how many people"), default=1, validators=[MinValueValidator(1)]
    )
    used = models.PositiveSmallIntegerField(default=0, editable=False)
    reason = models.CharField(_("reason"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_extension_per_code"),
            models.CheckConstraint(
                condition=Q(used__lte=F("uses_allowed")), name="extension_is_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_from__lt=F("until")),
                name="extension_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.reason

    @property
    def is_spent(self) -> bool:
        return self.used >= self.uses_allowed

    def situation_at(self, now: datetime) -> str:
        """One word for the desk: revoked, over, spent, waiting or open."""
        if self.revoked_at is not None:
            return "revoked"
        if now >= self.until:
            return "over"
        if self.is_spent:
            return "spent"
        return "waiting" if self.valid_from is not None and now < self.valid_from else "open"


class ExtensionUse(models.Model):
    """Somebody has taken the extension up."""

    extension = models.ForeignKey(Extension, models.CASCADE, related_name="uses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="extension_uses")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["extension", "user"], name="one_use_of_an_extension_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.extension}"
