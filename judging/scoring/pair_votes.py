"""Votes on pairs, and lists that jurors ordered instead, counted by Bradley–Terry: strengths with their intervals.

A juror who ordered the list says every pair of it at once. These are not so many independent answers: each pair of a
list of n films counts 2/n, so that the whole list weighs n - 1 answers. A bloc keeps its weight however many of its
jurors have voted; the weights are scaled so that a jury without blocs counts each answer as one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from judging.scoring.pairwise import Comparisons, PairFit, comparisons, fit_pairs

BRADLEY_TERRY = "bradley-terry"
LEFT, RIGHT, EQUAL = "left", "right", "equal"
NINETY = 1.6448536269514722
"""Standard errors to either side of a 90 % interval."""
DIGITS = 9


@dataclass(frozen=True)
class Answer:
    """`won` of 1 that the left film is better; 0.5 for equally good."""

    juror: str
    left: str
    right: str
    won: float
    weight: float = 1.0


def answers_of(inputs: Mapping[str, Any]) -> list[Answer]:
    """Everything that was said, a juror's list in the place of the juror's pairs."""
    films = set(inputs["films"])
    lists = {one["juror"]: one["tiers"] for one in inputs.get("lists", ())}
    said = [
        Answer(vote["juror"], vote["left"], vote["right"], {LEFT: 1.0, RIGHT: 0.0}.get(vote["choice"], 0.5))
        for vote in inputs["votes"]
        if vote["juror"] not in lists and {vote["left"], vote["right"]} <= films
    ]
    for juror, tiers in lists.items():
        said += _of_list(juror, [[film for film in tier if film in films] for tier in tiers])
    return said


def _of_list(juror: str, tiers: Sequence[Sequence[str]]) -> list[Answer]:
    """Only the films in the order: of those left out nobody knows how the juror thinks of them."""
    ranked = [(film, number) for number, tier in enumerate(tiers) for film in tier]
    weight = 2 / len(ranked) if ranked else 0.0
    return [
        Answer(juror, one, other, 0.5 if first == second else 1.0, weight)
        for (one, first), (other, second) in combinations(ranked, 2)
    ]


def juror_weights(inputs: Mapping[str, Any], jurors: Sequence[str]) -> dict[str, float]:
    """A mean of one. Someone without a bloc in a jury that has blocs weighs nothing, as in every count."""
    blocs = {bloc: Fraction(weight) for bloc, weight in inputs.get("blocs", {}).items()}
    if not blocs:
        return dict.fromkeys(jurors, 1.0)
    bloc_of = inputs.get("bloc_of", {})
    voted = Counter(bloc_of.get(juror, "") for juror in jurors)
    weights = {
        juror: blocs[bloc_of[juror]] / voted[bloc_of[juror]]
        for juror in jurors
        if bloc_of.get(juror, "") in blocs
    }
    whole = sum(weights.values(), Fraction(0))
    return {juror: float(weight * len(weights) / whole) for juror, weight in weights.items()}


def pairs_of(inputs: Mapping[str, Any]) -> Comparisons | None:
    """What the fit takes, in the order of `films`; None while nothing that counts was said."""
    place = {film: number for number, film in enumerate(inputs["films"])}
    said = answers_of(inputs)
    weights = juror_weights(inputs, sorted({one.juror for one in said}))
    counted = [one for one in said if weights.get(one.juror, 0.0) > 0]
    if not counted:
        return None
    power = [weights[one.juror] * one.weight for one in counted]
    return comparisons(
        [place[one.left] for one in counted],
        [place[one.right] for one in counted],
        [share * one.won for one, share in zip(counted, power, strict=True)],
        [share * (1 - one.won) for one, share in zip(counted, power, strict=True)],
        len(place),
    )


def count_pairs(
    inputs: Mapping[str, Any], parameters: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows of a tally, best first, and what the fit found out besides."""
    pairs = pairs_of(inputs)
    films = list(inputs["films"])
    if pairs is None:
        return [_row(film, None, None, {}) for film in films], {"answers": 0}
    fit = fit_pairs(pairs)
    asked = Counter(film for one in answers_of(inputs) for film in (one.left, one.right))
    order = sorted(
        (number for number, film in enumerate(films) if asked[film]),
        key=lambda number: -round(float(fit.strength[number]), DIGITS),
    )
    rows = [
        _row(films[number], _place(order, number, fit), number, _figures(order, number, fit))
        for number in order
    ]
    rest = [_row(film, None, None, {}) for film in films if not asked[film]]
    jurors = {one.juror for one in answers_of(inputs)}
    return [*rows, *rest], {
        "answers": len(inputs["votes"]),
        "jurors": len(jurors),
        "goal": parameters.get("goal", ""),
    }


def _place(order: Sequence[int], number: int, fit: PairFit) -> int:
    mine = round(float(fit.strength[number]), DIGITS)
    return 1 + sum(round(float(fit.strength[other]), DIGITS) > mine for other in order)


def _figures(order: Sequence[int], number: int, fit: PairFit) -> dict[str, Any]:
    """The interval, and how sure it is that the film comes before the next one."""
    error = float(fit.error[number])
    at = order.index(number)
    after = order[at + 1] if at + 1 < len(order) else None
    strength = float(fit.strength[number])
    return {
        "low": round(strength - NINETY * error, DIGITS),
        "high": round(strength + NINETY * error, DIGITS),
        "before_next": None if after is None else round(fit.better(number, after), DIGITS),
        "pairs": round(float(fit.pairs[number]), DIGITS),
        "value": str(round(strength, DIGITS)),
    }


def _row(film: str, place: int | None, number: int | None, figures: dict[str, Any]) -> dict[str, Any]:
    return {"film": film, "place": place, "value": None, "pairs": 0, **figures}
