import secrets
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival import pseudonyms
from festival.enums import Role
from festival.models.edition import Edition
from festival.querysets import MembershipQuerySet


def new_invitation_token() -> str:
    """The secret in an invitation link: 256 bits, of which the database keeps only a digest."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class Membership(models.Model):
    """A seat in an edition's team. Without a user it is an invitation that waits for whatever account accepts it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    invited_email = models.EmailField(_("invited address"), blank=True)
    token_digest = models.CharField(max_length=64, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    invited_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "name", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["edition", "role", "user"], name="one_seat_per_role_and_person"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="invitation_tokens_differ"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(token_digest=""),
                name="seat_has_a_person_or_an_invitation",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return pseudonyms.said(self.name) or (str(self.user) if self.user_id else self.invited_email)

    @property
    def is_taken(self) -> bool:
        return self.user_id is not None
