"""The one act by which a draft becomes a promise."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, NotReady
from festival.models import Edition
from screenings.actions.schedule import reckon_ends
from screenings.enums import ScreeningState, VersionState
from screenings.lifecycle import version_state
from screenings.localtext import title_of
from screenings.models import ScheduleVersion, Slot
from screenings.planning.changes import Change, Placed, changes
from screenings.warnings import obstacles_to_release


def release_schedule(version: ScheduleVersion, by: Any = None, comment: Any = None) -> ScheduleVersion:
    """Number and freeze the draft, and put it in the place of the released one.

    NotReady lists what stands in the way; Conflict if somebody else released or edited at the same moment.
    """
    try:
        with transaction.atomic():
            Edition.objects.select_for_update().get(pk=version.edition_id)
            reckon_ends(version)
            problems = obstacles_to_release(version)
            if problems:
                raise NotReady(problems, _("The programme cannot be released yet."))
            _release(version, by=by, comment=comment)
            # The deferred promise "no screen twice" is asked now, while we can still say it in words.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise Conflict(
            _("Two confirmed items share a screen at one time. Look at the schedule again.")
        ) from error
    return version


def pending_changes(version: ScheduleVersion) -> list[Change]:
    """What the release of this draft would tell the public."""
    released = ScheduleVersion.objects.released_for(version.edition)
    return changes(_placed(released) if released else {}, _placed(version))


def _release(version: ScheduleVersion, *, by: Any, comment: Any) -> None:
    now = timezone.now()
    before = ScheduleVersion.objects.released_for(version.edition)
    known = {slot.screening_id: slot for slot in before.slots.all()} if before else {}
    if before is not None:
        version_state.move(before, VersionState.ARCHIVED, by=by)
    _freeze(version)
    told = changes(_placed(before) if before else {}, _placed(version))
    _keep_what_was_called_off(version, known, told)
    changed = {change.key for change in told}
    for slot in version.slots.all():
        was = known.get(slot.screening_id)
        slot.enforce = True
        slot.changed_at = now if slot.screening_id in changed or was is None else was.changed_at
        slot.sequence = 0 if was is None else was.sequence + (slot.screening_id in changed)
        slot.save(update_fields=["enforce", "changed_at", "sequence"])
    numbers = version.edition.schedule_versions.exclude(number=None).values_list("number", flat=True)
    facts = {"number": max(numbers, default=0) + 1, "released_at": now, "released_by": by}
    if comment:
        facts["comment"] = comment
    version_state.move(version, VersionState.RELEASED, by=by, **facts)
    audit.record(
        "schedule.released",
        version,
        by=by,
        number=version.number,
        changes=[[str(change.key), change.kind] for change in told],
    )


def _freeze(version: ScheduleVersion) -> None:
    """Title and films as they are now: later edits of a block are for the next release."""
    slots = version.slots.select_related("screening__block", "screening__session").prefetch_related(
        "screening__block__block_films"
    )
    for slot in slots:
        slot.title = title_of(slot.screening)
        slot.entry_ids = _entry_ids(slot)
        slot.save(update_fields=["title", "entry_ids"])


def _keep_what_was_called_off(version: ScheduleVersion, known: dict[Any, Slot], told: list[Change]) -> None:
    """A promise that the draft no longer holds stays as a cancelled slot: calendars forget nothing by themselves."""
    present = set(version.slots.values_list("screening_id", flat=True))
    gone = [known[change.key] for change in told if change.kind == "cancelled" and change.key not in present]
    gone += [
        slot for key, slot in known.items() if slot.status == ScreeningState.CANCELLED and key not in present
    ]
    Slot.objects.bulk_create(
        Slot(
            version=version,
            screening_id=slot.screening_id,
            screen_id=slot.screen_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            occupied_until=slot.occupied_until,
            status=ScreeningState.CANCELLED,
            title=slot.title,
            entry_ids=slot.entry_ids,
        )
        for slot in gone
    )


def _placed(version: ScheduleVersion) -> dict[Any, Placed]:
    slots = version.slots.select_related("screening__block", "screening__session").prefetch_related(
        "screening__block__block_films"
    )
    return {
        slot.screening_id: Placed(
            slot.screen_id, slot.starts_at, slot.ends_at, slot.status, _content(version, slot)
        )
        for slot in slots
    }


def _content(version: ScheduleVersion, slot: Slot) -> tuple[Any, ...]:
    if version.is_draft:
        return (*sorted(title_of(slot.screening).items()), *map(str, _entry_ids(slot)))
    return slot.content


def _entry_ids(slot: Slot) -> list[Any]:
    block = slot.screening.block
    return [item.entry_id for item in block.block_films.all()] if block else []
