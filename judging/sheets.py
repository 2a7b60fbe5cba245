"""Rows of the juror's lists: veiled films with one's own marks, loaded together."""

from collections.abc import Sequence
from dataclasses import dataclass

from judging.booth import CardView, make_card_view
from judging.models import Assignment, Criterion, Round
from judging.own_marks import Marks
from judging.pinning import as_pinned
from judging.queue import JurorRound, Slip
from judging.veil import VeiledFilm, veil

NEXT_SHOWN = 6


@dataclass(frozen=True)
class QueueCard:
    slip: Slip
    film: VeiledFilm


@dataclass(frozen=True)
class OverviewRow:
    slip: Slip
    film: VeiledFilm
    card: CardView
    watched_percent: int | None
    takes_scores: bool

    @property
    def writable(self) -> bool:
        return self.changeable and self.takes_scores

    @property
    def changeable(self) -> bool:
        """Neither confirmed nor stepped back from."""
        return not self.slip.done


def queue_cards(rounds: Sequence[JurorRound]) -> dict[int, list[QueueCard]]:
    """The next films of each open round, in the order of the queue, by the round's id."""
    wanted = {mine.round.pk: mine.queue[:NEXT_SHOWN] if mine.round.takes_scores else [] for mine in rounds}
    loaded = _load([slip for slips in wanted.values() for slip in slips])
    veils = {
        mine.round.pk: {"blindness": mine.round.blindness, "chosen": mine.round.veil_fields}
        for mine in rounds
    }
    return {
        pk: [
            QueueCard(slip, veil(loaded[slip.assignment].entry, **veils[pk], number=slip.number))
            for slip in slips
        ]
        for pk, slips in wanted.items()
    }


def overview_rows(
    judged: Round, slips: Sequence[Slip], criteria: list[Criterion], marks: Marks
) -> list[OverviewRow]:
    loaded = _load(slips)
    rows = []
    for slip in slips:
        card = getattr(loaded[slip.pk], "scorecard", None)
        rows.append(
            OverviewRow(
                slip=slip,
                film=veil(
                    loaded[slip.pk].entry,
                    blindness=judged.blindness,
                    chosen=judged.veil_fields,
                    number=slip.number,
                ),
                card=make_card_view(card, criteria, marks.get(slip.pk, {}), film=slip.film),
                watched_percent=min(100, round(100 * slip.watched_s / slip.duration_s))
                if slip.duration_s
                else None,
                takes_scores=judged.takes_scores,
            )
        )
    return rows


def _load(slips: Sequence[Slip]) -> dict[int, Assignment]:
    if not slips:
        return {}
    found = Assignment.objects.filter(pk__in=[slip.assignment for slip in slips])
    rows = list(found.select_related("entry__film", "scorecard").prefetch_related("entry__credits"))
    return {row.pk: row for row in as_pinned(rows)}
