"""What a scored round is counted from: films, questions, cards, blocs. To JSON and back without loss."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from judging.scoring.aggregate import (
    Card,
    FilmStanding,
    JurorScore,
    Question,
    juror_scores,
    reweighed,
    standings,
)


@dataclass(frozen=True)
class Inputs:
    """Everything a count depends on, and nothing else. Keys are ids as text; `groups` has each film's category,
    `not_applicable` the keys of the criteria that a film has nothing for; its cards have no marks of them.
    """

    films: tuple[str, ...]
    questions: tuple[Question, ...]
    cards: tuple[Card, ...]
    bloc_of: Mapping[str, str]
    bloc_weights: Mapping[str, Fraction]
    groups: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def scores(self, weights: Mapping[str, Fraction] | None = None) -> list[JurorScore]:
        return juror_scores(self.cards, reweighed(self.questions, weights or {}))

    def standings(self, weights: Mapping[str, Fraction] | None = None) -> list[FilmStanding]:
        return standings(
            self.films, self.scores(weights), bloc_of=self.bloc_of, bloc_weights=self.bloc_weights
        )

    def narrowed(self, films: Collection[str], weights: Mapping[str, Fraction]) -> "Inputs":
        """Only these films, asked with the weights of an award; without weights, with those of the round."""
        return replace(
            self,
            films=tuple(film for film in self.films if film in films),
            questions=tuple(reweighed(self.questions, weights)),
            cards=tuple(card for card in self.cards if card.film in films),
        )

    def to_json(self) -> dict[str, Any]:
        kept = {
            "films": list(self.films),
            "questions": [
                {"key": q.key, "weight": str(q.weight), "lowest": str(q.lowest), "highest": str(q.highest)}
                for q in self.questions
            ],
            "cards": [
                {"film": c.film, "juror": c.juror, "marks": {key: str(mark) for key, mark in c.marks.items()}}
                for c in self.cards
            ],
            "blocs": {bloc: str(weight) for bloc, weight in self.bloc_weights.items()},
            "bloc_of": dict(self.bloc_of),
            "groups": {film: self.groups.get(film, "") for film in self.films},
        }
        spared = {
            film: list(self.not_applicable[film]) for film in self.films if self.not_applicable.get(film)
        }
        # Left out where it is empty: the digests of rounds without any stay what they were.
        return {**kept, "not_applicable": spared} if spared else kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Inputs":
        """Read back what a tally keeps."""
        return cls(
            films=tuple(kept["films"]),
            questions=tuple(
                Question(q["key"], Fraction(q["weight"]), Fraction(q["lowest"]), Fraction(q["highest"]))
                for q in kept["questions"]
            ),
            cards=tuple(
                Card(c["film"], c["juror"], {key: Fraction(mark) for key, mark in c["marks"].items()})
                for c in kept["cards"]
            ),
            bloc_of=dict(kept["bloc_of"]),
            bloc_weights={bloc: Fraction(weight) for bloc, weight in kept["blocs"].items()},
            groups=dict(kept.get("groups", {})),
            not_applicable={film: tuple(keys) for film, keys in kept.get("not_applicable", {}).items()},
        )
