"""How scored rounds are counted: each method gives every film a value, draws, and from both its place with an interval."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from judging.scoring import ladder
from judging.scoring.agreement import alpha_of_rows, from_components, kendall_w
from judging.scoring.arrays import BadScores, Floats
from judging.scoring.calibrated import RAW, Calibration, calibrate
from judging.scoring.counted import Counted, Row
from judging.scoring.means import ENOUGH_TO_TRIM, Mean, Middle, means, plain, trimmed
from judging.scoring.reading import Table, Unreadable, read
from judging.scoring.ties import places
from judging.scoring.uncertainty import Places, beats, describe

DECIMALS = 2
"""Of a published value."""
KEPT = 6
"""Decimals of what is no exact fraction: machines differ beyond."""
MOST_DRAWS = 20_000


@dataclass(frozen=True)
class Valued:
    """What a method says of each film: exact value (None: none), its means, and the fit that gave error and draws."""

    value: list[Fraction | None]
    means: list[Mean]
    fit: Calibration | None
    draws: Floats


Valuer = Callable[[Table, Mapping[str, Any]], Valued]


def _by_mean(middle: Middle, *, blocs: bool) -> Valuer:
    def value(table: Table, parameters: Mapping[str, Any]) -> Valued:
        found = means(table, middle=middle, blocs=blocs)
        fit = _fit(table, parameters, RAW, blocs=blocs)
        draws = fit.draws if fit is not None else np.zeros((0, len(found)))
        if fit is not None and middle is not plain and len(draws):
            # The spread of a mean around the trimmed value.
            shift = [
                float(m.value) - v if m.value is not None else 0.0
                for m, v in zip(found, fit.value, strict=True)
            ]
            draws = draws + np.array(shift)
        return Valued([one.value for one in found], found, fit, draws)

    return value


def _by_calibration(method: str, middle: Middle = plain) -> Valuer:
    def value(table: Table, parameters: Mapping[str, Any]) -> Valued:
        fit = _fit(table, parameters, method, blocs=True)
        found = means(table, middle=middle if fit is None or fit.reason else plain)
        if fit is not None and middle is not plain:
            fit = _averaged(table, fit, middle, found)
        if fit is None or fit.reason:
            draws = fit.draws if fit is not None else np.zeros((0, len(found)))
            return Valued([one.value for one in found], found, fit, draws)
        values = [
            None if mean.value is None else Fraction(round(float(value) * 10**KEPT), 10**KEPT)
            for mean, value in zip(found, fit.value, strict=True)
        ]
        return Valued(values, found, fit, fit.draws)

    return value


def _averaged(table: Table, fit: Calibration, middle: Middle, found: Sequence[Mean]) -> Calibration:
    """The fit with another middle of the corrected scores; a film that is not trimmed keeps what it has."""
    if fit.reason:
        value = np.array(
            [usual if m.value is None else float(m.value) for m, usual in zip(found, fit.value, strict=True)]
        )
        return replace(fit, value=value, draws=fit.draws + (value - fit.value) * (len(fit.draws) > 0))
    unit = 10**KEPT
    exact = np.rint(fit.corrected_score * unit).astype(np.int64).tolist()
    inside = means(replace(table, value=tuple(exact), unit=unit), middle=middle)
    corrected = np.array(
        [
            usual if m.value is None or m.scores < ENOUGH_TO_TRIM else float(m.value)
            for m, usual in zip(inside, fit.corrected, strict=True)
        ]
    )
    shift = fit.reliability * (corrected - fit.corrected)
    return replace(fit, corrected=corrected, value=fit.value + shift, draws=fit.draws + shift)


def _fit(table: Table, parameters: Mapping[str, Any], method: str, *, blocs: bool) -> Calibration | None:
    if not table.value:
        return None
    draws, seed = _whole(parameters, "draws", MOST_DRAWS), _whole(parameters, "seed", 2**32 - 1)
    power = [float(weight) for weight in table.bloc_weight]
    weighs = blocs and sum(power) > 0
    return calibrate(
        np.array([ballot.film for ballot in table.ballots]),
        np.array([ballot.juror for ballot in table.ballots]),
        np.array(table.value, dtype=np.float64) / table.unit,
        len(table.films),
        len(table.jurors),
        np.array(table.group),
        method=method,
        draws=draws,
        seed=seed,
        bloc=np.array(table.bloc) if weighs else None,
        bloc_weight=np.array(power) if weighs else None,
    )


VALUERS: dict[str, Valuer] = {
    "bloc-weighted mean": _by_mean(plain, blocs=True),
    "raw mean": _by_mean(plain, blocs=False),
    "trimmed mean": _by_mean(trimmed, blocs=True),
    "calibrated": _by_calibration("additive_group"),
    "calibrated with consistency": _by_calibration("additive_full"),
    "trimmed calibrated": _by_calibration("additive_group", trimmed),
}
"""By the name that a tally keeps: what it means never changes."""


def _whole(parameters: Mapping[str, Any], name: str, most: int) -> int:
    found = parameters.get(name, 0)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= most:
        raise Unreadable(f"The parameter “{name}” is no whole number from 0 to {most}.")
    return found


def count(method: str, inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> Counted:
    table = read(inputs, fill=_whole(parameters, "version", 1000) >= 2)
    found = VALUERS[method](table, parameters)
    fewest = _whole(parameters, "quorum_scores", 32767)
    placed = [
        film
        for film, mean in enumerate(found.means)
        if found.value[film] is not None and mean.scores >= max(1, fewest)
    ]
    order, place, rung = _places(table, found, placed, parameters)
    said = _said(found, order)
    rows = [_row(table, found, film) for film in range(len(table.films))]
    for position, film in enumerate(order):
        rows[film] |= {"place": place[film], **_tie(rung.get(film))}
        if said is not None:
            rows[film] |= _uncertain(said, found, position, place[film])
    rest = sorted(
        (film for film in range(len(rows)) if film not in place),
        key=lambda film: (found.value[film] is None, film),
    )
    for film in rest:
        rows[film] |= {"short": found.value[film] is not None}
    return Counted([rows[film] for film in [*order, *rest]], _facts(table, found.fit))


def _places(
    table: Table, found: Valued, placed: Sequence[int], parameters: Mapping[str, Any]
) -> tuple[list[int], dict[int, int], dict[int, ladder.Rung]]:
    """The placed films best first, their places ("1224"), and what told equals apart."""
    by_value = places([found.value[film] for film in placed], decimals=DECIMALS)
    tied: dict[int, list[int]] = {}
    for film, place in zip(placed, by_value, strict=True):
        if place is not None:
            tied.setdefault(place, []).append(film)
    steps = _steps(table, found, parameters)
    wanted = parameters.get("ties", [])
    if not isinstance(wanted, list) or not all(isinstance(step, str) for step in wanted):
        raise Unreadable("The tie ladder is no list of steps.")
    order: list[int] = []
    place_of: dict[int, int] = {}
    rungs: dict[int, ladder.Rung] = {}
    for place in sorted(tied):
        films = tied[place]
        if len(films) == 1:
            place_of[films[0]] = place
            order.append(films[0])
            continue
        climbed = ladder.climb(films, wanted, steps)
        rungs |= climbed
        for film, rung in climbed.items():
            place_of[film] = place + rung.before
            order.append(film)
    return order, place_of, rungs


def _steps(table: Table, found: Valued, parameters: Mapping[str, Any]) -> dict[str, ladder.Step]:
    steps = {
        ladder.PREFERRED: ladder.preferred(table),
        ladder.HEAVIEST: ladder.heaviest(table),
        ladder.DRAW: ladder.draw(table, _whole(parameters, "seed", 2**32 - 1)),
    }
    if len(found.draws):
        columns = np.asfortranarray(found.draws)
        expected = [float(value) if value is not None else 0.0 for value in found.value]
        steps[ladder.PROBABILITY] = ladder.probability(
            lambda one, other: beats(columns, one, other), expected
        )
    return steps


def _said(found: Valued, order: Sequence[int]) -> Places | None:
    """What the draws say about the placed films, in their order."""
    if len(found.draws) < 2 or not order:
        return None
    return describe(-np.arange(len(order), dtype=np.float64), found.draws[:, list(order)])


def _row(table: Table, found: Valued, film: int) -> Row:
    mean, value = found.means[film], found.value[film]
    blocs = {table.blocs[bloc]: str(part) for bloc, part in sorted(mean.by_bloc.items())}
    row: Row = {
        "film": table.films[film],
        "place": None,
        "value": str(value) if value is not None else None,
        "raw_mean": str(mean.raw) if mean.raw is not None else None,
        "scores": mean.scores,
        "by_bloc": blocs,
        "missing_blocs": [bloc for bloc in table.blocs if bloc not in blocs] if blocs else [],
    }
    if found.fit is not None and value is not None:
        row["error"] = _kept(found.fit.standard_error[film])
        if found.fit.method != RAW:
            row["corrected"] = _kept(found.fit.corrected[film])
            row["reliability"] = _kept(found.fit.reliability[film])
    return row


def _uncertain(said: Places, found: Valued, position: int, place: int) -> Row:
    """`place_low` to `place_high` hold 90 % of the draws, and the place itself."""
    row: Row = {
        "low": _kept(said.value.low[position]),
        "high": _kept(said.value.high[position]),
        "place_low": min(int(said.rank.low[position]), place),
        "place_high": max(int(said.rank.high[position]), place),
        "first": _kept(said.first[position]),
        "group": int(said.group[position]),
    }
    if position < len(said.beats_next):
        row |= {"beats_next": _kept(said.beats_next[position]), "word": said.word[position]}
    return row


def _tie(rung: ladder.Rung | None) -> Row:
    return {} if rung is None or not rung.by else {"told_apart_by": rung.by}


def _facts(table: Table, fit: Calibration | None) -> dict[str, Any]:
    """Of the jurors and of the round as a whole. `reason`: why only the plain mean stands."""
    if fit is None:
        return {}
    facts: dict[str, Any] = {
        "reason": fit.reason,
        "notices": list(fit.notices),
        "mean": _kept(fit.mean),
        "agreement": _agreement(table, fit),
    }
    if fit.method == RAW:
        return facts
    parts = fit.components
    return facts | {
        "components": {
            "film": _kept(parts.film),
            "between_groups": _kept(parts.between_groups),
            "juror": _kept(parts.juror),
            "rest": _kept(parts.rest),
        },
        "jurors": {
            juror: {
                "severity": _kept(fit.severity[number]),
                "error": _kept(fit.severity_error[number]),
                "spread": _kept(fit.spread[number]),
                "noise": _kept(fit.noise[number]),
                "scores": int(fit.juror_scores[number]),
                "calibrated": bool(fit.calibrated[number]),
            }
            for number, juror in enumerate(table.jurors)
        },
    }


def _agreement(table: Table, fit: Calibration) -> dict[str, Any]:
    """Alpha of all scores; W where every juror scored every film; the shares of variance where severity was fitted."""
    films = np.array([ballot.film for ballot in table.ballots])
    value = np.array(table.value, dtype=np.float64) / table.unit
    found: dict[str, Any] = {}
    try:
        found["alpha"] = _kept(alpha_of_rows(films, value))
    except BadScores:
        return found
    seen, jurors = np.unique(films).size, len(table.jurors)
    if value.size == seen * jurors and jurors > 1:
        grid = np.empty((seen, jurors))
        grid[np.unique(films, return_inverse=True)[1], [ballot.juror for ballot in table.ballots]] = value
        try:
            found["w"] = _kept(kendall_w(grid).w)
        except BadScores:
            return found
    parts = fit.components
    if fit.method != RAW and parts.films + parts.juror + parts.rest > 0:
        k = value.size / seen
        icc = from_components(parts.films, parts.juror, parts.rest, k)
        found |= {"icc_one": _kept(icc.one), "icc_k": _kept(icc.corrected_mean_of_k), "k": _kept(k)}
    return found


def _kept(value: Any) -> float:
    return round(float(value), KEPT) + 0.0
