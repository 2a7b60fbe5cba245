"""A jury deliberates: the agenda, notes, motions, from its opening to its minutes."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from festival.models import Edition
from judging.lifecycle import deliberation_state
from judging.models import AgendaItem, Deliberation, Juror, Jury, Motion
from judging.vote_enums import DeliberationState, MotionOutcome
from judging.vote_exceptions import NotInSession
from judging.voting.agenda import topics_of
from submissions.enums import EntryState
from submissions.models import Entry

LONGEST_NOTE, LONGEST_MINUTES = 5000, 20_000


@transaction.atomic
def create_deliberation(edition: Edition, *, jury: Jury, title: str, by: Any, **columns: Any) -> Deliberation:
    """With the films on which the round's jurors disagree. `columns`: round, award, meets_at, place."""
    judged = columns.get("round")
    if jury.edition_id != edition.pk or (judged is not None and judged.jury_id != jury.pk):
        raise FestivalError(_("This round belongs to another jury."), status=422)
    made = Deliberation.objects.create(edition=edition, jury=jury, title=title, **columns)
    if judged is not None:
        AgendaItem.objects.bulk_create(
            AgendaItem(deliberation=made, entry_id=topic.film, position=number, reasons=list(topic.reasons))
            for number, topic in enumerate(topics_of(judged), 1)
        )
    audit.record("deliberation.created", made, by=by, films=made.agenda.count())
    return made


@transaction.atomic
def open_deliberation(session: Deliberation, *, by: Any) -> Deliberation:
    """The jurors see the agenda from now on."""
    moved = deliberation_state.move(
        session,
        DeliberationState.OPEN,
        by=by,
        opened_at=session.opened_at or timezone.now(),
        opened_by=by,
        closed_at=None,
    )
    _count_open(session.edition_id)
    return moved


@transaction.atomic
def close_deliberation(session: Deliberation, *, by: Any) -> Deliberation:
    """The minutes stay as they are."""
    moved = deliberation_state.move(session, DeliberationState.CLOSED, by=by, closed_at=timezone.now())
    _count_open(session.edition_id)
    return moved


@transaction.atomic
def add_film(session: Deliberation, entry: Entry, *, by: Any) -> AgendaItem:
    locked = _locked(session)
    if entry.edition_id != session.edition_id or entry.state != EntryState.SUBMITTED:
        raise FestivalError(_("Only films of this edition's competition can be talked about."), status=422)
    if locked.agenda.filter(entry=entry).exists():
        raise Conflict(_("This film is on the agenda already."))
    last = locked.agenda.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(deliberation=locked, entry=entry, position=last + 1)
    audit.record("deliberation.entries_added", session, by=by, note=str(entry))
    return item


@transaction.atomic
def remove_film(item: AgendaItem, *, by: Any) -> None:
    """What was noted on a film stays: such a film stays on the agenda."""
    locked = _locked(item.deliberation)
    if item.notes or item.discussed_at:
        raise Conflict(_("Something is noted on this film. It stays on the agenda."))
    audit.record("deliberation.entry_removed", locked, by=by, note=str(item.entry))
    item.delete()


@transaction.atomic
def move_film(item: AgendaItem, by_steps: int) -> None:
    """One earlier (-1) or later (1); nothing happens at the ends."""
    locked = _locked(item.deliberation)
    order = list(locked.agenda.order_by("position", "pk"))
    at = next(number for number, one in enumerate(order) if one.pk == item.pk)
    to = at + by_steps
    if 0 <= to < len(order):
        order.insert(to, order.pop(at))
        for number, one in enumerate(order, 1):
            AgendaItem.objects.filter(pk=one.pk).update(position=number)


@transaction.atomic
def note_film(item: AgendaItem, notes: str, *, by: Any, discussed: bool = False) -> AgendaItem:
    """Keep the notes on a film; while the jury sits or the session is prepared."""
    _locked(item.deliberation)
    words = _plain(notes)
    if len(words) > LONGEST_NOTE:
        raise FestivalError(_("A note can have at most 5,000 letters."), status=422)
    item.notes = words
    item.discussed_at = (item.discussed_at or timezone.now()) if discussed else None
    item.save(update_fields=["notes", "discussed_at"])
    return item


@transaction.atomic
def write_minutes(session: Deliberation, minutes: str) -> None:
    locked = _locked(session)
    words = _plain(minutes)
    if len(words) > LONGEST_MINUTES:
        raise FestivalError(_("The minutes can have at most 20,000 letters."), status=422)
    locked.minutes = words
    locked.save(update_fields=["minutes"])


@transaction.atomic
def record_motion(
    session: Deliberation, text: str, *, by: Any, moved_by: Juror | None = None, **counts: Any
) -> Motion:
    """`counts`: votes_for, votes_against, abstentions, outcome. Only in session."""
    locked = _locked(session)
    if locked.state != DeliberationState.OPEN:
        raise NotInSession
    words = _plain(text).strip()
    if not words or len(words) > 500:
        raise FestivalError(_("Say what was moved, in at most 500 letters."), status=422)
    if moved_by is not None and moved_by.jury_id != locked.jury_id:
        raise FestivalError(_("Only a member of this jury can move something."), status=422)
    _refuse_too_many(locked, counts)
    motion = Motion.objects.create(
        deliberation=locked, text=words, moved_by=moved_by, recorded_by=by, **counts
    )
    audit.record("motion.recorded", session, by=by, after=motion.outcome, note=words[:300])
    return motion


def _refuse_too_many(session: Deliberation, counts: dict[str, Any]) -> None:
    voices = sum(counts.get(name, 0) for name in ("votes_for", "votes_against", "abstentions"))
    if voices > session.jury.jurors.sitting().count():
        raise FestivalError(_("More votes than the jury has members."), status=422)
    if counts.get("outcome", MotionOutcome.OPEN) not in MotionOutcome.values:
        raise FestivalError(_("Say how the motion ended."), status=422)


def _count_open(edition: int) -> None:
    """How many are in session stands with the edition, for the badge of every page."""
    sessions = Deliberation.objects.filter(edition=edition, state=DeliberationState.OPEN)
    count = sessions.order_by().values("edition").annotate(open=Count("pk")).values("open")
    Edition.objects.filter(pk=edition).update(deliberations_open=Coalesce(Subquery(count), 0))


def _locked(session: Deliberation) -> Deliberation:
    """Read again, so that nothing is written into minutes that are over."""
    stored = Deliberation.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if stored.state == DeliberationState.CLOSED:
        raise NotInSession
    return stored


def _plain(words: str) -> str:
    return words.replace("\x00", "").replace("\r\n", "\n")
