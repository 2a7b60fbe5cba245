"""A frozen count, counted again from nothing but itself: no database, no Django."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from judging.scoring.methods import METHODS, Counted
from judging.scoring.reading import Unreadable

__all__ = ["Recount", "Unreadable", "digest", "recount"]


@dataclass(frozen=True)
class Recount:
    counted: Counted
    inputs_sha256: str


def recount(document: Mapping[str, Any]) -> Recount:
    """Count again what the document holds: `method`, `parameters` and `inputs`. Raises Unreadable."""
    name = document.get("method")
    method = METHODS.get(name) if isinstance(name, str) else None
    inputs, parameters = document.get("inputs"), document.get("parameters")
    if method is None:
        raise Unreadable(f"“{str(name)[:40]}” is no method that this portal knows.")
    if not isinstance(inputs, Mapping) or not isinstance(parameters, Mapping):
        raise Unreadable("The document has no inputs or no parameters.")
    try:
        counted = method.run(inputs, parameters)
    except Unreadable:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError) as error:
        raise Unreadable(f"The inputs cannot be counted ({type(error).__name__}: {error}).") from error
    return Recount(counted, digest(inputs))


def digest(kept: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
