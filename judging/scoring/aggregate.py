"""From marks to a standing: weighted criteria, mean per film, blocs with a weight of their own.

Only confirmed scorecards come in here. Somebody who stepped back, was taken off or never answered is no number:
all three are absent from numerator and denominator alike, because a missing mark is never a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from judging.scoring.ties import places

SCALE = 10
PUBLISHED_DECIMALS = 2


@dataclass(frozen=True)
class Question:
    """One criterion: its weight and the range of its marks."""

    key: str
    weight: Fraction
    lowest: Fraction
    highest: Fraction

    def scaled(self, mark: Fraction) -> Fraction:
        """The mark on the common scale from 0 to 10."""
        return SCALE * (mark - self.lowest) / (self.highest - self.lowest)


@dataclass(frozen=True)
class Card:
    """One juror's confirmed marks for one film, by the criterion's key."""

    film: str
    juror: str
    marks: Mapping[str, Fraction]


@dataclass(frozen=True)
class JurorScore:
    """One juror's whole opinion of one film on the scale 0 to 10. A calibration would map these to others."""

    film: str
    juror: str
    value: Fraction


@dataclass(frozen=True)
class FilmStanding:
    """Where a film stands. `value` and `place` are None when nobody's score counts."""

    film: str
    value: Fraction | None
    place: int | None
    raw_mean: Fraction | None
    scores: int
    by_bloc: Mapping[str, Fraction] = field(default_factory=dict)
    missing_blocs: tuple[str, ...] = ()


def weighted(marks: Mapping[str, Fraction], questions: Sequence[Question]) -> Fraction | None:
    """The weighted mean of the answered criteria, or None when nothing that weighs was answered."""
    answered = [question for question in questions if question.key in marks and question.weight > 0]
    total = sum((question.weight for question in answered), Fraction(0))
    if not total:
        return None
    return sum((q.weight * q.scaled(marks[q.key]) for q in answered), Fraction(0)) / total


def juror_scores(cards: Iterable[Card], questions: Sequence[Question]) -> list[JurorScore]:
    values = [(card, weighted(card.marks, questions)) for card in cards]
    return [JurorScore(card.film, card.juror, value) for card, value in values if value is not None]


def reweighed(questions: Sequence[Question], weights: Mapping[str, Fraction]) -> list[Question]:
    """The questions as an award of its own weights asks them; a criterion it does not name weighs nothing."""
    if not weights:
        return list(questions)
    return [Question(q.key, weights.get(q.key, Fraction(0)), q.lowest, q.highest) for q in questions]


def standings(
    films: Sequence[str],
    scores: Iterable[JurorScore],
    *,
    bloc_of: Mapping[str, str],
    bloc_weights: Mapping[str, Fraction],
) -> list[FilmStanding]:
    """Every film with its value and place, best first, films without a score last in the given order.

    A juror who is in no bloc of `bloc_weights` counts in a jury without blocs only; there all are one bloc.
    """
    by_film: dict[str, list[JurorScore]] = {film: [] for film in films}
    for score in scores:
        if score.film in by_film:
            by_film[score.film].append(score)
    rows = [_standing(film, given, bloc_of, bloc_weights) for film, given in by_film.items()]
    ranked = places([row.value for row in rows], decimals=PUBLISHED_DECIMALS)
    placed = [
        FilmStanding(row.film, row.value, place, row.raw_mean, row.scores, row.by_bloc, row.missing_blocs)
        for row, place in zip(rows, ranked, strict=True)
    ]
    return sorted(placed, key=lambda row: (row.place is None, row.place or 0))


def _standing(
    film: str, given: list[JurorScore], bloc_of: Mapping[str, str], bloc_weights: Mapping[str, Fraction]
) -> FilmStanding:
    raw = mean([score.value for score in given])
    if not bloc_weights:
        return FilmStanding(film, raw, None, raw, len(given))
    values: dict[str, list[Fraction]] = {}
    for score in given:
        bloc = bloc_of.get(score.juror, "")
        if bloc in bloc_weights:
            values.setdefault(bloc, []).append(score.value)
    means = {bloc: sum(of, Fraction(0)) / len(of) for bloc, of in values.items()}
    total = sum((bloc_weights[bloc] for bloc in means), Fraction(0))
    value = (
        sum((bloc_weights[bloc] * of for bloc, of in means.items()), Fraction(0)) / total if total else None
    )
    missing = tuple(bloc for bloc in bloc_weights if bloc not in means)
    return FilmStanding(film, value, None, raw, len(given), means, missing if means else ())


def mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None
