"""Pre-selection: who watches which film before the jury does, and what they think of it."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from festival import audit
from festival.models import User
from submissions.actions.locking import locked
from submissions.enums import EntryState
from submissions.models import Entry, Preselection

Pair = tuple[UUID, int]
"""An entry and a person, by their keys."""


def assign_preselectors(pairs: Collection[Pair], *, by: Any, **told: Any) -> list[Pair]:
    """Give each film to its person. Nobody gets their own film; what was given already stays. Returns what is new."""
    with transaction.atomic():
        entries = {entry.pk: entry for entry in locked({key for key, _person in pairs})}
        people = User.objects.in_bulk({person for _key, person in pairs})
        had, own = _given(entries), _own(entries, people)
        fresh = [
            pair
            for pair in dict.fromkeys(pairs)
            if pair[0] in entries
            and pair[1] in people
            and pair not in had | own
            and entries[pair[0]].state == EntryState.SUBMITTED
        ]
        Preselection.objects.bulk_create(
            (Preselection(entry_id=key, person_id=person, assigned_by=by) for key, person in fresh),
            batch_size=1000,
        )
        audit.record_many(
            [
                audit.line("entry.preselector_assigned", entries[key], by=by, person=str(people[one]), **told)
                for key, one in fresh
            ]
        )
    return fresh


def unassign_preselectors(pairs: Collection[Pair], *, by: Any, **told: Any) -> list[Pair]:
    """Take films back that nobody has said anything about. Returns what was taken."""
    with transaction.atomic():
        entries = {entry.pk: entry for entry in locked({key for key, _person in pairs})}
        people = User.objects.in_bulk({person for _key, person in pairs})
        rows = Preselection.objects.filter(entry__in=list(entries), leaning="")
        wanted = set(pairs)
        gone = [row for row in rows if (row.entry_id, row.person_id) in wanted]
        Preselection.objects.filter(pk__in=[row.pk for row in gone]).delete()
        taken = [(row.entry_id, row.person_id) for row in gone]
        audit.record_many(
            [
                audit.line(
                    "entry.preselector_taken_off", entries[key], by=by, person=str(people[one]), **told
                )
                for key, one in taken
            ]
        )
    return taken


def say_leaning(preselection: Preselection, leaning: str, *, by: Any) -> Preselection:
    """What the pre-selector thinks; an empty one takes it back. May be changed while nothing hangs on it."""
    with transaction.atomic():
        present = Preselection.objects.select_for_update(of=("self",)).get(pk=preselection.pk)
        if present.leaning == leaning:
            return present
        before, present.leaning = present.leaning, leaning
        present.said_at = timezone.now() if leaning else None
        present.save(update_fields=["leaning", "said_at"])
        audit.record("entry.preselected", preselection.entry, by=by, before=before, after=leaning)
    return present


def _given(entries: Collection[UUID]) -> set[Pair]:
    return set(Preselection.objects.filter(entry__in=list(entries)).values_list("entry_id", "person_id"))


def _own(entries: Collection[UUID], people: Iterable[int]) -> set[Pair]:
    """Who made which of these films, as owner or co-owner."""
    films = Entry.objects.filter(pk__in=list(entries)).order_by()
    owners = films.filter(owner__in=list(people)).values_list("pk", "owner_id")
    sharers = films.filter(co_owners__user__in=list(people)).values_list("pk", "co_owners__user_id")
    return {*owners, *sharers}
