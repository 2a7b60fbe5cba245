"""A tally as a file: strict reading of what may come from anywhere, and the differences between two counts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

from judging.scoring.reading import Unreadable
from judging.scoring.recount import Recount, digest, recount

FORMAT = "festival portal tally 1"
LARGEST_BYTES = 256 * 1024 * 1024
NEAR = 2e-6
"""Machines round the last digit of what is no fraction differently."""
NEAR_CHANCE = 0.005
"""A draw on the edge may fall to the other side; 5 in 1,000 of them change no sentence."""
CHANCES = frozenset({"first", "among", "beats_next"})
LOOSE = frozenset({"place_low", "place_high"})


@dataclass(frozen=True)
class Difference:
    """What the file says and what came out, at a place in words such as "film 7: place"."""

    where: str
    kept: Any
    found: Any


@dataclass(frozen=True)
class Verdict:
    recount: Recount
    differences: tuple[Difference, ...]


def read_document(raw: bytes) -> dict[str, Any]:
    """The tally in a file. Raises Unreadable for anything else."""
    if len(raw) > LARGEST_BYTES:
        raise Unreadable("The file is larger than any tally.")
    try:
        document = json.loads(raw.decode(), parse_constant=_no_constant, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise Unreadable("The file is not written in UTF-8.") from error
    except RecursionError as error:
        raise Unreadable("The file is nested too deeply for a tally.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"The file is no JSON (line {error.lineno}).") from error
    except ValueError as error:
        raise Unreadable(str(error)) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unreadable("The file is no tally of this portal.")
    return document


def check(document: Mapping[str, Any]) -> Verdict:
    """Count the document again and list everything in it that does not come out. Raises Unreadable."""
    again = recount(document)
    found: list[Difference] = []
    if document.get("inputs_sha256") != again.inputs_sha256:
        found.append(Difference("digest of the inputs", document.get("inputs_sha256"), again.inputs_sha256))
    kept = document.get("result")
    if not isinstance(kept, list) or not all(isinstance(row, dict) for row in kept):
        raise Unreadable("The document has no result.")
    found += _rows(kept, again.counted.rows)
    facts = document.get("facts", {})
    if isinstance(facts, Mapping):
        found += _parts("round", facts, again.counted.facts)
    return Verdict(again, tuple(found))


def _rows(kept: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> list[Difference]:
    by_film = {str(row.get("film")): row for row in found}
    differences = [Difference("number of films", len(kept), len(found))] if len(kept) != len(found) else []
    for row in kept:
        film = str(row.get("film"))
        differences += _parts(f"film {film}", row, by_film.get(film, {}))
    return differences


def _parts(where: str, kept: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(f"{where}: {name}", value, found.get(name))
        for name, value in kept.items()
        if not same(value, found.get(name), name)
    ]


def same(kept: Any, found: Any, name: str = "") -> bool:
    """Equal, but for the last digit of a number that is no fraction and a draw on the edge."""
    if isinstance(kept, Mapping) and isinstance(found, Mapping):
        return kept.keys() <= found.keys() and all(
            same(value, found[key], key) for key, value in kept.items()
        )
    if isinstance(kept, list) and isinstance(found, list):
        return len(kept) == len(found) and all(
            same(one, other, name) for one, other in zip(kept, found, strict=True)
        )
    if isinstance(kept, bool) or isinstance(found, bool):
        return kept is found
    if name in LOOSE and isinstance(kept, int) and isinstance(found, int):
        return abs(kept - found) <= 1
    if isinstance(kept, float | int) and isinstance(found, float | int):
        near = NEAR_CHANCE if name in CHANCES else NEAR
        return isclose(kept, found, rel_tol=1e-6, abs_tol=near) if isinstance(kept, float) else kept == found
    if name == "value" and isinstance(kept, str) and isinstance(found, str) and kept != found:
        return _near_fractions(kept, found)
    return bool(kept == found)


def _near_fractions(kept: str, found: str) -> bool:
    """Calibrated values are millionths; means are exact, and their denominators are no powers of ten."""
    million = 10**6
    try:
        sides = [side.partition("/") for side in (kept, found)]
        whole = [(int(up), int(down or 1)) for up, _slash, down in sides]
    except ValueError:
        return False
    if any(down <= 0 or million % down for _up, down in whole):
        return False
    (a, b), (c, d) = whole
    return abs(a * (million // b) - c * (million // d)) <= 2


def _no_constant(name: str) -> Any:
    raise ValueError(f"The file holds “{name}”, which is no number.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("A name stands twice in one part of the file.")
    return table


__all__ = ["FORMAT", "Difference", "Unreadable", "Verdict", "check", "digest", "read_document"]
