"""The rooms behind the header: one login, many hats."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from festival.enums import DESK_ROLES, Role
from festival.models import Membership


@dataclass(frozen=True)
class Room:
    label: str
    url: str
    current: bool


def rooms_for(user: Any, path: str) -> list[Room]:
    """Everybody may enter films; jurors and staff see their own doors. One query."""
    roles = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    doors = [(_("My films"), "/entries/", True)]
    doors.append((_("Jury room"), "/jury/", Role.JUROR in roles))
    doors.append((_("Desk"), "/desk/", user.is_superuser or bool(roles & DESK_ROLES)))
    return [Room(label, url, path.startswith(url)) for label, url, may in doors if may]
