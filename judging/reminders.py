"""Who of a round is to be reminded now, by which rule, and who cannot or will not be written to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from festival.models import DeadAddress, Letter, NoReminders
from judging.admission import SeatStanding, standings_of
from judging.models import Juror, Round, RoundReminder
from judging.progress import Progress, RoundProgress, progress_of
from judging.reminding import Facts, Rule, is_due
from judging.vote_progress import VOTING


@dataclass(frozen=True)
class Reader:
    """A juror of a round with what is left; `silent`: unsubscribed, or the address is dead, or no account yet."""

    standing: SeatStanding
    progress: Progress
    silent: bool

    @property
    def juror(self) -> Juror:
        return self.standing.juror

    @property
    def wants_answer(self) -> bool:
        return self.standing.waits

    @property
    def has_work(self) -> bool:
        """There is something that a letter by hand could remind of."""
        return self.standing.waits or (self.standing.admitted and self.progress.left > 0)


def readers_of(judged: Round, progress: RoundProgress | None = None) -> list[Reader]:
    """Everybody who sits in the jury. A handful of queries; fewer with the round's `progress`."""
    by_juror = {juror.pk: sheet for juror, sheet in (progress or progress_of(judged)).by_juror}
    seats = Juror.objects.filter(jury=judged.jury_id).sitting()
    jurors = list(seats.select_related("jury__edition__festival", "membership__user", "bloc"))
    people = {juror.membership.user_id for juror in jurors}
    unwanted = set(NoReminders.objects.filter(person__in=people - {None}).values_list("person_id", flat=True))
    dead = {address.lower() for address in DeadAddress.objects.values_list("address", flat=True)}
    return [
        Reader(
            standing, by_juror.get(standing.juror.pk) or Progress(), _silent(standing.juror, unwanted, dead)
        )
        for standing in standings_of(jurors)
    ]


def _silent(juror: Juror, unwanted: set[int], dead: set[str]) -> bool:
    user = juror.membership.user
    return user is None or user.pk in unwanted or user.email.lower() in dead


def facts_of(judged: Round, reader: Reader) -> Facts:
    return Facts(
        opened_at=max(filter(None, (judged.opened_at, judged.opens_at)), default=None),
        closes_at=judged.closes_at,
        asked_at=reader.juror.asked_at,
        admitted=not reader.standing.waits,
        assigned=reader.progress.assigned,
        finished=reader.progress.finished,
        begun=bool(reader.progress.begun or reader.progress.finished or _watched_here(judged, reader)),
    )


def _watched_here(judged: Round, reader: Reader) -> bool:
    """The films of a vote were watched in the rounds before it: that begins nothing."""
    return judged.mode not in VOTING and reader.progress.watched > 0


def rule_of(row: RoundReminder) -> Rule:
    return Rule(row.kind, row.days, row.percent_left)


def key_of(row: RoundReminder, juror: Juror) -> str:
    """Of the letter: one by each rule for each juror, also when the deadline moves."""
    return f"jury:{row.pk}:{juror.pk}"


def due_readers(
    judged: Round, rows: Iterable[RoundReminder], now: datetime, readers: list[Reader] | None = None
) -> dict[int, list[Reader]]:
    """By the rule's id: who would be written to now, without those who have had that letter.

    `readers`: if they are here already.
    """
    rows = list(rows)
    if not rows:
        return {}
    readers = readers_of(judged) if readers is None else readers
    keys = {key_of(row, reader.juror) for row in rows for reader in readers}
    written = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    return {
        row.pk: [
            reader
            for reader in readers
            if not reader.silent
            and key_of(row, reader.juror) not in written
            and is_due(rule_of(row), facts_of(judged, reader), now)
        ]
        for row in rows
    }
