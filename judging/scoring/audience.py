"""What an audience has said: shares of the ballots, or a mean in which a few votes weigh little.

A film with three votes of five stars is not better than one with four hundred votes of 4.8: the mean of each film is
drawn towards the mean of all votes, as if it had so many votes of that mean more ("prior"). The share of ballots is
counted as it is, and told with the interval of Wilson. All values are exact fractions.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt
from statistics import median_low
from typing import Any

from judging.scoring.ties import places

SHARE, MEAN = "audience share", "audience mean"
ONE, UP_TO, RATE = "one", "up_to", "rate"
LOWEST, HIGHEST = 1, 5
Z = 1.959963984540054
"""Of a 95 per cent interval."""
PUBLISHED_DECIMALS = 4


def count_shares(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How large a share of the ballots names each film."""
    ballots = [given["choices"] for given in inputs["ballots"]]
    votes = {film: sum(film in given for given in ballots) for film in inputs["films"]}
    values = [Fraction(votes[film], len(ballots)) if ballots else None for film in inputs["films"]]
    rows = []
    for film, value, place in zip(inputs["films"], values, _places(values), strict=True):
        rows.append(_row(film, place, value, votes[film], wilson(votes[film], len(ballots)), value))
    return sorted(rows, key=_order)


def count_means(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The mean of each film's votes, drawn towards the mean of all. `prior`: how strongly, in votes; None: as many
    votes as the film in the middle has.
    """
    by_film: dict[str, list[int]] = {film: [] for film in inputs["films"]}
    for given in inputs["ballots"]:
        for film, mark in given["choices"].items():
            if film in by_film:
                by_film[film].append(_checked(mark))
    wanted = parameters.get("prior")
    prior = _usual(by_film.values()) if wanted is None else int(wanted)
    every = [mark for marks in by_film.values() for mark in marks]
    whole = Fraction(sum(every), len(every)) if every else Fraction(0)
    values = [shrunk(marks, whole, prior) for marks in by_film.values()]
    rows = []
    for (film, marks), value, place in zip(by_film.items(), values, _places(values), strict=True):
        interval = _mean_interval(value, marks, every, prior)
        plain = Fraction(sum(marks), len(marks)) if marks else None
        rows.append(_row(film, place, value, len(marks), interval, plain))
    return sorted(rows, key=_order)


def shrunk(marks: Sequence[int], whole: Fraction, prior: int) -> Fraction | None:
    """The mean of the marks and of `prior` more votes that say the mean of all; None without a vote."""
    return (sum(marks) + prior * whole) / (len(marks) + prior) if marks else None


def wilson(votes: int, of: int) -> tuple[float, float]:
    """The 95 per cent interval of a share, after Wilson (1927): honest also for few votes and shares near 0 and 1."""
    if not of:
        return 0.0, 1.0
    share = votes / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _mean_interval(
    value: Fraction | None, marks: Sequence[int], every: Sequence[int], prior: int
) -> tuple[float, float]:
    """The value plus and minus what the scatter of all votes leaves open for so many votes."""
    if value is None:
        return float(LOWEST), float(HIGHEST)
    mean = sum(every) / len(every)
    scatter = sqrt(sum((mark - mean) ** 2 for mark in every) / max(len(every) - 1, 1))
    half = Z * scatter / sqrt(len(marks) + prior)
    return max(float(LOWEST), float(value) - half), min(float(HIGHEST), float(value) + half)


def _usual(by_film: Any) -> int:
    """The number of votes of the film in the middle, among those that have any."""
    counts = [len(marks) for marks in by_film if marks]
    return median_low(counts) if counts else 0


def _checked(mark: Any) -> int:
    if isinstance(mark, bool) or not isinstance(mark, int) or not LOWEST <= mark <= HIGHEST:
        raise ValueError(f"a vote is {LOWEST} to {HIGHEST}, not {mark!r}")
    return mark


def _places(values: Sequence[Fraction | None]) -> list[int | None]:
    return places(values, decimals=PUBLISHED_DECIMALS)


def _order(row: Mapping[str, Any]) -> tuple[bool, int]:
    return row["place"] is None, row["place"] or 0


def _row(  # noqa: PLR0917 (one line of a table)
    film: str,
    place: int | None,
    value: Fraction | None,
    votes: int,
    interval: tuple[float, float],
    plain: Fraction | None,
) -> dict[str, Any]:
    return {
        "film": film,
        "place": place,
        "value": None if value is None else str(value),
        "raw_mean": None if plain is None else str(plain),
        "scores": votes,
        "votes": votes,
        "low": round(interval[0], 4),
        "high": round(interval[1], 4),
    }
