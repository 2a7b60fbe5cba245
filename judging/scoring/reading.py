"""The inputs of a scored round as exact numbers in columns. Strict: what comes in may be a file from anywhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm
from typing import Any

SCALE = 10
ENOUGH_ANSWERED = Fraction(3, 4)
"""Of the weight of the criteria: a card that answers less does not count, one that answers more is filled in."""
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12}|/[1-9]\d{0,14})?")


class Unreadable(ValueError):
    """The document is no tally, or not one that can be counted. The text says what is wrong, for people."""


@dataclass(frozen=True)
class Asked:
    """One criterion. `scaled` puts a mark on the scale from 0 to 10."""

    key: str
    weight: Fraction
    lowest: Fraction
    highest: Fraction

    def scaled(self, mark: Fraction) -> Fraction:
        return SCALE * (mark - self.lowest) / (self.highest - self.lowest)


@dataclass(frozen=True)
class Ballot:
    """One confirmed card that counts: who, on what (as indices), and the marks as they were written."""

    film: int
    juror: int
    marks: Mapping[str, str]
    filled: bool = False


@dataclass(frozen=True)
class Table:
    """Every score of a round. A score is `value[n] / unit`, exactly; `bloc` is -1 for a juror without one."""

    films: tuple[str, ...]
    jurors: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    value: tuple[int, ...]
    unit: int
    asked: tuple[Asked, ...]
    blocs: tuple[str, ...]
    bloc_weight: tuple[Fraction, ...]
    bloc: tuple[int, ...]
    group: tuple[int, ...]

    @cached_property
    def of_film(self) -> list[list[int]]:
        """The ballots of each film, by their numbers."""
        found: list[list[int]] = [[] for _film in self.films]
        for number, ballot in enumerate(self.ballots):
            found[ballot.film].append(number)
        return found

    def score(self, number: int) -> Fraction:
        return Fraction(self.value[number], self.unit)

    @property
    def heaviest(self) -> Asked | None:
        """The criterion with the largest weight; of several the one asked first."""
        return max(self.asked, key=lambda one: one.weight, default=None)


def read(inputs: Mapping[str, Any], *, fill: bool = True) -> Table:
    """Raises Unreadable. Without `fill` an incomplete card is the mean of what it answers, as in tallies of old."""
    films = _texts(inputs, "films")
    place = {film: number for number, film in enumerate(films)}
    if len(place) < len(films):
        raise Unreadable("A film stands in the list twice.")
    asked = tuple(_asked(one) for one in _list(inputs, "questions"))
    if len({one.key for one in asked}) < len(asked):
        raise Unreadable("A criterion stands in the list twice.")
    weighing = tuple(one for one in asked if one.weight > 0)
    ballots, jurors = _ballots(_list(inputs, "cards"), place)
    spared = {film: frozenset(keys) for film, keys in _mapping(inputs, "not_applicable", {}).items()}
    value, unit, kept = _Marker(weighing, spared, films, fill=fill).scores(ballots)
    blocs = {_text(bloc): number(weight) for bloc, weight in _mapping(inputs, "blocs").items()}
    if any(weight < 0 for weight in blocs.values()):
        raise Unreadable("A bloc has a weight below nothing.")
    bloc_of, index = _mapping(inputs, "bloc_of"), {bloc: n for n, bloc in enumerate(blocs)}
    groups = _mapping(inputs, "groups", {})
    labels = {label: n for n, label in enumerate(sorted({_text(one) for one in groups.values()} | {""}))}
    return Table(
        films=films,
        jurors=jurors,
        ballots=kept,
        value=tuple(value),
        unit=unit,
        asked=weighing,
        blocs=tuple(blocs),
        bloc_weight=tuple(blocs.values()),
        bloc=tuple(index.get(_text(bloc_of.get(juror, "")), -1) for juror in jurors),
        group=tuple(labels[_text(groups.get(film, ""))] for film in films),
    )


class _Marker:
    """From marks to one exact score per ballot; equal marks are worked out once."""

    def __init__(
        self,
        asked: Sequence[Asked],
        spared: Mapping[str, frozenset[str]],
        films: Sequence[str],
        *,
        fill: bool,
    ) -> None:
        self._asked, self._fill = asked, fill
        self._spared = {number: spared[film] for number, film in enumerate(films) if film in spared}

    def scores(self, ballots: Sequence[Ballot]) -> tuple[list[int], int, tuple[Ballot, ...]]:
        """The scores of the ballots that count, the unit they are in, and these ballots."""
        total = sum((one.weight for one in self._asked), Fraction(0))
        if not total:
            return [], 1, ()
        keys = [one.key for one in self._asked]
        rows = [tuple(map(ballot.marks.get, keys)) for ballot in ballots]
        whole = [
            None not in row and ballot.film not in self._spared
            for row, ballot in zip(rows, ballots, strict=True)
        ]
        columns = list(zip(*(row for row, full in zip(rows, whole, strict=True) if full), strict=True))
        parts = [self._parts(one, marks, total) for one, marks in zip(self._asked, columns, strict=False)]
        gaps = self._gaps(ballots, whole)
        exact = [part for column in parts for part in column.values()]
        unit = lcm(*(part.denominator for part in [*exact, *(found[0] for found in gaps.values())]))
        inside = [{mark: _in(part, unit) for mark, part in column.items()} for column in parts]
        value, kept = [], []
        for number_, (ballot, row) in enumerate(zip(ballots, rows, strict=True)):
            if whole[number_]:
                value.append(sum([column[mark] for column, mark in zip(inside, row, strict=True)]))
                kept.append(ballot)
            elif number_ in gaps:
                score, filled = gaps[number_]
                value.append(_in(score, unit))
                kept.append(replace(ballot, filled=filled))
        return value, unit, tuple(kept)

    def _parts(self, one: Asked, marks: Sequence[Any], total: Fraction) -> dict[Any, Fraction]:
        """What each mark that was given for the criterion adds to a score."""
        return {
            mark: one.weight * one.scaled(mark_in(one, mark)) / total for mark in set(map(_hashable, marks))
        }

    def _gaps(self, ballots: Sequence[Ballot], whole: Sequence[bool]) -> dict[int, tuple[Fraction, bool]]:
        """Cards with gaps: what the film does not have is left out, what the juror left out is filled in."""
        if all(whole):
            return {}
        means = self._means([ballot for ballot, full in zip(ballots, whole, strict=True) if full])
        found = {
            number_: self._with_gaps(ballot, means)
            for number_, (ballot, full) in enumerate(zip(ballots, whole, strict=True))
            if not full
        }
        return {number_: one for number_, one in found.items() if one is not None}

    def _with_gaps(self, ballot: Ballot, means: Mapping[str, Fraction]) -> tuple[Fraction, bool] | None:
        spared = self._spared.get(ballot.film, frozenset())
        due = [one for one in self._asked if one.key not in spared]
        answered = [one for one in due if one.key in ballot.marks]
        whole = sum((one.weight for one in due), Fraction(0))
        given = sum((one.weight for one in answered), Fraction(0))
        if not given or (self._fill and given < ENOUGH_ANSWERED * whole):
            return None
        own = (
            sum(
                (one.weight * one.scaled(mark_in(one, ballot.marks[one.key])) for one in answered),
                Fraction(0),
            )
            / given
        )
        if not self._fill or given == whole:
            return own, False
        usual = sum((one.weight * means.get(one.key, own) for one in answered), Fraction(0)) / given
        missing = [one for one in due if one.key not in ballot.marks]
        filled = sum((one.weight * (own + means.get(one.key, usual) - usual) for one in missing), Fraction(0))
        return (own * given + filled) / whole, True

    def _means(self, complete: Sequence[Ballot]) -> dict[str, Fraction]:
        """The mean of each criterion over the complete cards of the round."""
        if not complete:
            return {}
        return {
            one.key: sum(
                (one.scaled(mark_in(one, ballot.marks[one.key])) for ballot in complete), Fraction(0)
            )
            / len(complete)
            for one in self._asked
        }


def _in(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def _hashable(mark: Any) -> str:
    if not isinstance(mark, str):
        raise Unreadable(f"“{str(mark)[:40]}” is no number written as text.")
    return mark


def mark_in(asked: Asked, mark: Any) -> Fraction:
    """The mark as a number within the range of its criterion."""
    found = number(mark)
    if not asked.lowest <= found <= asked.highest:
        raise Unreadable(f"A mark of {mark} for “{asked.key}” lies outside its range.")
    return found


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Fraction:
    if not _NUMBER.fullmatch(text):
        raise Unreadable(f"“{text[:40]}” is no number.")
    return Fraction(text)


def number(value: Any) -> Fraction:
    """A plain decimal or a fraction written as text; no words, no exponents, no infinities."""
    return _parsed(_hashable(value))


def _ballots(cards: Sequence[Any], place: Mapping[str, int]) -> tuple[list[Ballot], tuple[str, ...]]:
    """The cards on films of the list; a film that left the competition takes its cards along."""
    jurors: dict[str, int] = {}
    seen: set[tuple[int, int]] = set()
    found = []
    for card in cards:
        try:
            film, juror, marks = card["film"], card["juror"], card["marks"]
        except (KeyError, TypeError) as error:
            raise Unreadable("A card does not say its film, its juror and its marks.") from error
        if not isinstance(marks, dict) or not isinstance(juror, str) or not isinstance(film, str):
            raise Unreadable("A card does not say its film, its juror and its marks.")
        if film not in place:
            continue
        pair = place[film], jurors.setdefault(juror, len(jurors))
        if pair in seen:
            raise Unreadable("A juror has two cards for one film.")
        seen.add(pair)
        found.append(Ballot(*pair, marks))
    return found, tuple(jurors)


def _asked(kept: Any) -> Asked:
    if not isinstance(kept, Mapping):
        raise Unreadable("A criterion is not described.")
    found = Asked(
        _text(kept.get("key")),
        number(kept.get("weight")),
        number(kept.get("lowest")),
        number(kept.get("highest")),
    )
    if found.lowest >= found.highest or found.weight < 0:
        raise Unreadable(f"The criterion “{found.key}” has no range, or a weight below nothing.")
    return found


def _list(inputs: Mapping[str, Any], name: str) -> list[Any]:
    found = inputs.get(name)
    if not isinstance(found, list):
        raise Unreadable(f"The inputs have no list “{name}”.")
    return found


def _mapping(
    inputs: Mapping[str, Any], name: str, without: Mapping[str, Any] | None = None
) -> Mapping[str, Any]:
    found = inputs.get(name, without)
    if not isinstance(found, Mapping):
        raise Unreadable(f"The inputs have no table “{name}”.")
    return found


def _texts(inputs: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(_text(one) for one in _list(inputs, name))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise Unreadable(f"“{str(value)[:40]}” is no key.")
    return value
