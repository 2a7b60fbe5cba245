"""Films of equal value told apart, step by step, in the order that the round declared. Never by the order of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import combinations

from judging.scoring.reading import Table, mark_in

PROBABILITY, PREFERRED, HEAVIEST, DRAW = "probability", "preferred", "heaviest", "draw"
STEPS = (PROBABILITY, PREFERRED, HEAVIEST, DRAW)
TOLD_APART = 0.75
"""Below this chance to be ahead, two films are a coin toss."""

Film = int
Step = Callable[[Sequence[Film]], list[list[Film]]]


@dataclass(frozen=True)
class Rung:
    """A film among those of its value: how many of them stand before it, and which step put it there (or "")."""

    before: int
    by: str


def climb(tied: Sequence[Film], ladder: Iterable[str], steps: Mapping[str, Step]) -> dict[Film, Rung]:
    """Split the tied films by each step in turn; what no step splits stays together."""
    classes: list[tuple[list[Film], str]] = [(list(tied), "")]
    for name in ladder:
        if name not in steps:
            continue
        finer: list[tuple[list[Film], str]] = []
        for films, by in classes:
            parts = steps[name](films) if len(films) > 1 else [films]
            finer += [(part, name if len(parts) > 1 else by) for part in parts]
        classes = finer
    rungs: dict[Film, Rung] = {}
    for films, by in classes:
        before = len(rungs)
        rungs.update({film: Rung(before, by) for film in films})
    return rungs


def preferred(table: Table) -> Step:
    """Who saw both: the share that put one film higher, less the share that put it lower, summed over the others."""

    def split(films: Sequence[Film]) -> list[list[Film]]:
        given = {
            film: {table.ballots[n].juror: table.value[n] for n in table.of_film[film]} for film in films
        }
        lead = dict.fromkeys(films, Fraction(0))
        for one, other in combinations(films, 2):
            both = given[one].keys() & given[other].keys()
            if both:
                ahead = sum(given[one][juror] > given[other][juror] for juror in both)
                behind = sum(given[one][juror] < given[other][juror] for juror in both)
                lead[one] += Fraction(ahead - behind, len(both))
                lead[other] -= Fraction(ahead - behind, len(both))
        return _classes(films, lead)

    return split


def heaviest(table: Table) -> Step:
    """The mean of the criterion with the largest weight."""

    def split(films: Sequence[Film]) -> list[list[Film]]:
        asked = table.heaviest
        if asked is None:
            return [list(films)]
        mean = {}
        for film in films:
            marks = [table.ballots[n].marks.get(asked.key) for n in table.of_film[film]]
            known = [asked.scaled(mark_in(asked, mark)) for mark in marks if mark is not None]
            mean[film] = sum(known, Fraction(0)) / len(known) if known else Fraction(-1)
        return _classes(films, mean)

    return split


def probability(beats: Callable[[Film, Film], float], expected: Sequence[float]) -> Step:
    """From the likeliest down; a new class begins where its last film is ahead of the next with 75 % or more."""

    def split(films: Sequence[Film]) -> list[list[Film]]:
        ordered = sorted(films, key=lambda film: (-expected[film], film))
        parts = [[ordered[0]]]
        for film in ordered[1:]:
            if beats(parts[-1][-1], film) >= TOLD_APART:
                parts.append([film])
            else:
                parts[-1].append(film)
        return parts

    return split


def draw(table: Table, seed: int) -> Step:
    """A random order that anybody can repeat: by the digest of the seed and the film."""

    def split(films: Sequence[Film]) -> list[list[Film]]:
        lot = {film: sha256(f"{seed} {table.films[film]}".encode()).hexdigest() for film in films}
        return [[film] for film in sorted(films, key=lambda film: lot[film])]

    return split


def _classes(films: Sequence[Film], value: Mapping[Film, Fraction]) -> list[list[Film]]:
    """Best first, equals together."""
    found: dict[Fraction, list[Film]] = {}
    for film in films:
        found.setdefault(value[film], []).append(film)
    return [found[one] for one in sorted(found, reverse=True)]
