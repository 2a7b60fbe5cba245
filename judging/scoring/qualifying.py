"""Yes, maybe or no: what a jury's answers make of a film, by a rule that was declared before anybody answered.

The share of yes is exact and keeps the weight of the blocs, as everywhere: a bloc counts its whole weight however
many of it have answered. A film whose fate hangs on its maybes, or that too few have seen, is talked about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from judging.scoring.ties import places

METHOD = "consensus"
YES, MAYBE, NO = "yes", "maybe", "no"
ANSWERS = (YES, MAYBE, NO)
THROUGH, DISCUSS, OUT = "through", "discuss", "out"
HALF, TALK = "half", "discuss"
PUBLISHED_DECIMALS = 4


@dataclass(frozen=True)
class Consensus:
    """`share`: the least share of yes, from 0 to 1. `maybe`: HALF a yes, or to be discussed where it decides.

    `unanimous_no`: only a film that everybody refuses is out; what else does not pass is talked about.
    """

    share: Fraction
    least_yes: int = 1
    least_answers: int = 1
    maybe: str = TALK
    unanimous_no: bool = True

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Consensus":
        return cls(
            Fraction(kept["share"]),
            int(kept["least_yes"]),
            int(kept["least_answers"]),
            str(kept["maybe"]),
            bool(kept["unanimous_no"]),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "share": str(self.share),
            "least_yes": self.least_yes,
            "least_answers": self.least_answers,
            "maybe": self.maybe,
            "unanimous_no": self.unanimous_no,
        }


@dataclass(frozen=True)
class Answer:
    film: str
    juror: str
    answer: str


@dataclass(frozen=True)
class FilmVerdict:
    """`value`: the share of yes as the rule counts it. `by_bloc`: how often each answer was given there."""

    film: str
    value: Fraction | None
    result: str
    why: str
    counts: Mapping[str, int]
    by_bloc: Mapping[str, Mapping[str, int]]


def verdict(
    film: str,
    answers: Iterable[Answer],
    rule: Consensus,
    *,
    bloc_of: Mapping[str, str],
    bloc_weights: Mapping[str, Fraction],
) -> FilmVerdict:
    """What becomes of one film. A juror outside the blocs counts only in a jury that has none."""
    by_bloc: dict[str, dict[str, int]] = {}
    for given in answers:
        bloc = bloc_of.get(given.juror, "") if bloc_weights else ""
        if not bloc_weights or bloc in bloc_weights:
            by_bloc.setdefault(bloc, dict.fromkeys(ANSWERS, 0))[given.answer] += 1
    counts = {answer: sum(of[answer] for of in by_bloc.values()) for answer in ANSWERS}
    result, why = _result(rule, counts, by_bloc, bloc_weights)
    maybe = Fraction(1, 2) if rule.maybe == HALF else Fraction(0)
    return FilmVerdict(film, share_of_yes(by_bloc, bloc_weights, maybe), result, why, counts, by_bloc)


def share_of_yes(
    by_bloc: Mapping[str, Mapping[str, int]], bloc_weights: Mapping[str, Fraction], maybe: Fraction
) -> Fraction | None:
    """The weighted share of yes when a maybe is worth so much; None when nobody has answered."""
    weights = {bloc: bloc_weights.get(bloc, Fraction(1)) for bloc in by_bloc}
    total = sum(weights.values(), Fraction(0))
    if not total:
        return None
    parts = (
        weights[bloc] * (of[YES] + maybe * of[MAYBE]) / sum(of[answer] for answer in ANSWERS)
        for bloc, of in by_bloc.items()
    )
    return sum(parts, Fraction(0)) / total


def _result(
    rule: Consensus,
    counts: Mapping[str, int],
    by_bloc: Mapping[str, Mapping[str, int]],
    bloc_weights: Mapping[str, Fraction],
) -> tuple[str, str]:
    answered = sum(counts.values())
    if not answered:
        return DISCUSS, "nobody"
    if answered < rule.least_answers:
        return DISCUSS, "few"
    if counts[NO] == answered:
        return OUT, "all_no"
    worst = Fraction(1, 2) if rule.maybe == HALF else Fraction(0)
    best = Fraction(1, 2) if rule.maybe == HALF else Fraction(1)
    yes = counts[YES]
    if _passes(rule, share_of_yes(by_bloc, bloc_weights, worst), yes):
        return THROUGH, "enough_yes"
    if rule.maybe == TALK and _passes(rule, share_of_yes(by_bloc, bloc_weights, best), yes + counts[MAYBE]):
        return DISCUSS, "maybe_decides"
    return (DISCUSS, "not_unanimous") if rule.unanimous_no else (OUT, "too_few_yes")


def _passes(rule: Consensus, share: Fraction | None, yes: int) -> bool:
    return share is not None and share >= rule.share and yes >= rule.least_yes


def count(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The whole round: films that pass first, by their share of yes. Inputs and result are JSON."""
    rule = Consensus.from_json(parameters)
    weights = {bloc: Fraction(weight) for bloc, weight in inputs["blocs"].items()}
    by_film: dict[str, list[Answer]] = {film: [] for film in inputs["films"]}
    for given in inputs["answers"]:
        if given["answer"] not in ANSWERS:
            raise ValueError(f"unknown answer {given['answer']!r}")
        if given["film"] in by_film:
            by_film[given["film"]].append(Answer(given["film"], given["juror"], given["answer"]))
    rows = [
        verdict(film, given, rule, bloc_of=inputs["bloc_of"], bloc_weights=weights)
        for film, given in by_film.items()
    ]
    ranked = places([row.value for row in rows], decimals=PUBLISHED_DECIMALS)
    order = {THROUGH: 0, DISCUSS: 1, OUT: 2}
    told = [_row(row, place) for row, place in zip(rows, ranked, strict=True)]
    return sorted(told, key=lambda row: (order[row["result"]], row["place"] is None, row["place"] or 0))


def _row(row: FilmVerdict, place: int | None) -> dict[str, Any]:
    return {
        "film": row.film,
        "place": place,
        "value": None if row.value is None else str(row.value),
        "result": row.result,
        "why": row.why,
        **row.counts,
        "scores": sum(row.counts.values()),
        "by_bloc": {bloc: dict(of) for bloc, of in row.by_bloc.items()},
    }
