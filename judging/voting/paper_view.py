"""A juror's ballot as its page shows it: veiled films in their order, and those that have none."""

from dataclasses import dataclass
from datetime import datetime

from judging.actions.ballots import newest_order
from judging.models import Assignment, Juror, RankedBallot, Round
from judging.pinning import as_pinned
from judging.queue import numbers
from judging.veil import VeiledFilm, veil
from judging.vote_enums import BallotState
from judging.voting.entitlement import Right, Voice, rights_of
from judging.voting.posted import numbers_of
from judging.voting.words import why_not


@dataclass(frozen=True)
class PaperRow:
    """One film. `place` is None for a film that is not ranked; `why_not`: it cannot be."""

    pk: int
    film: VeiledFilm
    place: int | None
    equal: bool
    """Shares its place with the row above."""
    seen: int | None
    why_not: str

    @property
    def watched(self) -> bool:
        return self.seen is None or self.seen > 0


@dataclass(frozen=True)
class Paper:
    ranked: tuple[PaperRow, ...]
    shelf: tuple[PaperRow, ...]
    silent: tuple[PaperRow, ...]
    number: int
    """Of the order that is shown: what the next one is based on."""
    confirmed_at: datetime | None = None

    @property
    def all(self) -> tuple[PaperRow, ...]:
        return self.ranked + self.shelf


def paper_of(judged: Round, juror: Juror) -> Paper:
    """Everything for the page in a fixed number of queries."""
    rights = rights_of(judged, juror)
    ballot = RankedBallot.objects.filter(round=judged, juror=juror).first()
    newest = newest_order(ballot) if ballot else None
    tiers = [[film for film in tier if _may(rights.get(film))] for tier in (newest.tiers if newest else [])]
    order = numbers_of([tier for tier in tiers if tier])
    rows = {str(right.entry): row for right, row in film_rows(judged, rights, order)}
    ranked = [rows[film] for film in order]
    places = [row.place for row in ranked]
    shown = tuple(
        PaperRow(row.pk, row.film, row.place, at > 0 and places[at - 1] == row.place, row.seen, "")
        for at, row in enumerate(ranked)
    )
    rest = [row for film, row in rows.items() if film not in order]
    confirmed = ballot.confirmed_at if ballot and ballot.state == BallotState.CONFIRMED else None
    return Paper(
        ranked=shown,
        shelf=tuple(row for row in rest if not row.why_not),
        silent=tuple(row for row in rest if row.why_not),
        number=newest.number if newest else 0,
        confirmed_at=confirmed,
    )


def _may(right: Right | None) -> bool:
    return right is not None and right.voice == Voice.MAY


def film_rows(judged: Round, rights: dict[str, Right], order: dict[str, int]) -> list[tuple[Right, PaperRow]]:
    wanted = [right.assignment for right in rights.values()]
    found = Assignment.objects.filter(pk__in=wanted).select_related("entry__film").annotate(number=numbers())
    films = {row.pk: row for row in as_pinned(found.prefetch_related("entry__credits"))}
    return [
        (
            right,
            PaperRow(
                pk=right.assignment,
                film=veil(
                    films[right.assignment].entry,
                    blindness=judged.blindness,
                    chosen=judged.veil_fields,
                    number=right.number,
                ),
                place=order.get(film),
                equal=False,
                seen=right.seen,
                why_not=why_not(right, judged.min_watched_percent),
            ),
        )
        for film, right in rights.items()
    ]
