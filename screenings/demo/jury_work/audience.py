"""An audience that votes for one film: tickets of two screenings, people with codes, and a few who overdid it."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from django.utils import timezone

from festival.models import Edition, User
from judging.actions.polls import create_poll
from judging.actions.quarantine import quarantine
from judging.actions.rounds import open_round
from judging.actions.tickets import make_tickets, void_tickets
from judging.actions.voting import cast_vote
from judging.audience.hashes import digest
from judging.audience.overview import shown_signals
from judging.audience.voting import Person, Whereabouts
from judging.enums_funnel import VoterWay
from judging.models import Poll
from screenings.demo.jury_work.films import MERITS
from submissions.models import Entry

ON_A_SHEET, WITH_CODES, TOO_MANY = 24, 8, 6


def let_the_audience_vote(edition: Edition, films: Sequence[Entry], by: User) -> Poll:
    name = {"en": "The audience's lantern", "zh-hans": "观众灯笼奖"}
    closes_at = timezone.now() + timedelta(days=4)
    poll = create_poll(edition, name=name, by=by, entries=films, closes_at=closes_at, tickets=True)
    open_round(poll.round, by=by)
    sheets = [
        make_tickets(poll, ON_A_SHEET, batch=hall, by=by)
        for hall in ("Friday, The Shed (demo)", "Saturday, The Shed (demo)")
    ]
    dice = Random("an evening in the shed")
    weights = [MERITS[film.title_international] ** 4 for film in films]
    for number, ticket in enumerate(sheets[0][:9]):
        holder = Person(VoterWay.TICKET, ticket=ticket.pk)
        film = dice.choices(films, weights)[0]
        _say(poll, holder, film, Whereabouts("hall", f"phone {number}"))
    for number in range(WITH_CODES):
        film = dice.choices(films, weights)[0]
        where = Whereabouts(f"home {number}", f"browser {number}")
        _say(poll, _by_mail(poll, f"visitor{number}", f"visitor {number}"), film, where)
    for number in range(TOO_MANY):
        where = Whereabouts("one house", "one browser", f"device {number // 3}")
        _say(poll, _by_mail(poll, f"fan{number}", "fan"), films[-1], where)
    void_tickets(sheets[1][-3:], by=by, reason="Left on the bus (demo)")
    strong = next(iter(shown_signals(poll)), None)
    if strong is not None:
        reason = "One browser, one address after the other (demo)"
        quarantine(poll, strong.voters[:3], by=by, reason=reason, signal=strong.signal.kind)
    return poll


def _by_mail(poll: Poll, name: str, pattern: str) -> Person:
    box = digest(poll.salt, "mailbox", f"{name}@audience.example")
    return Person(VoterWay.EMAIL, mailbox=box, pattern=digest(poll.salt, "pattern", pattern))


def _say(poll: Poll, person: Person, film: Entry, where: Whereabouts) -> None:
    cast_vote(poll, person, {str(film.pk): "1"}, where=where)
