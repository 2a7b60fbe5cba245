"""The eligible films of an award in the order of a counted vote."""

from dataclasses import dataclass

from judging.awards import eligible_films
from judging.enums import RoundMode, RoundState
from judging.facts import award_rule, film_facts
from judging.models import Award, Round, Tally
from submissions.models import Entry


@dataclass(frozen=True)
class VoteLine:
    entry: Entry
    place: int | None
    won: bool


@dataclass(frozen=True)
class VoteSheet:
    """`tally` is None while the ballots are sealed."""

    round: Round
    tally: Tally | None
    rows: tuple[VoteLine, ...]


def vote_sheet(judged: Round, award: Award) -> VoteSheet | None:
    """None for a round that is no vote. Two queries."""
    if judged.mode not in (RoundMode.RANKED, RoundMode.PAIRWISE):
        return None
    tally = judged.tallies.order_by("-version").first() if judged.state == RoundState.CLOSED else None
    if tally is None:
        return VoteSheet(judged, None, ())
    films = [row["film"] for row in tally.result]
    entries = {str(film.pk): film for film in Entry.objects.filter(pk__in=films).select_related("film")}
    fitting = {film.key for film in eligible_films(award_rule(award), map(film_facts, entries.values()))}
    return VoteSheet(
        judged,
        tally,
        tuple(
            VoteLine(entries[row["film"]], row["place"], bool(row.get("won")))
            for row in tally.result
            if row["film"] in fitting
        ),
    )
