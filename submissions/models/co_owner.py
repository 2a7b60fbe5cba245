from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.entry import Entry
from submissions.querysets import CoOwnerQuerySet


class CoOwner(models.Model):
    """A further maker of an entry. Without a user it is an invitation that waits for whatever account accepts it.

    `offers_ownership`: whoever accepts becomes the responsible owner, and the row goes with it.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="co_owners")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="co_owned", null=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    invited_email = models.EmailField(_("invited address"), blank=True)
    offers_ownership = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    wants_letters = models.BooleanField(_("copies of our letters about this film"), default=True)
    token_digest = models.CharField(max_length=64, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    invited_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    objects = CoOwnerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("co-owner")
        verbose_name_plural = _("co-owners")
        constraints = [
            models.UniqueConstraint(fields=["entry", "user"], name="one_share_per_entry_and_person"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="co_owner_tokens_differ"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(offers_ownership=True), name="one_offer_of_ownership_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, accepted_at__isnull=False, offers_ownership=False)
                | (Q(user__isnull=True, expires_at__isnull=False) & ~Q(token_digest="")),
                name="co_owner_has_accepted_or_an_invitation",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return (str(self.user) if self.user_id else self.name) or self.invited_email

    @property
    def is_taken(self) -> bool:
        return self.user_id is not None

    @property
    def edition_id(self) -> int:
        return self.entry.edition_id
