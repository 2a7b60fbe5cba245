"""Reminders of drafts, and letters about a new notification date: written by beat, each once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from festival import audit
from festival.letters import post_letter
from festival.models import Edition
from submissions.models import DecisionDayChange, Entry, ReminderRules
from submissions.reminder_letters import DECISION_DAY_CHANGED, DRAFTS
from submissions.reminders import context_of, due_reminders
from submissions.tellings import readers_of, with_readers
from submissions.titles_told import each_told


def remind_of_drafts(now: datetime) -> int:
    """Write what is due. Doing it twice, or by two workers at once, writes nothing twice. Returns how many were due."""
    due = due_reminders(now)
    for one in due:
        with transaction.atomic():
            post_letter(
                DRAFTS,
                to=one.person,
                edition=one.edition,
                context=context_of(one),
                key=one.key,
                paced=True,
            )
    return len(due)


def set_reminder_days(edition: Edition, days: list[int], *, by: Any) -> None:
    """When this edition reminds; an empty list means never."""
    with transaction.atomic():
        kept, _made = ReminderRules.objects.update_or_create(
            edition=edition, defaults={"days": sorted(set(days), reverse=True)}
        )
        audit.record("reminders.set", edition, by=by, days=kept.days)


def note_new_decision_day(edition: Edition, before: Any, after: Any) -> None:
    """Keep the change for everybody to see. The makers are written to by beat. After the telling nobody waits."""
    if before != after and edition.selection_released_at is None:
        DecisionDayChange.objects.create(edition=edition, before=before, after=after)


def tell_new_decision_day(change: DecisionDayChange) -> None:
    """One letter to each person with a submitted film; a killed worker's rest is written by the next."""
    edition = change.edition
    newest = edition.decision_day_changes.first()
    if edition.selection_released_at is None and newest == change:
        submitted = with_readers(Entry.objects.of_edition(edition).submitted())
        for reader in readers_of(submitted.by_number()):
            with transaction.atomic():
                post_letter(
                    DECISION_DAY_CHANGED,
                    to=reader.person,
                    edition=edition,
                    context={
                        "films": each_told(reader.films),
                        "before": change.before,
                        "after": change.after,
                    },
                    key=f"decision-day:{change.pk}:{reader.person.pk}",
                    paced=True,
                )
    DecisionDayChange.objects.filter(pk=change.pk, told_at=None).update(told_at=timezone.now())
