from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition
from screenings.enums import ScreeningKind, ScreeningState
from screenings.films import running_of_screening
from screenings.lifecycle import screening_state
from screenings.models import Block, ScheduleVersion, Screen, Screening, Session, Slot


def open_draft(
    edition: Edition, *, parent: ScheduleVersion | None = None, name: str = "", by: Any = None
) -> ScheduleVersion:
    """A new draft that begins as a copy of `parent`, else of what is released, else empty."""
    with transaction.atomic():
        parent = parent or ScheduleVersion.objects.released_for(edition)
        draft = ScheduleVersion.objects.create(edition=edition, parent=parent, name=name)
        if parent is not None:
            Slot.objects.bulk_create(
                Slot(
                    version=draft,
                    screening_id=slot.screening_id,
                    screen_id=slot.screen_id,
                    starts_at=slot.starts_at,
                    ends_at=slot.ends_at,
                    occupied_until=slot.occupied_until,
                    status=slot.status,
                )
                for slot in parent.slots.all()
            )
        audit.record("schedule.draft_opened", draft, by=by, note=str(parent or ""))
    return draft


def create_screening(
    edition: Edition,
    *,
    block: Block | None = None,
    session: Session | None = None,
    by: Any = None,
    **fields: Any,
) -> Screening:
    """One showing, placed nowhere yet. `fields`: kind, intro_min, qa_min."""
    if session is not None:
        fields.setdefault("kind", ScreeningKind.EVENT)
    screening = Screening.objects.create(edition=edition, block=block, session=session, **fields)
    audit.record("screening.created", screening, by=by)
    return screening


@transaction.atomic
def place(
    version: ScheduleVersion,
    screening: Screening,
    screen: Screen,
    starts_at: datetime,
    *,
    status: str = ScreeningState.CONFIRMED,
    by: Any = None,
) -> Slot:
    """Put the screening on a screen at an instant. A draft takes everything, clashes included; its end is reckoned."""
    _must_be_draft(version)
    ends_at = starts_at + length_of(screening)
    facts = {
        "screen": screen,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "occupied_until": ends_at + timedelta(minutes=screen.turnaround_min),
        "status": status,
    }
    slot, _created = Slot.objects.update_or_create(version=version, screening=screening, defaults=facts)
    _set_status(slot, status, by=by)
    audit.record(
        "slot.placed",
        screening,
        by=by,
        version=version.pk,
        screen=str(screen),
        starts_at=starts_at.isoformat(),
    )
    return slot


@transaction.atomic
def unplace(slot: Slot, *, by: Any) -> None:
    """Take the screening off the draft. If it was promised before, the release will tell it as cancelled."""
    _must_be_draft(slot.version)
    audit.record("slot.removed", slot.screening, by=by, version=slot.version_id)
    slot.delete()


@transaction.atomic
def cancel_screening(slot: Slot, *, by: Any) -> None:
    """Call it off in the draft: the place stays, so that the public reads what was cancelled, and when it was."""
    _must_be_draft(slot.version)
    _set_status(slot, ScreeningState.CANCELLED, by=by)


def length_of(screening: Screening) -> timedelta:
    if screening.session is not None:
        return timedelta(minutes=screening.session.duration_min)
    return running_of_screening(screening).slot_length


def reckon_ends(version: ScheduleVersion) -> None:
    """Films change length and blocks change films: every end of the draft is reckoned again."""
    slots = version.slots.select_related("screen", "screening__session", "screening__block").prefetch_related(
        "screening__block__block_films__entry__film"
    )
    for slot in slots:
        slot.ends_at = slot.starts_at + length_of(slot.screening)
        slot.occupied_until = slot.ends_at + timedelta(minutes=slot.screen.turnaround_min)
        slot.save(update_fields=["ends_at", "occupied_until"])


def _set_status(slot: Slot, status: str, *, by: Any) -> None:
    if slot.screening.state != status:
        screening_state.move(slot.screening, status, by=by)
    slot.status = status
    slot.save(update_fields=["status"])


def _must_be_draft(version: ScheduleVersion) -> None:
    if not ScheduleVersion.objects.drafts().select_for_update().filter(pk=version.pk).exists():
        raise Conflict(_("This schedule has been released and is frozen. Open a new draft."))


def working_draft(edition: Edition, *, by: Any) -> ScheduleVersion:
    """The draft that the desk works on; the first change after a release begins one."""
    with transaction.atomic():
        Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        present = ScheduleVersion.objects.drafts().filter(edition=edition).order_by("-pk").first()
        return present or open_draft(edition, by=by)


@transaction.atomic
def shift(slot: Slot, minutes: int, *, by: Any) -> Slot:
    """Earlier (negative) or later, keeping screen and status."""
    moved = slot.starts_at + timedelta(minutes=minutes)
    return place(slot.version, slot.screening, slot.screen, moved, status=slot.status, by=by)


@transaction.atomic
def forget_screening(screening: Screening, *, by: Any) -> None:
    """Delete a showing that nobody outside ever heard of; a promised one can only be cancelled."""
    told = screening.slots.exclude(version__state="draft").exclude(status=ScreeningState.PENCILLED)
    if told.exists():
        raise Conflict(_("This has been released. Cancel it, so that everybody learns of it."))
    audit.record("screening.deleted", screening, by=by)
    screening.slots.all().delete()
    screening.delete()


@transaction.atomic
def drop_draft(version: ScheduleVersion, *, by: Any) -> None:
    """Put a draft away. What was released is untouched; showings that were only in it wait to be placed again."""
    _must_be_draft(version)
    audit.record("schedule.draft_dropped", version, by=by)
    version.delete()
