"""Standings as the desk shows them: films with place, interval, value, blocs and the marks behind, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator

from judging.awards import eligible_films
from judging.counting import Count, award_weights, counted
from judging.enums import RoundMode
from judging.facts import award_rule, film_facts
from judging.models import Award, Bloc, Juror, Round, Tally
from judging.modes.scored import inputs_of
from judging.plots import Column, Span, groups_of, histogram, span
from judging.scoring.aggregate import PUBLISHED_DECIMALS
from judging.scoring.counted import Row
from judging.scoring.inputs import Inputs
from judging.scoring.methods import METHODS
from judging.scoring.ties import published
from judging.standing_counts import result_of
from submissions.models import Entry

ROWS_PER_PAGE = 50


@dataclass(frozen=True)
class StandingRow:
    """`plot` draws the interval of the place; `group_ends` says that the next film is clearly behind."""

    entry: Entry
    place: int | None
    places: str
    value: str
    error: str
    percent: int
    raw_mean: str
    scores: int
    fewer: bool
    """Has fewer scores than most films of the round: look twice before ranking it."""
    short: bool
    blocs: tuple[str, ...]
    by_bloc: tuple[str, ...]
    by_juror: tuple[str, ...]
    missing_blocs: tuple[str, ...]
    first: int | None
    plot: Span | None
    told_apart_by: str
    group_ends: bool

    @property
    def named_blocs(self) -> list[tuple[str, str]]:
        """Each bloc with its part of the value: on a phone every figure carries its name."""
        return list(zip(self.blocs, self.by_bloc, strict=True))


@dataclass(frozen=True)
class StandingsSheet:
    round: Round
    count: Count
    blocs: tuple[Bloc, ...]
    jurors: tuple[Juror, ...]
    page: Page
    groups: tuple[tuple[int, int], ...]
    distribution: tuple[Column, ...]

    @property
    def tally(self) -> Tally | None:
        return self.count.tally

    @property
    def scored(self) -> bool:
        return self.round.mode == RoundMode.SCORED

    @property
    def has_intervals(self) -> bool:
        return any("place_low" in row for row in self.count.rows[:1])


def standings_sheet(judged: Round, number: Any = 1, *, award: Award | None = None) -> StandingsSheet:
    """The whole round, or only the films eligible for the award, by the weights of the award."""
    found = result_of(judged) if award is None else _for_award(judged, award)
    page = Paginator(found.rows, ROWS_PER_PAGE).get_page(number)
    rows: list[Row] = list(page.object_list)
    blocs = tuple(Bloc.objects.filter(jury=judged.jury_id))
    jurors = tuple(Juror.objects.filter(jury=judged.jury_id))
    page.object_list = _shown(judged, found, rows, blocs, jurors)
    return StandingsSheet(
        round=judged,
        count=found,
        blocs=blocs,
        jurors=jurors,
        page=page,
        groups=tuple(groups_of(found.rows)),
        distribution=tuple(histogram(_values(found.rows))) if judged.mode == RoundMode.SCORED else (),
    )


def _shown(
    judged: Round, found: Count, rows: Sequence[Row], blocs: Sequence[Bloc], jurors: Sequence[Juror]
) -> list[StandingRow]:
    films = [row["film"] for row in rows]
    entries = {
        str(entry.pk): entry
        for entry in Entry.objects.filter(pk__in=films).select_related("film", "category")
    }
    given = _given(judged, found, films) if judged.mode == RoundMode.SCORED else {}
    usual = _usual(found.rows)
    placed = sum(row.get("place") is not None for row in found.rows)

    def shown(row: Row) -> StandingRow:
        value = exact(row.get("value"))
        parts: Mapping[str, str] = row.get("by_bloc") or {}
        return StandingRow(
            entry=entries[row["film"]],
            place=row.get("place"),
            places=_places(row),
            value=decimals(value),
            error=f"{row['error']:.2f}" if row.get("error") is not None else "",
            percent=max(0, min(100, round(10 * value))) if value is not None else 0,
            raw_mean=decimals(exact(row.get("raw_mean"))),
            scores=row.get("scores", 0),
            fewer=row.get("scores", 0) < usual,
            short=bool(row.get("short")),
            blocs=tuple(map(str, blocs)),
            by_bloc=tuple(decimals(exact(parts.get(str(bloc.pk)))) for bloc in blocs),
            by_juror=tuple(decimals(given.get((row["film"], str(juror.pk)))) for juror in jurors),
            missing_blocs=tuple(
                str(bloc) for bloc in blocs if str(bloc.pk) in (row.get("missing_blocs") or ())
            ),
            first=round(100 * row["first"]) if "first" in row else None,
            plot=span(row["place"], row["place_low"], row["place_high"], 1, placed)
            if "place_low" in row
            else None,
            told_apart_by=row.get("told_apart_by", ""),
            group_ends=row.get("word") == "clear" and row.get("beats_next", 0) > 0,
        )

    return [shown(row) for row in rows if row["film"] in entries]


def exact(value: Any) -> Fraction | None:
    """A value of a row as an exact number; None for what is none."""
    try:
        return Fraction(value) if isinstance(value, str | int) else None
    except (ValueError, ZeroDivisionError):
        return None


def decimals(value: Fraction | None) -> str:
    """As published: two decimals, exactly rounded; nothing for no value."""
    return "" if value is None else f"{float(published(value, PUBLISHED_DECIMALS)):.{PUBLISHED_DECIMALS}f}"


def _places(row: Row) -> str:
    if row.get("place") is None or "place_low" not in row or row["place_low"] == row["place_high"]:
        return ""
    return f"{row['place_low']}–{row['place_high']}"


def _given(judged: Round, found: Count, films: Sequence[str]) -> dict[tuple[str, str], Fraction]:
    """Each juror's score of these films: of a frozen count from what was frozen."""
    if found.tally is not None:
        kept = dict(Tally.objects.values_list("pk", "inputs").filter(pk=found.tally.pk))[found.tally.pk]
        wanted = set(films)
        cards = [card for card in kept["cards"] if card["film"] in wanted]
        inputs = Inputs.from_json({**kept, "films": list(films), "cards": cards, "groups": {}})
    else:
        inputs = inputs_of(judged, films=films)
    return {(score.film, score.juror): score.value for score in inputs.scores()}


def _for_award(judged: Round, award: Award) -> Count:
    """Counted afresh: only eligible films, with the weights of the award. Other modes leave out who is not eligible."""
    whole = counted(judged)
    films = [row["film"] for row in whole.rows]
    rule = award_rule(award)
    entries = Entry.objects.filter(pk__in=films).select_related("film")
    fitting = {film.key for film in eligible_films(rule, map(film_facts, entries))}
    if judged.mode != RoundMode.SCORED:
        rows = [row for row in whole.rows if row["film"] in fitting]
        return Count(whole.method, whole.parameters, {}, rows, whole.facts, whole.tally)
    inputs = Inputs.from_json(whole.inputs).narrowed(fitting, award_weights(award)).to_json()
    came_out = METHODS[whole.method].run(inputs, whole.parameters)
    return Count(whole.method, whole.parameters, inputs, came_out.rows, came_out.facts, whole.tally)


def _values(rows: Sequence[Row]) -> list[float]:
    return [float(value) for row in rows if (value := exact(row.get("value"))) is not None]


def _usual(rows: Sequence[Row]) -> int:
    """The number of scores that most films have."""
    ordered = sorted(row.get("scores", 0) for row in rows)
    return ordered[len(ordered) // 2] if ordered else 0
