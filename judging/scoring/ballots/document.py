"""A vote as a document: what a tally keeps, and what a recount reads. Ids are text, weights are fractions as text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from judging.scoring.ballots.ballot import Ballot
from judging.scoring.ballots.decide import Outcome, Terms, by_bloc, decide
from judging.scoring.ballots.weights import weighed


@dataclass(frozen=True)
class Vote:
    """Everything that a count of ranked ballots depends on. `president`: the juror who presides, "" for none."""

    films: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    bloc_of: Mapping[str, str] = field(default_factory=dict)
    bloc_weights: Mapping[str, Fraction] = field(default_factory=dict)
    president: str = ""
    scores: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def weighed(self) -> list[Ballot]:
        return weighed(self.ballots, bloc_of=self.bloc_of, bloc_weights=self.bloc_weights)

    def to_json(self) -> dict[str, Any]:
        return {
            "films": list(self.films),
            "ballots": [
                {
                    "juror": one.voter,
                    "tiers": [list(tier) for tier in one.tiers],
                    "recused": sorted(one.recused),
                }
                for one in self.ballots
            ],
            "blocs": {bloc: str(weight) for bloc, weight in self.bloc_weights.items()},
            "bloc_of": dict(self.bloc_of),
            "president": self.president,
            "scores": {film: str(score) for film, score in self.scores.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Vote":
        return cls(
            films=tuple(kept["films"]),
            ballots=tuple(
                Ballot(
                    tuple(tuple(tier) for tier in one["tiers"]),
                    voter=one["juror"],
                    recused=frozenset(one.get("recused", ())),
                )
                for one in kept["ballots"]
            ),
            bloc_of=dict(kept.get("bloc_of", {})),
            bloc_weights={bloc: Fraction(weight) for bloc, weight in kept.get("blocs", {}).items()},
            president=kept.get("president", ""),
            scores={film: Fraction(score) for film, score in kept.get("scores", {}).items()},
        )


def terms_of(parameters: Mapping[str, Any]) -> Terms:
    return Terms(
        ladder=tuple(parameters.get("ladder", ())),
        number=int(parameters.get("ballot", 1)),
        seats=int(parameters.get("seats", 1)),
    )


def outcome_of(method: str, vote: Vote, parameters: Mapping[str, Any]) -> Outcome:
    president = next((one for one in vote.ballots if vote.president and one.voter == vote.president), None)
    return decide(
        method,
        vote.films,
        vote.weighed,
        terms=terms_of(parameters),
        president=president,
        scores=vote.scores,
    )


def bloc_places(method: str, vote: Vote, parameters: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The places that each bloc alone would have given; nothing in a jury without blocs."""
    if not vote.bloc_weights:
        return {}
    return by_bloc(method, vote.films, vote.weighed, bloc_of=vote.bloc_of, terms=terms_of(parameters))


def count(method: str, inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a tally, best first; films on which nobody could speak last and without a place."""
    vote = Vote.from_json(inputs)
    outcome = outcome_of(method, vote, parameters)
    blocs = bloc_places(method, vote, parameters)
    rows = [
        {
            "film": film,
            "place": outcome.places.get(film),
            "value": str(outcome.values[film]) if film in outcome.values else None,
            "won": outcome.decided and film in outcome.winners,
            "votes": sum(film not in one.recused for one in vote.ballots),
            "by_bloc": {bloc: places.get(film) for bloc, places in blocs.items()},
        }
        for film in vote.films
    ]
    return sorted(rows, key=lambda row: (row["place"] is None, row["place"] or 0))
