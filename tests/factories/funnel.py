"""Qualifying rounds, chains of rounds, and votes of the audience."""

import itertools
from datetime import timedelta
from typing import Any

from django.utils import timezone

from festival.models import Edition
from judging import actions
from judging.audience.addresses import mailbox, pattern
from judging.audience.hashes import digest
from judging.audience.voting import Person, Whereabouts, person_with_account
from judging.enums import RoundMode
from judging.enums_funnel import VoterWay
from judging.models import Assignment, Juror, Jury, Poll, Round, Voter
from judging.qualifying import MARKS, ensure_question
from submissions.enums import Decision
from submissions.models import Entry
from tests.factories import festival as people
from tests.factories import judging as make

_numbers = itertools.count(1)
HERE = Whereabouts("192.0.2.7", "a browser", "a device")


def qualifying_draft(
    jury: Jury, films: list[Entry], *, rules: dict[str, Any] | None = None, **fields: Any
) -> Round:
    columns = {"name": {"en": "First look"}, "mode": RoundMode.QUALIFYING, **fields}
    made = actions.create_round(jury.edition, jury=jury, by=None, entries=films, **columns)
    actions.declare_consensus(made, by=None, **(rules or {}))
    actions.assign_all(made, by=None)
    return made


def qualifying_round(jury: Jury, films: list[Entry], **fields: Any) -> Round:
    return actions.open_round(qualifying_draft(jury, films, **fields), by=None)


def answer(
    judged: Round, juror: Juror, film: Entry, word: str, *, remark: str = "", confirm: bool = True
) -> Assignment:
    given = make.assignment(judged, juror, film)
    person = juror.membership.user
    actions.save_score(given, ensure_question(judged), MARKS[word], by=person)
    if remark:
        actions.save_words(given, by=person, remark=remark)
    if confirm:
        actions.confirm_scorecard(given, by=person)
    return given


def publish(edition: Edition, films: list[Entry]) -> None:
    """The selection is announced, with these films in it."""
    Entry.objects.filter(pk__in=[film.pk for film in films]).update(decision=Decision.SELECTED)
    edition.selection_released_at = timezone.now()
    edition.save()


def poll_draft(edition: Edition, films: list[Entry], **columns: Any) -> Poll:
    """A vote of published films that could open: one film a ballot, until tomorrow."""
    publish(edition, films)
    wanted = {
        "name": {"en": "Audience award"},
        "closes_at": timezone.now() + timedelta(days=1),
        "tickets": True,
        **columns,
    }
    return actions.create_poll(edition, by=None, entries=films, **wanted)


def poll(edition: Edition, films: list[Entry], **columns: Any) -> Poll:
    made = poll_draft(edition, films, **columns)
    actions.open_round(made.round, by=None)
    return Poll.objects.select_related("round__edition__festival").get(pk=made.pk)


def somebody(of: Poll) -> Person:
    return person_with_account(of, people.user(f"voter{next(_numbers)}"))


def by_mail(of: Poll, address: str) -> Person:
    """As if the code had been typed."""
    return Person(
        VoterWay.EMAIL,
        mailbox=digest(of.salt, "mailbox", mailbox(address)),
        pattern=digest(of.salt, "pattern", pattern(address)),
    )


def vote(
    of: Poll, *films: Entry, person: Person | None = None, where: Whereabouts = HERE, **marks: int
) -> Voter:
    posted = {str(film.pk): 1 for film in films} | marks
    return actions.cast_vote(of, person or somebody(of), posted, where=where)
