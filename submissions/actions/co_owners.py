"""Who else works on an entry: invite, accept, let go. A share without a person is an invitation."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.team import InvitationOver, InvitationUnknown
from festival.exceptions import Conflict, Refused
from festival.models import AuditRecord, User
from festival.models.membership import new_invitation_token, token_digest
from submissions import maker_letters, rules
from submissions.models import CoOwner, Entry

MOST_MAKERS = 20
MOST_INVITATIONS_A_DAY = 40  # one person's, over all films: nobody's mailbox is filled in our name
SENT = ("maker.invited", "maker.invited_again", "ownership.offered")


@dataclass(frozen=True)
class Invitation:
    """A share that waits, and its link: told once, because the database keeps only a digest."""

    share: CoOwner
    url: str


@transaction.atomic
def invite_co_owner(entry: Entry, *, email: str, by: User, name: str = "") -> Invitation:
    """Ask somebody to work on the entry with its owner. Nobody is asked twice."""
    entry = locked_entry(entry)
    _refuse_unless_owner(by, entry)
    same_person = Q(invited_email__iexact=email) | Q(user__email__iexact=email)
    if entry.owner.email.lower() == email.lower() or entry.co_owners.filter(same_person).exists():
        raise Conflict(_("%(email)s works on this film already, or is invited to.") % {"email": email})
    if entry.co_owners.count() >= MOST_MAKERS:
        raise Conflict(_("A film can have at most %(most)d co-owners here.") % {"most": MOST_MAKERS})
    refuse_flood(by)
    token = new_invitation_token()
    share = CoOwner.objects.create(entry=entry, name=name, invited_email=email, **fresh(token, by))
    audit.record("maker.invited", entry, by=by, email=email)
    return _post(share, token, by)


@transaction.atomic
def resend_share(share: CoOwner, *, by: User) -> Invitation:
    """A new link and a new month; the old link stops working at once. For an offer of ownership, too."""
    entry = locked_entry(share.entry)
    waiting = entry.co_owners.invited().filter(pk=share.pk).first()
    if waiting is None:
        raise Conflict(_("This invitation is no longer open."))
    if not rules.may_take_back(by, waiting, entry):
        raise Refused
    refuse_flood(by)
    token = new_invitation_token()
    for field, value in fresh(token, by).items():
        setattr(waiting, field, value)
    waiting.save()
    audit.record("maker.invited_again", entry, by=by, email=waiting.invited_email)
    return _post(waiting, token, by)


def find_share(token: str) -> CoOwner:
    """The share behind a link, also when it is taken already or too old: see `refuse_dead_share`."""
    found = (
        CoOwner.objects.select_related("entry__edition__festival", "entry__owner", "user", "invited_by")
        .filter(token_digest=token_digest(token))
        .first()
    )
    if found is None:
        raise InvitationUnknown(
            _("This invitation does not exist, or has been withdrawn. Ask the film's maker for a new link.")
        )
    return found


def refuse_dead_share(share: CoOwner) -> None:
    """Raise the fitting sentence if nobody can accept this share any more."""
    if share.is_taken:
        raise InvitationOver(
            _("This invitation has been used. If it was not you, ask the film's maker for another.")
        )
    if share.expires_at is None or share.expires_at <= timezone.now():
        raise InvitationOver(_("This invitation has expired. Ask the film's maker to send it again."))


@transaction.atomic
def accept_share(token: str, *, by: User) -> CoOwner:
    """Bind the share to whatever account accepts it. Accepting one's own again changes nothing.

    An offer of ownership is accepted with `submissions.actions.accept_ownership`.
    """
    share = find_share(token)
    entry = locked_entry(share.entry)
    share = find_share(token)
    if share.user_id == by.pk:
        return share
    refuse_dead_share(share)
    if rules.owns(by, entry):
        raise Conflict(
            _("This film is yours already. The invitation stays open for the person it was meant for.")
        )
    share.user, share.accepted_at, share.expires_at = by, timezone.now(), None
    share.save()
    rules.forget_shares(by)
    audit.record("maker.joined", entry, by=by, email=share.invited_email)
    maker_letters.post_joined(entry, who=by)
    return share


@transaction.atomic
def remove_share(share: CoOwner, *, by: User) -> None:
    """Let a co-owner go, leave oneself, or withdraw an invitation. A second press of the button does no harm."""
    entry = locked_entry(share.entry)
    found = entry.co_owners.select_related("user").filter(pk=share.pk).first()
    if found is None:
        return
    if not rules.may_take_back(by, found, entry):
        raise Refused
    if not found.is_taken:
        word = "ownership.taken_back" if found.offers_ownership else "maker.invitation_withdrawn"
    else:
        word = "maker.left" if found.user_id == by.pk else "maker.removed"
    email = found.user.email if found.user else found.invited_email
    audit.record(word, entry, by=by, email=email)
    if found.user:
        rules.forget_shares(found.user)
        rules.forget_shares(by)
        if word == "maker.removed":
            maker_letters.post_removed(entry, found.user)
    found.delete()


def choose_letters(entry: Entry, *, wanted: bool, by: User) -> None:
    """A co-owner says whether copies of the letters about this film shall come."""
    CoOwner.objects.filter(entry=entry, user=by).update(wants_letters=wanted)


def locked_entry(entry: Entry) -> Entry:
    """Changes among the makers of one film happen one after the other."""
    Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    return Entry.objects.select_related("edition__festival", "owner").get(pk=entry.pk)


def refuse_flood(by: User) -> None:
    lately = timezone.now() - timedelta(days=1)
    if AuditRecord.objects.filter(actor=by, action__in=SENT, at__gt=lately).count() >= MOST_INVITATIONS_A_DAY:
        raise Conflict(_("You have sent very many invitations today. Go on tomorrow."))


def fresh(token: str, by: User) -> dict[str, Any]:
    now = timezone.now()
    return {
        "token_digest": token_digest(token),
        "invited_by": by,
        "invited_at": now,
        "expires_at": now + settings.INVITATION_LIFETIME,
    }


def link(token: str) -> str:
    return settings.PORTAL_URL + reverse("entries:share", args=[token])


def _post(share: CoOwner, token: str, by: User) -> Invitation:
    maker_letters.post_invitation(share, url=link(token), by=by)
    return Invitation(share, link(token))


def _refuse_unless_owner(by: User, entry: Entry) -> None:
    if not rules.answers_for(by, entry):
        raise Refused(_("Only the responsible owner says who else works on this film."))
