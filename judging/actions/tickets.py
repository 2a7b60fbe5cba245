"""Print tickets for an audience's vote, and take them out of use."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.audience.codes import MOST_TICKETS
from judging.enums import RoundState
from judging.models import Poll, VoteTicket

MOST_ON_A_SHEET = 1000


def make_tickets(poll: Poll, count: int, *, batch: str, by: Any) -> list[VoteTicket]:
    """So many new tickets under one name ("Saturday, hall 2"): one sheet."""
    batch = batch.replace("\x00", "").strip()[:80]
    if not batch:
        raise FestivalError(_("Give the sheet a name, for example the screening."), status=422)
    if not 1 <= count <= MOST_ON_A_SHEET:
        raise FestivalError(_("A sheet has 1 to %(most)s tickets.") % {"most": MOST_ON_A_SHEET}, status=422)
    with transaction.atomic():
        present = Poll.objects.select_for_update(of=("self",)).select_related("round").get(pk=poll.pk)
        if present.round.state == RoundState.CLOSED:
            raise Conflict(_("The vote is closed. Nothing can be given or changed any more."))
        if not present.tickets:
            raise Conflict(_("This vote takes no tickets."))
        last = present.vote_tickets.aggregate(last=Max("number"))["last"] or 0
        if last + count > MOST_TICKETS:
            raise Conflict(_("There cannot be more tickets for one vote."))
        made = VoteTicket.objects.bulk_create(
            VoteTicket(poll=present, number=last + number, batch=batch, made_by=by)
            for number in range(1, count + 1)
        )
        audit.record("poll.tickets_made", present.round, by=by, count=count, sheet=batch)
    return made


def void_tickets(tickets: Iterable[VoteTicket], *, by: Any, reason: str) -> int:
    """Lost or stolen: these can vote no more. What was already voted with them stays, and can be set aside."""
    reason = reason.replace("\x00", "").strip()[:300]
    if not reason:
        raise FestivalError(_("Say why: the reason is kept."), status=422)
    tickets = list(tickets)
    with transaction.atomic():
        keys = [ticket.pk for ticket in tickets]
        changed = VoteTicket.objects.filter(pk__in=keys, voided_at__isnull=True, voter__isnull=True).update(
            voided_at=timezone.now(), void_reason=reason
        )
        if changed:
            judged = tickets[0].poll.round
            audit.record("poll.tickets_voided", judged, by=by, note=reason, count=changed)
    return changed


def voided_words(count: int) -> str:
    words = ngettext("%(count)s unused ticket is void now.", "%(count)s unused tickets are void now.", count)
    return words % {"count": count}
