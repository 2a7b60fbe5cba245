"""Who may? One small predicate each; `edition_roles` is asked once per request and person."""

from typing import Any

from festival.enums import DESK_ROLES, Role
from festival.models import Edition, Festival, Membership


def edition_roles(user: Any, edition: Edition) -> frozenset[str]:
    """The hats this person wears at this edition. A superuser wears those of the whole staff."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known = user.__dict__.setdefault("_edition_roles", {})
    if edition.pk not in known:
        roles = Membership.objects.filter(user=user, edition=edition).values_list("role", flat=True)
        known[edition.pk] = frozenset(roles) | (DESK_ROLES if user.is_superuser else frozenset())
    return known[edition.pk]


def can_enter_desk(user: Any, edition: Edition) -> bool:
    return bool(edition_roles(user, edition) & DESK_ROLES)


def can_direct(user: Any, edition: Edition) -> bool:
    """Set up the edition, invite people, publish."""
    return Role.DIRECTOR in edition_roles(user, edition)


def can_programme(user: Any, edition: Edition) -> bool:
    """Work on entries, rounds and the programme."""
    return bool(edition_roles(user, edition) & {Role.DIRECTOR, Role.PROGRAMMER})


def can_see_results(user: Any, edition: Edition) -> bool:
    """Standings and votes before publication. Programmers do not: they work with the jurors every day."""
    return bool(edition_roles(user, edition) & {Role.DIRECTOR, Role.SCRUTINEER})


def can_shape_festival(user: Any, festival: Festival) -> bool:
    """Change a festival's name and colour and open a new edition: whoever directs one of its editions."""
    return Edition.objects.filter(festival=festival).directed_by(user).exists() or can_found_festival(user)


def is_last_director(membership: Membership) -> bool:
    """Whether the edition would be without a director if this person left."""
    if membership.role != Role.DIRECTOR or not membership.is_taken:
        return False
    others = Membership.objects.taken().filter(edition=membership.edition_id, role=Role.DIRECTOR)
    return not others.exclude(pk=membership.pk).exists()


def can_found_festival(user: Any) -> bool:
    """Create a festival: the installation's own administrators."""
    return bool(user.is_authenticated and user.is_superuser)
