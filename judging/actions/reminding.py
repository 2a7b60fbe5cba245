"""Letters to jurors: by the rules of a round, each juror once by each; and by hand, once a day."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.setup import change
from festival.exceptions import Conflict
from festival.models import Letter
from judging.enums import RoundState
from judging.exceptions import RoundNotOpen
from judging.models import Round, RoundReminder
from judging.people_emails import post_answer_wanted, post_films_left
from judging.people_enums import ReminderKind
from judging.reminders import Reader, due_readers, key_of, readers_of


def add_reminder(judged: Round, *, kind: str, days: int, percent_left: int = 1, by: Any) -> RoundReminder:
    """A further rule of a round that is not closed."""
    if judged.state == RoundState.CLOSED:
        raise Conflict(_("The round is closed."))
    try:
        with transaction.atomic():
            row = RoundReminder.objects.create(round=judged, kind=kind, days=days, percent_left=percent_left)
            audit.record("round_reminder.added", row, by=by, days=days, percent=percent_left)
    except IntegrityError as error:
        raise Conflict(_("There is such a rule already.")) from error
    return row


def pause_reminder(row: RoundReminder, *, paused: bool, by: Any) -> None:
    row.paused = paused
    change(row, fields=["paused"], by=by)


def remove_reminder(row: RoundReminder, *, by: Any) -> None:
    with transaction.atomic():
        audit.record("round_reminder.removed", row, by=by)
        row.delete()


def remind_what_is_due(now: datetime) -> int:
    """Write what is due in open rounds; returns how many letters. Twice, or by two workers, writes nothing twice."""
    rounds = Round.objects.filter(state=RoundState.OPEN, reminders__paused=False, edition__closed_at=None)
    return sum(_remind(judged, now) for judged in rounds.select_related("edition__festival").distinct())


def _remind(judged: Round, now: datetime) -> int:
    rows = list(judged.reminders.filter(paused=False))
    due = due_readers(judged, rows, now)
    written = 0
    for row in rows:
        with transaction.atomic():
            readers = due[row.pk]
            for reader in readers:
                _post(
                    judged,
                    reader,
                    key=key_of(row, reader.juror),
                    answer=row.kind == ReminderKind.NOT_ACCEPTED,
                )
            if readers:
                audit.record("round.reminded", judged, by=None, note=str(row), count=len(readers))
            written += len(readers)
    return written


def remind_now(judged: Round, jurors: Collection[int], *, by: Any) -> int:
    """The office writes to these jurors (by their ids) at once; nobody gets two such letters a day.

    Returns how many letters were written. Who has nothing left to do is passed over.
    """
    if not judged.takes_scores:
        raise RoundNotOpen
    today = timezone.now().astimezone(judged.edition.tz).date()
    written = []
    with transaction.atomic():
        for reader in readers_of(judged):
            key = f"jury-hand:{judged.pk}:{reader.juror.pk}:{today}"
            fits = reader.juror.pk in jurors and reader.has_work and not reader.silent
            if fits and not Letter.objects.filter(key=key).exists():
                _post(judged, reader, key=key, answer=reader.wants_answer)
                written.append(str(reader.juror))
        if written:
            audit.record("round.reminded", judged, by=by, count=len(written), jurors=written)
    return len(written)


def _post(judged: Round, reader: Reader, *, key: str, answer: bool) -> None:
    if answer:
        post_answer_wanted(reader.juror, key=key)
    else:
        sheet = reader.progress
        post_films_left(reader.juror, judged, films=sheet.left, minutes=sheet.minutes_left, key=key)
