"""A deliberation as its pages show it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from judging.enums import Blindness
from judging.film_numbers import shown_numbers
from judging.models import AgendaItem, Assignment, Deliberation, Juror, Recusal, Round
from judging.people_enums import SeatState
from judging.pinning import as_pinned
from judging.queue import numbers
from judging.veil import VeiledFilm, veil
from judging.vote_enums import DeliberationState
from judging.voting.agenda import reason_words
from judging.voting.own_votes import own_ballots
from submissions.models import Entry


@dataclass(frozen=True)
class DeskItem:
    item: AgendaItem
    entry: Entry
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class JurorItem:
    """Veiled as in the round. `watch`: the juror's own way to the film, if there is one."""

    item: AgendaItem
    film: VeiledFilm
    watch: int | None


def desk_items(session: Deliberation) -> list[DeskItem]:
    rows = session.agenda.select_related("entry__film")
    return [
        DeskItem(item, item.entry, tuple(map(reason_words, item.reasons)) or (reason_words({}),))
        for item in rows
    ]


def sessions_for(user: Any) -> QuerySet[Deliberation]:
    """Those that have opened, of the person's juries; and for who presides also those being prepared."""
    if not user.is_authenticated:
        return Deliberation.objects.none()
    seats = Juror.objects.of(user).admitted()
    mine = Deliberation.objects.filter(jury__in=seats.values("jury"))
    begun = mine.exclude(state=DeliberationState.PLANNED)
    chaired = Deliberation.objects.filter(jury__in=seats.filter(presides=True).values("jury"))
    found = Deliberation.objects.filter(pk__in=begun.values("pk")) | Deliberation.objects.filter(
        pk__in=chaired.values("pk")
    )
    return found.select_related("jury", "round", "edition__festival").order_by("pk")


def members(session: Deliberation) -> QuerySet[Juror]:
    """Who sat in the jury when the session was held: nobody who declined, stood by, or had gone before it opened."""
    stayed = Q(state=SeatState.ACCEPTED) | Q(
        state=SeatState.LEFT, state_at__gte=session.opened_at or timezone.now()
    )
    return session.jury.jurors.filter(stayed, alternate=False).select_related("bloc")


def juror_items(session: Deliberation, juror: Juror) -> list[JurorItem]:
    """Without the films the juror was taken off or has made, and without any reason: marks stay under seal."""
    taken = set(Recusal.objects.filter(juror=juror).values_list("entry_id", flat=True))
    own = set(Entry.objects.owned_by(juror.membership.user).values_list("pk", flat=True))
    rows = [
        item
        for item in session.agenda.select_related("entry__film").prefetch_related("entry__credits")
        if item.entry_id not in taken | own
    ]
    assigned = _assigned(session, juror)
    blindness = session.round.blindness if session.round else Blindness.OPEN
    chosen = session.round.veil_fields if session.round else ()
    place = _numbers(session)
    return [
        JurorItem(
            item,
            veil(
                assigned[item.entry_id].entry if item.entry_id in assigned else item.entry,
                blindness=blindness,
                chosen=chosen,
                number=place.get(str(item.entry_id), item.position),
            ),
            assigned[item.entry_id].pk if item.entry_id in assigned else None,
        )
        for item in rows
    ]


def juror_votes(session: Deliberation, user: Any) -> list[dict[str, Any]]:
    """The votes that this deliberation called for and the person takes part in, with the state of the own ballot."""
    mine = Assignment.objects.visible_to(user).of_begun_rounds().values("round_id")
    found = Round.objects.filter(follow_up__deliberation=session, pk__in=mine).order_by("pk")
    rounds = list(found.select_related("edition"))
    ballots = own_ballots(user, rounds)
    return [{"round": judged, "ballot": ballots.get(judged.pk)} for judged in rounds]


def _assigned(session: Deliberation, juror: Juror) -> dict[Any, Assignment]:
    if session.round_id is None:
        return {}
    rows = (
        Assignment.objects.filter(round=session.round_id, juror=juror)
        .standing()
        .select_related("entry__film")
        .prefetch_related("entry__credits")
        .annotate(number=numbers())
    )
    return {row.entry_id: row for row in as_pinned(rows)}


def _numbers(session: Deliberation) -> dict[str, int]:
    return shown_numbers(session.round) if session.round else {}
