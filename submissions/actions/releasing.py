"""The one act of telling: at once, or at an hour that was set; and what is told when a decision is corrected."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict, NotReady
from festival.models import Edition
from submissions import emails, tasks
from submissions.enums import ReleaseState
from submissions.exceptions import AlreadyReleased
from submissions.lifecycle import release_state
from submissions.makers import letter_readers
from submissions.models import Entry, Release, Telling
from submissions.release_problems import release_problems
from submissions.tellings import decided_films, films_still_told, reader_now, readers_of, shuffled, split
from submissions.todos import give_todos


def release_selection(edition: Edition, *, by: Any) -> Release:
    """Tell everybody at once: one instant for every page; the letters, one a person, are written by a task.

    Raises AlreadyReleased, EditionClosed or NotReady. A telling that was set for later is done now instead.
    """
    with transaction.atomic():
        stored = open_edition_row(edition.pk)
        if stored.selection_released_at:
            raise AlreadyReleased
        if problems := release_problems(stored):
            raise NotReady(list(problems))
        now = timezone.now()
        release = scheduled_release(stored) or Release.objects.create(
            edition=stored, due_at=now, set_by=_person(by)
        )
        release_state.move(release, ReleaseState.DONE, by=by, released_at=now)
        Edition.objects.filter(pk=edition.pk).update(selection_released_at=now)
        edition.selection_released_at = stored.selection_released_at = now
        films = list(decided_films(stored))
        Telling.objects.bulk_create(
            [
                Telling(release=release, recipient=reader.person, told=reader.told)
                for reader in shuffled(release, readers_of(films))
            ],
            batch_size=1000,
        )
        selected, reserve, others = split(films)
        give_todos(stored, selected)
        audit.record(
            "edition.selection_released",
            edition,
            by=by,
            selected=len(selected),
            not_selected=len(others),
            **({"reserve": len(reserve)} if reserve else {}),
        )
        tasks.write_decision_letters.delay_on_commit(release.pk)
    return release


@transaction.atomic
def schedule_release(edition: Edition, *, at: datetime, by: Any) -> Release:
    """Set the hour of the telling, or another one. Raises Conflict for an hour that is past."""
    stored = open_edition_row(edition.pk)
    if stored.selection_released_at:
        raise AlreadyReleased
    if at <= timezone.now():
        raise Conflict(_("This hour is past. Choose a later one, or announce the selection now."))
    if earlier := scheduled_release(stored):
        release_state.move(earlier, ReleaseState.CANCELLED, by=by)
    release = Release.objects.create(edition=stored, due_at=at, set_by=_person(by))
    audit.record("release.scheduled", release, by=by, at=at.isoformat())
    return release


@transaction.atomic
def cancel_release(edition: Edition, *, by: Any) -> None:
    """Call the set hour off. Doing it twice changes nothing."""
    stored = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if release := scheduled_release(stored):
        release_state.move(release, ReleaseState.CANCELLED, by=by)


def release_what_is_due(now: datetime) -> None:
    """Do what was set for an hour that has come; where it cannot be done, say so to the directors once."""
    due = Release.objects.filter(state=ReleaseState.SCHEDULED, due_at__lte=now)
    for release in due.select_related("edition__festival", "set_by"):
        try:
            release_selection(release.edition, by=release.set_by)
        except NotReady as refusal:
            _note_failure(release, [str(problem) for problem in refusal.problems])
        except Conflict as refusal:
            _note_failure(release, [str(refusal.message)])


@transaction.atomic
def tell_correction(entry: Entry, release: Release) -> None:
    """A decision has changed after the telling: everybody concerned gets exactly one letter that replaces the former.

    A letter that is not written yet is written with the new words instead. Called with the edition's row locked.
    """
    for person in letter_readers(entry):
        told = reader_now(person, entry.edition).told
        rows = Telling.objects.select_for_update(of=("self",)).filter(release=release, recipient=person)
        waiting = rows.filter(posted_at=None).first()
        last = rows.exclude(posted_at=None).order_by("-number").first()
        if last is not None and last.told == told:
            if waiting:
                waiting.delete()
        elif waiting:
            waiting.told = told
            waiting.save(update_fields=["told"])
        else:
            number = last.number + 1 if last else 1
            Telling.objects.create(release=release, recipient=person, number=number, told=told)
    Release.objects.filter(pk=release.pk).update(letters_done_at=None)
    tasks.write_decision_letters.delay_on_commit(release.pk)


@transaction.atomic
def write_letter(telling_id: int) -> bool:
    """Write one person's letter, once. False when another worker has it in hand or it is written already."""
    waiting = Telling.objects.select_for_update(of=("self",), skip_locked=True)
    telling = (
        waiting.filter(pk=telling_id, posted_at=None)
        .select_related("release__edition__festival", "recipient")
        .first()
    )
    if telling is None:
        return False
    films = films_still_told(telling)
    telling.letter = emails.post_telling(telling, films) if films else None
    telling.posted_at = timezone.now()
    telling.save(update_fields=["letter", "posted_at"])
    return True


def release_of(edition: Edition) -> Release:
    """The telling of an edition whose selection is announced; made good where it was announced without a row."""
    done = Release.objects.filter(edition=edition, state=ReleaseState.DONE).first()
    told_at = edition.selection_released_at
    return done or Release.objects.create(
        edition=edition, state=ReleaseState.DONE, due_at=told_at, released_at=told_at
    )


def scheduled_release(edition: Edition) -> Release | None:
    """The telling that is set for an hour, if one is."""
    return Release.objects.filter(edition=edition, state=ReleaseState.SCHEDULED).first()


def _person(by: Any) -> Any:
    return by if by is not None and by.is_authenticated else None


@transaction.atomic
def _note_failure(release: Release, problems: list[str]) -> None:
    release_state.move(release, ReleaseState.FAILED, by=None, note=" ".join(problems))
    emails.post_release_failed(release, problems)
