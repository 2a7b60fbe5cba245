"""From rows to standings and back: gathers what counts, calls the pure counting, freezes what came out."""

import json
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from judging.enums import RoundState
from judging.models import Assignment, Award, Bloc, Criterion, Round, Score, Tally
from judging.scoring.aggregate import (
    Card,
    FilmStanding,
    JurorScore,
    Question,
    juror_scores,
    reweighed,
    standings,
)
from submissions.enums import EntryState

METHOD = "bloc-weighted mean"
VERSION = 1


@dataclass(frozen=True)
class Inputs:
    """Everything a count depends on, and nothing else. Keys are ids as text."""

    films: tuple[str, ...]
    questions: tuple[Question, ...]
    cards: tuple[Card, ...]
    bloc_of: dict[str, str]
    bloc_weights: dict[str, Fraction]

    def scores(self, weights: dict[str, Fraction] | None = None) -> list[JurorScore]:
        return juror_scores(self.cards, reweighed(self.questions, weights or {}))

    def standings(self, weights: dict[str, Fraction] | None = None) -> list[FilmStanding]:
        return standings(
            self.films, self.scores(weights), bloc_of=self.bloc_of, bloc_weights=self.bloc_weights
        )

    def to_json(self) -> dict[str, Any]:
        return {
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
            "bloc_of": self.bloc_of,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Inputs":
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
        )


def inputs_of(judged: Round) -> Inputs:
    """What counts in the round at this moment: confirmed cards of jurors neither stepped back nor recused."""
    criteria = list(Criterion.objects.filter(round=judged, counts=True))
    marks: dict[int, dict[str, Fraction]] = {}
    keys = {criterion.pk: criterion.key for criterion in criteria}
    current = Score.objects.filter(scorecard__assignment__round=judged, criterion__in=keys).current()
    for card, criterion, value in current.values_list("scorecard_id", "criterion_id", "value"):
        if value is not None:
            marks.setdefault(card, {})[keys[criterion]] = Fraction(value)
    rows = (
        Assignment.objects.filter(round=judged)
        .counting()
        .order_by("pk")
        .values_list("entry_id", "juror_id", "juror__bloc_id", "scorecard__pk")
    )
    cards, bloc_of = [], {}
    for entry, juror, bloc, card in rows:
        cards.append(Card(str(entry), str(juror), marks.get(card, {})))
        bloc_of[str(juror)] = str(bloc or "")
    films = (
        judged.round_entries.filter(entry__state=EntryState.SUBMITTED)
        .order_by("position")
        .values_list("entry_id", flat=True)
    )
    blocs = Bloc.objects.filter(jury=judged.jury_id)
    return Inputs(
        films=tuple(str(film) for film in films),
        questions=tuple(question(criterion) for criterion in criteria),
        cards=tuple(cards),
        bloc_of=bloc_of,
        bloc_weights={str(bloc.pk): Fraction(bloc.weight) for bloc in blocs},
    )


def question(criterion: Criterion) -> Question:
    return Question(
        criterion.key,
        Fraction(criterion.weight),
        Fraction(criterion.lowest),
        Fraction(criterion.highest),
    )


def award_weights(award: Award) -> dict[str, Fraction]:
    return {key: Fraction(str(weight)) for key, weight in award.criterion_weights.items()}


def freeze(judged: Round, *, by: Any) -> Tally:
    """Count the round as it stands and keep inputs, digest and result for good, as the next version."""
    inputs = inputs_of(judged)
    kept = inputs.to_json()
    newest = Tally.objects.filter(round=judged).order_by("-version").first()
    return Tally.objects.create(
        round=judged,
        version=newest.version + 1 if newest else 1,
        method=METHOD,
        parameters={"version": VERSION},
        inputs=kept,
        inputs_sha256=digest(kept),
        result=[standing_json(row) for row in inputs.standings()],
        counted_by=by if by is not None and by.is_authenticated else None,
    )


def counted(judged: Round) -> tuple[Inputs, Tally | None]:
    """What the standings of a round rest on: the frozen tally of a closed round, else the cards of this moment."""
    tally = judged.tallies.order_by("-version").first() if judged.state == RoundState.CLOSED else None
    return (Inputs.from_json(tally.inputs) if tally else inputs_of(judged)), tally


def digest(kept: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    return sha256(
        json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()


def standing_json(row: FilmStanding) -> dict[str, Any]:
    return {
        "film": row.film,
        "place": row.place,
        "value": str(row.value) if row.value is not None else None,
        "raw_mean": str(row.raw_mean) if row.raw_mean is not None else None,
        "scores": row.scores,
        "by_bloc": {bloc: str(value) for bloc, value in row.by_bloc.items()},
        "missing_blocs": list(row.missing_blocs),
    }
