"""Which ones? The adjectives of the ground floor."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from festival.enums import DESK_ROLES

if TYPE_CHECKING:
    pass


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> "EditionQuerySet":
        return self.filter(public=True)

    def calling_at(self, now: datetime) -> "EditionQuerySet":
        """Public editions that take entries at this moment."""
        return self.public().filter(call_opens_at__lte=now, call_closes_at__gt=now)

    def with_desk_for(self, user: Any) -> "EditionQuerySet":
        """Editions whose desk the person may enter."""
        return self._with_roles(user, DESK_ROLES)

    def directed_by(self, user: Any) -> "EditionQuerySet":
        return self._with_roles(user, {"director"})

    def _with_roles(self, user: Any, roles: Any) -> "EditionQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(
            pk__in=_membership_model().objects.filter(user=user, role__in=roles).values("edition_id")
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def taken(self) -> "MembershipQuerySet":
        return self.filter(user__isnull=False)

    def invited(self) -> "MembershipQuerySet":
        return self.filter(user__isnull=True)

    def acceptable_at(self, now: datetime) -> "MembershipQuerySet":
        return self.invited().filter(expires_at__gt=now)


def _membership_model() -> Any:

    return apps.get_model("festival", "Membership")
