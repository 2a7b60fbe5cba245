"""Cast a vote of the audience; send a code to a mailbox, and spend it; show a ticket."""

from collections.abc import Mapping
from datetime import timedelta
from secrets import randbelow
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from festival.exceptions import Conflict, FestivalError
from judging.audience import limits
from judging.audience.addresses import mailbox, pattern
from judging.audience.codes import number_of
from judging.audience.hashes import digest, ticket_key
from judging.audience.voting import (
    Person,
    Whereabouts,
    choices_of,
    films_of,
    most_films,
    readable,
    voter_of,
)
from judging.emails import post_vote_code
from judging.enums_funnel import VoterWay
from judging.models import AudienceBallot, EmailCode, Poll, Round, Voter, VoteTicket, VoteTrace

CODE_MINUTES = 15
CODE_TRIES = 5


def cast_vote(poll: Poll, person: Person, posted: Mapping[str, Any], *, where: Whereabouts) -> Voter:
    """Give a vote or change it. The same ballot twice is written once; the newest counts.

    Refuses what was posted after closing, for a film that is not in the vote, or with too many films.
    """
    if person.ticket is None:
        limits.spend(limits.VOTES, digest(poll.salt, "network", where.network))
    choices = _valid(poll, posted)
    with transaction.atomic():
        _refuse_unless_open(poll)
        _refuse_ways(poll, person)
        voter = voter_of(poll, person) or _new_voter(poll, person, where)
        if choices_of(voter) != choices:
            AudienceBallot.objects.create(voter=voter, choices=choices)
    return voter


def send_code(poll: Poll, address: str, *, where: Whereabouts) -> None:
    """Mail a code to the address. Whoever asks learns nothing: neither whether it is known nor whether it has voted."""
    if not poll.emails:
        raise Conflict(_("This vote takes no codes by e-mail."))
    _refuse_unless_open(poll)
    box = digest(poll.salt, "mailbox", mailbox(address))
    limits.spend(limits.MAILS_BY_NETWORK, digest(poll.salt, "network", where.network))
    if not limits.allowed(limits.MAILS_BY_BOX, box):
        return  # said to nobody: a refusal here would tell that others have asked for this address
    code = f"{randbelow(10**6):06d}"
    now = timezone.now()
    with transaction.atomic():
        EmailCode.objects.create(
            poll=poll,
            mailbox=box,
            code=digest(poll.salt, "code", f"{box}:{code}"),
            pattern=digest(poll.salt, "pattern", pattern(address)),
            expires_at=now + timedelta(minutes=CODE_MINUTES),
        )
        post_vote_code(poll, address, code=code, minutes=CODE_MINUTES, language=get_language() or "")


def spend_code(poll: Poll, address: str, code: str, *, where: Whereabouts) -> Person:
    """The person behind a mailbox, for the right code in time. One answer for everything that is wrong with it."""
    box = digest(poll.salt, "mailbox", mailbox(address))
    limits.spend(limits.CODES_TRIED, digest(poll.salt, "network", where.network))
    wrong = FestivalError(
        _("This code is wrong or no longer valid. Look for the newest letter, or ask for another."),
        status=422,
    )
    sent = EmailCode.objects.filter(poll=poll, mailbox=box, spent_at__isnull=True).order_by("-pk").first()
    if sent is None or sent.expires_at < timezone.now():
        raise wrong
    tried = EmailCode.objects.filter(pk=sent.pk, tries__lt=CODE_TRIES, spent_at__isnull=True)
    if not tried.update(tries=F("tries") + 1):
        raise wrong
    typed = "".join(letter for letter in code if letter.isdigit())
    if sent.code != digest(poll.salt, "code", f"{box}:{typed}"):
        raise wrong
    if not EmailCode.objects.filter(pk=sent.pk, spent_at__isnull=True).update(spent_at=timezone.now()):
        raise wrong
    return Person(VoterWay.EMAIL, mailbox=box, pattern=sent.pattern)


def show_ticket(poll: Poll, code: str, *, where: Whereabouts, known: int | None = None) -> Person:
    """The holder of a genuine ticket that is neither void nor used. `known`: a ticket this browser has voted with."""
    if not poll.tickets:
        raise Conflict(_("This vote takes no tickets."))
    network = digest(poll.salt, "network", where.network)
    number = number_of(ticket_key(poll.salt), code) if poll.salt else None
    ticket = VoteTicket.objects.filter(poll=poll, number=number).first() if number is not None else None
    if ticket is None:
        limits.spend(limits.TICKETS_TRIED, network)
        raise FestivalError(
            _("This code is not one of our tickets. Look at each letter; O and I are never used."), status=422
        )
    if ticket.voided_at is not None:
        raise Conflict(_("This ticket is no longer valid. Ask at the box office for another."))
    if known != ticket.pk and Voter.objects.filter(ticket=ticket).exists():
        raise Conflict(
            _("Somebody has voted with this ticket already. To change that vote, use the same phone again.")
        )
    return Person(VoterWay.TICKET, ticket=ticket.pk)


def _valid(poll: Poll, posted: Mapping[str, Any]) -> dict[str, int]:
    choices = readable(poll, posted)
    if choices is None:
        raise FestivalError(_("This vote cannot be read. Reload the page and vote again."), status=422)
    if not choices:
        raise FestivalError(_("Choose a film first."), status=422)
    most = most_films(poll)
    if most is not None and len(choices) > most:
        words = ngettext(
            "You can choose %(most)s film; you have chosen %(count)s.",
            "You can choose up to %(most)s films; you have chosen %(count)s.",
            most,
        )
        raise FestivalError(words % {"most": most, "count": len(choices)}, status=422)
    known = {str(pk) for pk in films_of(poll).values_list("pk", flat=True)}
    if set(choices) - known:
        raise FestivalError(_("One of these films is not part of this vote. Reload the page."), status=422)
    return dict(sorted(choices.items()))


def _refuse_unless_open(poll: Poll) -> None:
    """Reads the round anew. The lock lets votes pass one another, and makes the closing wait for them (and they for it)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM judging_round WHERE id = %s FOR KEY SHARE", [poll.round_id])
        judged = Round.objects.get(pk=poll.round_id)
    if not judged.has_begun and judged.state == "open":
        raise Conflict(_("The vote has not begun yet."))
    if not judged.takes_scores:
        raise Conflict(_("The vote is closed. Nothing can be given or changed any more."))


def _refuse_ways(poll: Poll, person: Person) -> None:
    open_ways = {
        VoterWay.ACCOUNT: poll.accounts,
        VoterWay.EMAIL: poll.emails,
        VoterWay.TICKET: poll.tickets,
    }
    if not open_ways[VoterWay(person.way)]:
        raise Conflict(_("This vote is not open to you in this way."))
    if person.ticket is not None:
        ticket = VoteTicket.objects.select_for_update().get(pk=person.ticket)
        if ticket.voided_at is not None:
            raise Conflict(_("This ticket is no longer valid. Ask at the box office for another."))


def _new_voter(poll: Poll, person: Person, where: Whereabouts) -> Voter:
    """Of two tabs that vote at the same moment one makes the voter; the other finds it."""
    try:
        with transaction.atomic():
            voter = Voter.objects.create(
                poll=poll,
                way=person.way,
                mailbox=person.mailbox,
                account=person.account,
                ticket_id=person.ticket,
            )
    except IntegrityError:
        found = voter_of(poll, person)
        if found is None:
            raise
        return found
    VoteTrace.objects.create(
        voter=voter,
        network=digest(poll.salt, "network", where.network),
        agent=digest(poll.salt, "agent", where.agent),
        device=digest(poll.salt, "device", where.device),
        pattern=person.pattern,
    )
    return voter
