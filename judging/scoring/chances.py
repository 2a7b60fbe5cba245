"""The chance of each film to be among the first so many, from the draws of the method that the round declared."""

from collections.abc import Mapping
from typing import Any

from judging.scoring.reading import read
from judging.scoring.scored_methods import VALUERS
from judging.scoring.uncertainty import ranks


def chances(
    method: str, inputs: Mapping[str, Any], parameters: Mapping[str, Any], among: int
) -> dict[str, float]:
    """By the film's key; films without a value are left out. Empty where the method knows no uncertainty.

    Raises Unreadable as counting does, KeyError for a method that gives no values.
    """
    table = read(inputs, fill=parameters.get("version", 0) >= 2)
    found = VALUERS[method](table, parameters)
    placed = [film for film, value in enumerate(found.value) if value is not None]
    if len(found.draws) < 2 or not placed:
        return {}
    share = (ranks(found.draws[:, placed]) <= among).mean(axis=0)
    return {table.films[film]: float(chance) for film, chance in zip(placed, share, strict=True)}
