"""Where an entry stands in its maker's eyes: derived from state, film and the released decision, never stored.

Said twice, as a property and as a filter, because one page shows a stage and another counts them;
tests/submissions/test_journey.py walks one entry per situation and holds the two together.
"""

from typing import TYPE_CHECKING

from django.db.models import Q

from media_pipeline.enums import PLAYING, AssetState
from submissions.enums import FINAL_DECISIONS, Decision, EntryState, Stage

if TYPE_CHECKING:
    from submissions.models import Entry


FILM_ACCEPTED = Q(
    film__isnull=False,
    film__state__in=PLAYING,
    film__playable_at__isnull=False,
    film__verified_at__isnull=False,
)
"""`Asset.is_accepted` seen from the entry: every picture was looked at, nothing blocks, jurors can watch."""


def stage_of(entry: "Entry") -> Stage:
    if entry.state in (EntryState.INCOMPLETE, EntryState.WITHDRAWN, EntryState.DISQUALIFIED):
        return Stage(entry.state)
    refused = entry.film is not None and entry.film.is_refused
    if entry.state == EntryState.DRAFT:
        return Stage.NEEDS_FILM if refused else Stage.DRAFTING
    if entry.edition.selection_released_at and entry.decision in FINAL_DECISIONS:
        return Stage(entry.decision)
    if entry.film is not None and entry.film.is_accepted:
        return Stage.IN_CONSIDERATION
    return Stage.NEEDS_FILM if refused else Stage.CHECKING


_submitted = Q(state=EntryState.SUBMITTED)
_refused = Q(film__isnull=False, film__state=AssetState.REFUSED)
_accepted = FILM_ACCEPTED
_told = Q(edition__selection_released_at__isnull=False, decision__in=FINAL_DECISIONS)
_under_way = _submitted & ~_told

STAGE_FILTERS: dict[Stage, Q] = {
    Stage.DRAFTING: Q(state=EntryState.DRAFT) & ~_refused,
    Stage.NEEDS_FILM: (Q(state=EntryState.DRAFT) | _under_way) & _refused,
    Stage.CHECKING: _under_way & ~_refused & ~_accepted,
    Stage.IN_CONSIDERATION: _under_way & _accepted,
    Stage.SELECTED: _submitted & _told & Q(decision=Decision.SELECTED),
    Stage.RESERVE: _submitted & _told & Q(decision=Decision.RESERVE),
    Stage.NOT_SELECTED: _submitted & _told & Q(decision=Decision.NOT_SELECTED),
    Stage.INCOMPLETE: Q(state=EntryState.INCOMPLETE),
    Stage.WITHDRAWN: Q(state=EntryState.WITHDRAWN),
    Stage.DISQUALIFIED: Q(state=EntryState.DISQUALIFIED),
}
