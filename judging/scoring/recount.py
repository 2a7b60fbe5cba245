"""A frozen count, counted again from nothing but itself: no database, no Django."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from judging.scoring.methods import METHODS, Counted


class Unreadable(ValueError):
    """The document is no tally, or of a method that this portal does not know."""


@dataclass(frozen=True)
class Recount:
    counted: Counted
    inputs_sha256: str


def recount(document: Mapping[str, Any]) -> Recount:
    """Count again what the document holds: `method`, `parameters` and `inputs`. Raises Unreadable."""
    method = METHODS.get(str(document.get("method")))
    inputs, parameters = document.get("inputs"), document.get("parameters")
    if method is None or not isinstance(inputs, Mapping) or not isinstance(parameters, Mapping):
        raise Unreadable("no tally of a known method")
    try:
        counted = method.run(inputs, parameters)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Unreadable(f"the inputs cannot be counted: {error!r}") from error
    return Recount(counted, digest(inputs))


def digest(kept: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()
