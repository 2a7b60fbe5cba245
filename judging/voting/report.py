"""A counted vote as the desk reads it: sentences, the table of every film against every other, rounds as bars, blocs."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from judging.models import Bloc, Round, Tally
from judging.scoring.ballots.decide import Outcome
from judging.scoring.ballots.document import Vote, outcome_of
from judging.scoring.ballots.headtohead import head_to_head
from judging.scoring.ballots.runoff import Runoff
from judging.scoring.ballots.transfer import Transfers
from judging.vote_enums import VoteMethod
from judging.voting.telling import figure, out_sentence, percent, sentences
from submissions.models import Entry


@dataclass(frozen=True)
class ReportRow:
    entry: Entry
    place: int | None
    value: str
    votes: int
    won: bool
    by_bloc: tuple[int | None, ...]


@dataclass(frozen=True)
class Duel:
    """One cell: the share that puts the film of the row above that of the column. `state`: won, lost, even, none."""

    share: str
    state: str


@dataclass(frozen=True)
class Bars:
    """One round or stage as a picture: `rows` for components/bars."""

    caption: str
    maximum: float
    rows: tuple[Mapping[str, Any], ...]
    note: str = ""


@dataclass(frozen=True)
class Report:
    round: Round
    tally: Tally
    method: str
    outcome: Outcome
    sentences: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    blocs: tuple[Bloc, ...]
    duels: tuple[tuple[Entry, tuple[Duel, ...]], ...]
    bars: tuple[Bars, ...]
    ballots: int
    winners: tuple[Entry, ...]

    @property
    def tied(self) -> bool:
        return not self.outcome.decided and bool(self.outcome.winners)


def report_of(judged: Round, tally: Tally) -> Report:
    """From the frozen inputs alone; two queries."""
    vote = Vote.from_json(tally.inputs)
    outcome = outcome_of(tally.method, vote, tally.parameters)
    entries = {str(film.pk): film for film in Entry.objects.filter(pk__in=vote.films).select_related("film")}
    titles = {key: film.title for key, film in entries.items()}
    blocs = tuple(
        bloc for bloc in Bloc.objects.filter(jury=judged.jury_id) if str(bloc.pk) in vote.bloc_weights
    )
    rows = tuple(
        ReportRow(
            entry=entries[row["film"]],
            place=row["place"],
            value=figure(Fraction(row["value"])) if row["value"] is not None else "",
            votes=row["votes"],
            won=row["won"],
            by_bloc=tuple(row["by_bloc"].get(str(bloc.pk)) for bloc in blocs),
        )
        for row in tally.result
        if row["film"] in entries
    )
    return Report(
        round=judged,
        tally=tally,
        method=str(VoteMethod(tally.method).label),
        outcome=outcome,
        sentences=tuple(sentences(outcome, titles)),
        rows=rows,
        blocs=blocs,
        duels=_duels(vote, [row.entry for row in rows]),
        bars=_bars(outcome, titles),
        ballots=len(vote.ballots),
        winners=tuple(entries[film] for film in outcome.winners if film in entries),
    )


def _duels(vote: Vote, order: list[Entry]) -> tuple[tuple[Entry, tuple[Duel, ...]], ...]:
    """In the order of the places, so that the winner's row stands on top."""
    matrix = head_to_head(vote.films, vote.weighed)

    def duel(one: str, other: str) -> Duel:
        if one == other or not matrix.entitled[one, other]:
            return Duel("", "none")
        state = "won" if matrix.beats(one, other) else "lost" if matrix.beats(other, one) else "even"
        return Duel(percent(matrix.share(one, other)), state)

    return tuple((entry, tuple(duel(str(entry.pk), str(other.pk)) for other in order)) for entry in order)


def _bars(outcome: Outcome, titles: Mapping[str, str]) -> tuple[Bars, ...]:
    if isinstance(outcome.detail, Runoff):
        return _runoff_bars(outcome.detail, titles)
    if isinstance(outcome.detail, Transfers):
        return _stage_bars(outcome.detail, titles)
    if not outcome.values or (not hasattr(outcome.detail, "number") and outcome.method != VoteMethod.BORDA):
        return ()
    caption = _("Points") if outcome.method == VoteMethod.BORDA else _("Votes")
    return (_picture(caption, outcome.values, titles, set(outcome.winners), set()),)


def _runoff_bars(detail: Runoff, titles: Mapping[str, str]) -> tuple[Bars, ...]:
    return tuple(
        _picture(
            _("Round %(number)s") % {"number": number},
            turn.totals,
            titles,
            {detail.winner} if number == len(detail.turns) and detail.winner else set(),
            set(turn.out.films) if turn.out else set(),
            note=out_sentence(turn.out, titles) if turn.out else "",
            exhausted=turn.exhausted,
        )
        for number, turn in enumerate(detail.turns, 1)
    )


def _stage_bars(detail: Transfers, titles: Mapping[str, str]) -> tuple[Bars, ...]:
    elected: set[str] = set()
    pictures = []
    for number, stage in enumerate(detail.stages, 1):
        elected |= {*stage.elected, *stage.unopposed}
        out = stage.out if stage.out and stage.out.films else None
        pictures.append(
            _picture(
                _("Stage %(number)s") % {"number": number},
                stage.totals,
                titles,
                set(elected),
                set(out.films) if out else set(),
                note=out_sentence(out, titles) if out else "",
                exhausted=stage.exhausted,
            )
        )
    return tuple(pictures)


def _picture(
    caption: str,
    totals: Mapping[str, Fraction],
    titles: Mapping[str, str],
    won: set[str],
    out: set[str],
    *,
    note: str = "",
    exhausted: Fraction = Fraction(0),
) -> Bars:
    """Most votes first; who is in is told by tone and words, and so is who leaves."""
    whole = sum(totals.values(), exhausted)
    rows = [
        {
            "label": titles.get(film, film),
            "value": float(total),
            "display": figure(total),
            "tone": "good" if film in won else "bad" if film in out else "",
            "note": _("in") if film in won else _("out") if film in out else "",
        }
        for film, total in sorted(totals.items(), key=lambda pair: -pair[1])
    ]
    if exhausted:
        rows.append(
            {"label": _("Exhausted"), "value": float(exhausted), "display": figure(exhausted), "tone": ""}
        )
    return Bars(caption, float(whole) or 1.0, tuple(rows), note)
