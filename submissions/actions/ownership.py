"""The film passes to somebody else: offered by its owner, or by the office when the owner is gone; always accepted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError, Refused
from festival.models import User
from festival.models.membership import new_invitation_token
from submissions import maker_letters, rules
from submissions.actions.co_owners import (
    Invitation,
    find_share,
    fresh,
    link,
    locked_entry,
    refuse_dead_share,
    refuse_flood,
)
from submissions.models import CoOwner, Entry


@transaction.atomic
def offer_ownership(entry: Entry, *, email: str, by: User, reason: str = "") -> Invitation:
    """Ask somebody, a co-owner or anybody else, to answer for the film from now on.

    The owner needs no reason. A director does: the present owner is written to at once, so that nothing happens
    behind their back.
    """
    entry = locked_entry(entry)
    own, reason = rules.answers_for(by, entry), reason.strip()[:300]
    if not own and not rules.can_pass_on(by, entry):
        raise Refused(_("Only the responsible owner or a festival director can pass this film on."))
    if not own and not reason:
        raise FestivalError(_("Say why: the reason is kept, and the present owner reads it."), status=422)
    if entry.owner.email.lower() == email.lower():
        raise Conflict(_("%(email)s is the responsible owner already.") % {"email": email})
    if entry.co_owners.filter(offers_ownership=True).exists():
        raise Conflict(_("This film is offered to somebody already. Take that offer back first."))
    refuse_flood(by)
    token = new_invitation_token()
    share = CoOwner.objects.create(
        entry=entry, invited_email=email, offers_ownership=True, reason=reason, **fresh(token, by)
    )
    audit.record("ownership.offered", entry, by=by, note=reason, email=email)
    maker_letters.post_offer(share, url=link(token), by=by)
    if not own:
        maker_letters.post_offer_notice(share, by=by)
    return Invitation(share, link(token))


@transaction.atomic
def accept_ownership(token: str, *, by: User) -> Entry:
    """The new owner says yes. The former one stays as a co-owner, unless the office passed the film on."""
    share = find_share(token)
    entry = locked_entry(share.entry)
    share = find_share(token)
    refuse_dead_share(share)
    if not share.offers_ownership:
        raise Conflict(_("This link invites you as a co-owner only."))
    if entry.owner_id == by.pk:
        raise Conflict(_("This film is yours already. The offer stays open for the person it was meant for."))
    former = entry.owner
    gone = share.reason != ""
    entry.co_owners.filter(user=by).delete()
    share.delete()
    Entry.objects.filter(pk=entry.pk).update(owner=by)
    entry.owner = by
    if not gone:
        CoOwner.objects.create(entry=entry, user=former, accepted_at=timezone.now())
    for person in (former, by):
        rules.forget_shares(person)
    audit.record("ownership.passed", entry, by=by, note=share.reason, former=former.email, heir=by.email)
    maker_letters.post_passed(entry, former=former)
    return entry
