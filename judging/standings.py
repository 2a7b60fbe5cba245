"""Standings as the desk shows them: films with place, value, blocs and the marks behind, ready for a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from judging.awards import eligible_films
from judging.counting import award_weights, counted
from judging.facts import award_rule, film_facts
from judging.models import Award, Bloc, Juror, Round, Tally
from judging.scoring.aggregate import PUBLISHED_DECIMALS
from judging.scoring.counted import Row
from judging.scoring.inputs import Inputs
from judging.scoring.methods import METHODS
from judging.scoring.ties import published
from submissions.models import Entry


@dataclass(frozen=True)
class StandingRow:
    entry: Entry
    place: int | None
    value: str
    percent: int
    raw_mean: str
    scores: int
    fewer: bool
    """Has fewer scores than most films of the round: look twice before ranking it."""
    by_bloc: tuple[str, ...]
    by_juror: tuple[str, ...]
    missing_blocs: tuple[str, ...]


@dataclass(frozen=True)
class StandingsSheet:
    round: Round
    tally: Tally | None
    blocs: tuple[Bloc, ...]
    jurors: tuple[Juror, ...]
    rows: tuple[StandingRow, ...]


def standings_sheet(judged: Round, *, award: Award | None = None) -> StandingsSheet:
    """The whole round, or only the films eligible for the award, by the weights of the award."""
    count = counted(judged)
    inputs, rows = Inputs.from_json(count.inputs), count.rows
    if award is not None:
        inputs = _only_eligible(inputs, award)
        rows = METHODS[count.method].count(inputs.to_json(), count.parameters)
    scores = {(score.film, score.juror): score.value for score in inputs.scores()}
    entries = {
        str(entry.pk): entry
        for entry in Entry.objects.filter(pk__in=inputs.films).select_related("film", "category")
    }
    blocs = tuple(Bloc.objects.filter(jury=judged.jury_id))
    jurors = tuple(Juror.objects.filter(jury=judged.jury_id))
    usual = _usual(row["scores"] for row in rows)

    def shown(row: Row) -> StandingRow:
        return StandingRow(
            entry=entries[row["film"]],
            place=row["place"],
            value=decimals(_exact(row["value"])),
            percent=round(10 * Fraction(row["value"])) if row["value"] is not None else 0,
            raw_mean=decimals(_exact(row["raw_mean"])),
            scores=row["scores"],
            fewer=row["scores"] < usual,
            by_bloc=tuple(decimals(_exact(row["by_bloc"].get(str(bloc.pk)))) for bloc in blocs),
            by_juror=tuple(decimals(scores.get((row["film"], str(juror.pk)))) for juror in jurors),
            missing_blocs=tuple(str(bloc) for bloc in blocs if str(bloc.pk) in row["missing_blocs"]),
        )

    return StandingsSheet(judged, count.tally, blocs, jurors, tuple(shown(row) for row in rows))


def _exact(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def decimals(value: Fraction | None) -> str:
    """As published: two decimals, exactly rounded; nothing for no value."""
    return "" if value is None else f"{float(published(value, PUBLISHED_DECIMALS)):.{PUBLISHED_DECIMALS}f}"


def _only_eligible(inputs: Inputs, award: Award) -> Inputs:
    entries = Entry.objects.filter(pk__in=inputs.films).select_related("film")
    rule = award_rule(award)
    fitting = {film.key for film in eligible_films(rule, map(film_facts, entries))}
    return inputs.narrowed(fitting, award_weights(award))


def _usual(counts: Iterable[int]) -> int:
    """The number of scores that most films have."""
    ordered = sorted(counts)
    return ordered[len(ordered) // 2] if ordered else 0
