"""What happens in the team: invite, accept, let go. A seat without a person is an invitation."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit, rules
from festival.emails import post_invitation
from festival.exceptions import Conflict, FestivalError
from festival.models import Edition, Membership, User
from festival.models.membership import new_invitation_token, token_digest


class InvitationUnknown(FestivalError):
    """No such link, or the office has withdrawn it."""

    status = 404


class InvitationOver(FestivalError):
    """The link was good once."""

    status = 410


@dataclass(frozen=True)
class Invitation:
    """A membership that waits, and its link: told once, because the database keeps only a digest."""

    membership: Membership
    url: str


@transaction.atomic
def invite(edition: Edition, *, role: str, email: str, by: User, name: str = "") -> Invitation:
    """Offer a seat. Asking twice for the same person and role is refused, so that nobody gets two letters."""
    _lock(edition)
    same_person = Q(invited_email__iexact=email) | Q(user__email__iexact=email)
    if edition.memberships.filter(same_person, role=role).exists():
        raise Conflict(
            _("%(email)s is already in the team in this role, or invited to it.") % {"email": email}
        )
    token = new_invitation_token()
    membership = Membership.objects.create(
        edition=edition, role=role, name=name, invited_email=email, **_fresh(token, by)
    )
    audit.record("invitation.sent", membership, by=by, role=role, email=email)
    return _post(membership, token, by)


@transaction.atomic
def resend_invitation(membership: Membership, *, by: User) -> Invitation:
    """A new link and a new month; the old link stops working at once."""
    membership = _waiting(membership)
    token = new_invitation_token()
    for field, value in _fresh(token, by).items():
        setattr(membership, field, value)
    membership.save()
    audit.record("invitation.resent", membership, by=by, email=membership.invited_email)
    return _post(membership, token, by)


def find_invitation(token: str) -> Membership:
    """The seat behind a link, also when it is taken already or too old: see `refuse_dead_invitation`."""
    found = (
        Membership.objects.select_related("edition__festival", "user", "invited_by")
        .filter(token_digest=token_digest(token))
        .first()
    )
    if found is None:
        raise InvitationUnknown(
            _("This invitation does not exist, or has been withdrawn. Ask the festival for a new link.")
        )
    return found


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Membership:
    """Bind the seat to whatever account accepts it. Accepting one's own seat again changes nothing."""
    membership = find_invitation(token)
    _lock(membership.edition)
    membership = find_invitation(token)
    if membership.user_id == by.pk:
        return membership
    refuse_dead_invitation(membership)
    if Membership.objects.filter(edition=membership.edition, role=membership.role, user=by).exists():
        raise Conflict(
            _("You hold this role here already. The invitation stays open for the person it was meant for.")
        )
    membership.user = by
    membership.name = membership.name or by.name
    membership.accepted_at = timezone.now()
    membership.save()
    by.__dict__.pop("_edition_roles", None)
    audit.record("invitation.accepted", membership, by=by, email=membership.invited_email)
    return membership


def refuse_dead_invitation(membership: Membership) -> None:
    """Raise the fitting sentence if nobody can accept this seat any more."""
    if membership.is_taken:
        raise InvitationOver(
            _("This invitation has been used. If it was not you, ask the festival for another.")
        )
    if membership.expires_at is None or membership.expires_at <= timezone.now():
        raise InvitationOver(_("This invitation has expired. Ask the festival to send it again."))


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Take a person off the team, or withdraw an invitation. The last director always stays."""
    _lock(membership.edition)
    membership = Membership.objects.select_related("edition", "user").filter(pk=membership.pk).first()
    if membership is None:
        return  # somebody pressed the same button a moment ago
    if rules.is_last_director(membership):
        raise Conflict(
            _("An edition is never without a director. Invite another one first, and wait until they accept.")
        )
    word = "member.removed" if membership.is_taken else "invitation.withdrawn"
    audit.record(word, membership, by=by, role=membership.role, email=_address(membership))
    try:
        membership.delete()
    except (ProtectedError, RestrictedError) as error:
        raise Conflict(
            _("%(name)s has work in this edition that must keep its author. Take the person off that first.")
            % {"name": membership}
        ) from error


@transaction.atomic
def seat(edition: Edition, user: User, role: str, *, by: Any) -> Membership:
    """Give a seat without an invitation: for whoever creates an edition, and for copying a team."""
    membership, created = Membership.objects.get_or_create(
        edition=edition, role=role, user=user, defaults={"name": user.name, "accepted_at": timezone.now()}
    )
    if created:
        audit.record("member.seated", membership, by=by, role=role)
    return membership


def _lock(edition: Edition) -> None:
    """Team changes of one edition happen one after the other."""
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)


def _waiting(membership: Membership) -> Membership:
    found = Membership.objects.select_for_update(of=("self",)).filter(pk=membership.pk).first()
    if found is None or found.is_taken:
        raise Conflict(_("This invitation is no longer open."))
    return found


def _fresh(token: str, by: User) -> dict[str, Any]:
    now = timezone.now()
    return {
        "token_digest": token_digest(token),
        "invited_by": by,
        "invited_at": now,
        "expires_at": now + settings.INVITATION_LIFETIME,
    }


def _post(membership: Membership, token: str, by: User) -> Invitation:
    url = settings.PORTAL_URL + reverse("festival:invitation", args=[token])
    post_invitation(membership, url=url, by=by, expires_at=membership.expires_at)
    return Invitation(membership, url)


def _address(membership: Membership) -> str:
    return membership.user.email if membership.user else membership.invited_email
