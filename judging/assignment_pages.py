"""What the pages of an assignment show: figures as values and sentences. Plans and what holds now look alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.percents import percent
from judging.assignable import Pair
from judging.assignment_problems import and_more
from judging.models import Juror
from submissions.models import Entry

NAMED_FILMS = 12
LEVELS = 5
WELL_LINKED = 0.9
ANCHORS_FROM = 6
"""Films of a round from which on it pays to give some to everybody."""


@dataclass(frozen=True)
class LoadRow:
    """`filled` and `limit` are per cent of the longest bar."""

    juror: Juror
    films: int
    minutes: int
    most_films: int | None
    most_minutes: int | None
    filled: float
    limit: float | None
    over: bool
    added: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Gap:
    """Films that lack jurors for the same reason, the reason, and how to mend it."""

    why: str
    mend: str
    films: str


@dataclass(frozen=True)
class HeatMap:
    """Common films of jurors, as one path per level of darkness in units of a cell."""

    side: int
    paths: tuple[tuple[int, str], ...]
    labels: tuple[tuple[float, int], ...]
    most: int

    @property
    def width(self) -> int:
        """With room for the numbers on the left."""
        return self.side + 3


@dataclass(frozen=True)
class Figures:
    counts: list[dict[str, Any]]
    loads: list[LoadRow]
    gaps: list[Gap]
    relaxed: list[str]
    parts: list[str]
    weakest: list[tuple[str, str, int]]
    heat: HeatMap | None
    linked_sentence: str
    advice: str


def figures_page(
    figures: Mapping[str, Any],
    jurors: Sequence[Juror],
    films: Mapping[str, Entry],
    *,
    changes: Mapping[str, tuple[int, int]] | None = None,
) -> Figures:
    """`changes`: by juror, how many films come and go."""
    names = {str(juror.pk): juror for juror in jurors}
    parts = figures["parts"]
    return Figures(
        counts=_counts(figures),
        loads=_loads(figures["loads"], names, changes or {}),
        gaps=_gaps(figures["short"], films),
        relaxed=_relaxed(figures["relaxed"], films),
        parts=[and_more([str(names[key]) for key in part if key in names]) for part in parts]
        if len(parts) > 1
        else [],
        weakest=[
            (str(names[one]), str(names[other]), common)
            for one, other, common in figures["weakest"]
            if one in names and other in names
        ],
        heat=heat_map(figures["together"]),
        linked_sentence=_linked(figures),
        advice=_advice(figures),
    )


def _counts(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    loads = figures["loads"]
    pairs = sum(load["films"] for load in loads)
    short = len(figures["short"])
    parts = len(figures["parts"])
    return [
        {"number": pairs, "label": _("Viewings")},
        {
            "number": short,
            "label": _("Films short of jurors"),
            "tone": "bad" if short else "",
        },
        {
            "number": parts,
            "label": ngettext("Linked part", "Separate parts", parts),
            "tone": "bad" if parts > 1 else "",
        },
        {
            "number": percent(round(100 * figures["pairs_linked"])),
            "label": _("Pairs of jurors with common films"),
        },
    ]


def _loads(
    loads: Iterable[Mapping[str, Any]], names: Mapping[str, Juror], changes: Mapping[str, tuple[int, int]]
) -> list[LoadRow]:
    longest = max(
        [1.0] + [max(load["minutes"], load["most_minutes"] or 0) for load in loads],
    )
    rows = []
    for load in loads:
        if load["juror"] not in names:
            continue
        most_minutes, most_films = load["most_minutes"], load["most_films"]
        over = _above(load["minutes"], most_minutes) or _above(load["films"], most_films)
        minutes = round(load["minutes"])
        added, removed = changes.get(load["juror"], (0, 0))
        rows.append(
            LoadRow(
                juror=names[load["juror"]],
                films=load["films"],
                # What lies within the tolerance is not told as "2 of 1".
                minutes=minutes if over or most_minutes is None else min(minutes, most_minutes),
                most_films=most_films,
                most_minutes=most_minutes,
                filled=round(100 * load["minutes"] / longest, 1),
                limit=None if most_minutes is None else round(100 * most_minutes / longest, 1),
                over=over,
                added=added,
                removed=removed,
            )
        )
    return rows


def _above(value: float, limit: float | None) -> bool:
    return limit is not None and value > limit + 1


def _gaps(short: Iterable[Mapping[str, Any]], films: Mapping[str, Entry]) -> list[Gap]:
    by_rule: dict[str, list[str]] = defaultdict(list)
    for gap in short:
        if gap["film"] in films:
            by_rule[gap["rule"]].append(str(films[gap["film"]]))
    sentences = _reasons()
    return [
        Gap(*sentences[rule], and_more(by_rule[rule], NAMED_FILMS)) for rule in sentences if by_rule[rule]
    ]


def _reasons() -> dict[str, tuple[str, str]]:
    """By rule: what is wrong, and how to mend it."""
    return {
        "conflict": (
            _("Too many of the jury have a conflict with these films"),
            _("Seat further jurors, or ask for fewer jurors for these films."),
        ),
        "language": (
            _("Too few jurors understand the language of these films"),
            _("Ask the makers for subtitles, seat jurors who know the language, or let gaps be filled."),
        ),
        "bloc": (
            _("The quotas of the blocs leave too few jurors for these films"),
            _("Widen a quota, or seat jurors in the bloc that is short."),
        ),
        "load": (
            _("Those who may watch these films have no time left"),
            _("Raise a limit or let loads differ more, or ask for fewer jurors per film."),
        ),
        "": (
            _("These films have not been handed out yet"),
            _("Work out a plan, or give them to jurors by hand."),
        ),
    }


def _relaxed(relaxed: Iterable[Mapping[str, Any]], films: Mapping[str, Entry]) -> list[str]:
    by_rule: dict[str, list[str]] = defaultdict(list)
    for gap in relaxed:
        if gap["film"] in films:
            by_rule[gap["rule"]].append(str(films[gap["film"]]))
    sentences = {
        "language": _("To jurors who do not understand the language: %(films)s"),
        "bloc": _("Against the quotas of the blocs: %(films)s"),
        "load": _("Above the limits of jurors: %(films)s"),
    }
    return [
        sentences[rule] % {"films": and_more(list(dict.fromkeys(by_rule[rule])), NAMED_FILMS)}
        for rule in sentences
        if by_rule[rule]
    ]


def _linked(figures: Mapping[str, Any]) -> str:
    """What the links mean for the correction of strict and kind jurors."""
    if len(figures["parts"]) > 1:
        return _(
            "Between the parts no common film tells strict and kind jurors apart: their scores cannot be corrected."
        )
    efficiency = figures["efficiency"]
    if sum(load["films"] > 0 for load in figures["loads"]) < 2:
        return ""
    words = (
        _("The jurors are linked as well as this many viewings allow: %(share)s of the best.")
        if efficiency >= 0.95
        else _("The jurors are linked well: %(share)s of the best that this many viewings allow.")
        if efficiency >= WELL_LINKED
        else _("The jurors are linked loosely: %(share)s of the best that this many viewings allow.")
    )
    return words % {"share": percent(round(100 * efficiency))}


def _advice(figures: Mapping[str, Any]) -> str:
    films = sum(load["films"] for load in figures["loads"])
    loose = len(figures["parts"]) > 1 or 0 < figures["efficiency"] < WELL_LINKED
    if films < ANCHORS_FROM or not loose:
        return ""
    return _(
        "Give five to eight short films of different quality to everybody. That links all jurors, and they can "
        "find a common measure with them at the start."
    )


def heat_map(together: Sequence[Sequence[int]]) -> HeatMap | None:
    """Darker means more films in common; each two jurors meet once. Nothing for fewer than three jurors."""
    side = len(together)
    if side < 3:
        return None
    most = max(
        (together[row][column] for row in range(side) for column in range(side) if row != column), default=0
    )
    cells: dict[int, list[str]] = defaultdict(list)
    for row in range(side):
        for column in range(row):
            common = together[row][column]
            level = 0 if not common else max(1, -(-LEVELS * common // max(most, 1)))
            cells[level].append(f"M{column} {row}h.9v.9h-.9z")
    step = 1 if side <= 20 else 5
    labels = tuple(
        (number + 0.75, number + 1) for number in range(side) if number == 0 or (number + 1) % step == 0
    )
    return HeatMap(side, tuple((level, "".join(cells[level])) for level in sorted(cells)), labels, most)


@dataclass(frozen=True)
class FilmChange:
    film: Entry
    added: list[str]
    removed: list[str]
    kept: list[str]


def changes_of(wanted: set[Pair], standing: set[Pair], begun: set[Pair], *, only_add: bool) -> "Changes":
    """The difference that applying a plan would make. Begun work is not taken away."""
    surplus = set() if only_add else standing - wanted
    return Changes(wanted - standing, surplus - begun, surplus & begun)


@dataclass(frozen=True)
class Changes:
    added: set[Pair]
    removed: set[Pair]
    kept: set[Pair]

    @property
    def films(self) -> list[str]:
        return sorted({film for _juror, film in self.added | self.removed | self.kept})

    def by_juror(self) -> dict[str, tuple[int, int]]:
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for juror, _film in self.added:
            counts[juror][0] += 1
        for juror, _film in self.removed:
            counts[juror][1] += 1
        return {juror: (come, go) for juror, (come, go) in counts.items()}

    def of_films(self, films: Sequence[Entry], names: Mapping[str, Juror]) -> list[FilmChange]:
        """Rows of a page of the difference."""
        wanted = {str(film.pk) for film in films}
        found: dict[str, tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
        for place, pairs in enumerate((self.added, self.removed, self.kept)):
            for juror, film in pairs:
                if film in wanted and juror in names:
                    found[film][place].append(str(names[juror]))
        return [FilmChange(film, *(sorted(part) for part in found[str(film.pk)])) for film in films]
