"""The confirmed ballots of a round as the pure counting takes them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from judging.enums import RoundMode
from judging.models import BallotOrder, Bloc, FollowUp, Juror, Round, Tally
from judging.scoring.ballots.ballot import Ballot
from judging.scoring.ballots.document import Vote
from judging.vote_enums import BallotState
from judging.voting.entitlement import Rights, Voice, rights_in
from submissions.enums import EntryState


def vote_of(judged: Round) -> Vote:
    """What counts at this moment. What a ballot says of a film the juror lost since is kept, and not counted."""
    films = films_of(judged)
    rights = rights_in(judged)
    papers = newest_orders(judged)
    jurors = {juror.pk: juror for juror in Juror.objects.filter(jury=judged.jury_id)}
    president = next((juror.pk for juror in jurors.values() if juror.presides), "")
    return Vote(
        films=films,
        ballots=tuple(
            ballot_of(juror, tiers, films, rights)
            for juror, tiers in sorted(papers.items())
            if juror in jurors
        ),
        bloc_of={str(juror): str(jurors[juror].bloc_id or "") for juror in sorted(papers) if juror in jurors},
        bloc_weights={
            str(bloc.pk): Fraction(bloc.weight) for bloc in Bloc.objects.filter(jury=judged.jury_id)
        },
        president=str(president),
        scores=earlier_scores(judged, films),
    )


def films_of(judged: Round) -> tuple[str, ...]:
    rows = judged.round_entries.filter(entry__state=EntryState.SUBMITTED).order_by("position")
    return tuple(str(film) for film in rows.values_list("entry_id", flat=True))


def newest_orders(judged: Round, *, confirmed: bool = True) -> dict[int, list[list[str]]]:
    """By the juror's id. One query."""
    orders = BallotOrder.objects.filter(ballot__round=judged)
    if confirmed:
        orders = orders.filter(ballot__state=BallotState.CONFIRMED)
    rows = orders.order_by("ballot_id", "-number").distinct("ballot_id")
    return dict(rows.values_list("ballot__juror_id", "tiers"))


def ballot_of(juror: int, tiers: list[list[str]], films: tuple[str, ...], rights: Rights) -> Ballot:
    may = {film for film, right in rights.get(juror, {}).items() if right.voice == Voice.MAY}
    counted = (tuple(film for film in tier if film in may and film in films) for tier in tiers)
    return Ballot(
        tuple(tier for tier in counted if tier),
        voter=str(juror),
        recused=frozenset(film for film in films if film not in may),
    )


def earlier_scores(judged: Round, films: tuple[str, ...]) -> dict[str, Fraction]:
    """The values of the scored round that this vote follows, as its newest tally has them."""
    row = FollowUp.objects.filter(round=judged).select_related("of").first()
    tally = scored_tally(row.of if row else None)
    values: Mapping[str, Any] = (
        {} if tally is None else {line["film"]: line.get("value") for line in tally.result}
    )
    return {film: Fraction(values[film]) for film in films if values.get(film) is not None}


def scored_tally(source: Round | None) -> Tally | None:
    """Of the round, or of the first scored one that it followed in its turn."""
    seen: set[int] = set()
    while source is not None and source.pk not in seen:
        seen.add(source.pk)
        if source.mode == RoundMode.SCORED:
            return source.tallies.order_by("-version").first()
        row = FollowUp.objects.filter(round=source).select_related("of").first()
        source = row.of if row else None
    return None
