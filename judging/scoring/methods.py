"""The methods by name: inputs and parameters as JSON in, rows as JSON out. What a tally names is found here for good."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from judging.scoring.aggregate import FilmStanding
from judging.scoring.ballots.decide import NAMES as BALLOT_METHODS
from judging.scoring.ballots.document import count as count_ballots
from judging.scoring.inputs import Inputs

Row = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """A row per film, best first, and what the method found out besides. Both are JSON."""

    rows: list[Row]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """`by` does the counting; it must depend on nothing but its two arguments, so that anybody can repeat it.

    Every row has `film` (its key) and `place` (None for a film that has none); the rest is the method's own.
    """

    name: str
    by: Callable[[Mapping[str, Any], Mapping[str, Any]], list[Row] | Counted]

    def run(self, inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> Counted:
        came_out = self.by(inputs, parameters)
        return came_out if isinstance(came_out, Counted) else Counted(came_out)

    def count(self, inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Row]:
        return self.run(inputs, parameters).rows


def bloc_weighted_mean(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Row]:
    return [standing_json(row) for row in Inputs.from_json(inputs).standings()]


def standing_json(row: FilmStanding) -> Row:
    return {
        "film": row.film,
        "place": row.place,
        "value": str(row.value) if row.value is not None else None,
        "raw_mean": str(row.raw_mean) if row.raw_mean is not None else None,
        "scores": row.scores,
        "by_bloc": {bloc: str(value) for bloc, value in row.by_bloc.items()},
        "missing_blocs": list(row.missing_blocs),
    }


METHODS: dict[str, Method] = {
    method.name: method
    for method in [
        Method("bloc-weighted mean", bloc_weighted_mean),
        *(Method(name, partial(count_ballots, name)) for name in BALLOT_METHODS),
    ]
}
