"""From rows to a result and back: gathers what counts, calls the declared method, freezes what came out."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from judging.enums import RoundState
from judging.models import Award, Round, Tally
from judging.modes import method_of, mode_of
from judging.scoring.counted import Row
from judging.scoring.methods import METHODS
from judging.scoring.recount import digest


@dataclass(frozen=True)
class Count:
    """A result with what it came from; `tally` is None while the round still moves."""

    method: str
    parameters: dict[str, Any]
    inputs: dict[str, Any]
    rows: list[Row]
    facts: dict[str, Any]
    tally: Tally | None = None


def count(judged: Round) -> Count:
    """Count the round as it stands at this moment."""
    mode, method = mode_of(judged), method_of(judged)
    inputs = mode.inputs(judged)
    # Nobody can choose the seed: it follows from what was counted.
    parameters = {"seed": int(digest(inputs)[:8], 16), **mode.parameters(judged)}
    came_out = METHODS[method].run(inputs, parameters)
    return Count(method, parameters, inputs, came_out.rows, came_out.facts)


def freeze(judged: Round, *, by: Any) -> Tally:
    """Count the round as it stands and keep inputs, digest and result for good, as the next version."""
    now = count(judged)
    newest = Tally.objects.filter(round=judged).order_by("-version").first()
    return Tally.objects.create(
        round=judged,
        version=newest.version + 1 if newest else 1,
        method=now.method,
        parameters=now.parameters,
        inputs=now.inputs,
        inputs_sha256=digest(now.inputs),
        result=now.rows,
        facts=now.facts,
        counted_by=by if by is not None and by.is_authenticated else None,
    )


def counted(judged: Round) -> Count:
    """What the standings of a round rest on: the frozen tally of a closed round, else the cards of this moment."""
    tally = judged.tallies.order_by("-version").first() if judged.state == RoundState.CLOSED else None
    if tally is None:
        return count(judged)
    return Count(tally.method, tally.parameters, tally.inputs, tally.result, tally.facts, tally)


def award_weights(award: Award) -> dict[str, Fraction]:
    return {key: Fraction(str(weight)) for key, weight in award.criterion_weights.items()}
