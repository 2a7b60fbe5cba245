"""Reading an audience's vote: which films, who is who, what stands. Values for pages, no deeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from festival.models import Edition, User
from judging.audience.addresses import mailbox, pattern
from judging.audience.hashes import digest
from judging.enums import RoundState
from judging.enums_funnel import BallotForm, VoterWay
from judging.models import AudienceBallot, Poll, VoteQuarantine, Voter
from judging.scoring.audience import HIGHEST, LOWEST
from submissions.models import Entry


@dataclass(frozen=True)
class Person:
    """Somebody who has shown to be one person, as digests; `ticket` is the key of a genuine ticket."""

    way: str
    mailbox: str = ""
    account: str = ""
    ticket: int | None = None
    pattern: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """What the request tells, not yet digested; only digests of it are stored."""

    network: str = ""
    agent: str = ""
    device: str = ""


def polls_of(edition: Edition) -> QuerySet[Poll]:
    return Poll.objects.filter(round__edition=edition).select_related("round__edition__festival")


def public_polls(edition: Edition) -> QuerySet[Poll]:
    """Those that the public may know of: open ones and, until the results, closed ones."""
    return polls_of(edition).exclude(round__state=RoundState.DRAFT).order_by("round__closes_at", "pk")


def films_of(poll: Poll) -> QuerySet[Entry]:
    """The films that can be voted for: of the round, and published. Nothing else ever reaches the public."""
    shown = Entry.objects.of_edition(poll.round.edition).selected_publicly()
    return shown.filter(round_entries__round=poll.round_id)


def person_with_account(poll: Poll, user: User) -> Person:
    address = user.email
    return Person(
        VoterWay.ACCOUNT,
        mailbox=digest(poll.salt, "mailbox", mailbox(address)),
        account=digest(poll.salt, "account", str(user.pk)),
        pattern=digest(poll.salt, "pattern", pattern(address)),
    )


def voter_of(poll: Poll, person: Person) -> Voter | None:
    """The row of somebody who has voted before, by whichever way."""
    voters = Voter.objects.filter(poll=poll)
    if person.ticket is not None:
        return voters.filter(ticket=person.ticket).first()
    found = voters.filter(account=person.account).first() if person.account else None
    return found or (voters.filter(mailbox=person.mailbox).first() if person.mailbox else None)


def choices_of(voter: Voter | None) -> dict[str, int]:
    """What the newest ballot says; nothing before the first."""
    if voter is None:
        return {}
    newest = voter.ballots.order_by("-pk").values_list("choices", flat=True).first()
    return dict(newest or {})


def newest_ballots(poll: Poll) -> QuerySet[AudienceBallot]:
    """One ballot per voter: the newest."""
    return AudienceBallot.objects.filter(voter__poll=poll).order_by("voter_id", "-pk").distinct("voter_id")


def counting_ballots(poll: Poll) -> QuerySet[AudienceBallot]:
    """Without those of voters who are set aside."""
    return newest_ballots(poll).exclude(Exists(set_aside().filter(voter=OuterRef("voter"))))


def set_aside() -> QuerySet[VoteQuarantine]:
    return VoteQuarantine.objects.filter(lifted_at__isnull=True)


def readable(poll: Poll, posted: Mapping[str, Any]) -> dict[str, int] | None:
    """A ballot as it was posted, {film: mark}, or None for one that cannot be read. Whether its films exist is not asked."""
    chosen: dict[str, int] = {}
    for film, mark in posted.items():
        if mark in ("", None):
            continue
        text = str(mark)
        if not (text.isascii() and text.isdigit() and len(text) == 1):
            return None
        chosen[film] = int(text)
    highest = HIGHEST if poll.form == BallotForm.RATE else LOWEST
    return chosen if all(LOWEST <= mark <= highest for mark in chosen.values()) else None


def most_films(poll: Poll) -> int | None:
    """How many films a ballot may name; None: all of them."""
    return {BallotForm.ONE: 1, BallotForm.UP_TO: poll.most}.get(BallotForm(poll.form))
