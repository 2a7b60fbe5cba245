"""The report on the jurors as a page: figures in words, one line a juror, and one juror's cards."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.percents import percent
from judging.jury_figures import Figures, Habit, arrays_of, facts_of, figures_of, table_of
from judging.method_words import WHY_RAW
from judging.models import Juror, Round
from judging.plots import Span, span
from judging.scoring.calibrated import calibrate
from judging.scoring.judge_flags import (
    CONTRARY,
    DRIFTING,
    ERRATIC,
    HARDLY_WATCHED,
    ONE_SCORE,
    PARTIAL,
    SEVERE,
    JudgeReport,
)
from judging.self_consistency import SelfConsistency, self_consistency
from submissions.models import Entry

NOBODY = Habit(0.0, None, 0, 0)


@dataclass(frozen=True)
class JurorLine:
    """Figures as text; empty where there is too little to say. `flags`: a sentence each."""

    pk: int
    name: str
    bloc: str
    scores: int
    severity: str
    error: str
    plot: Span | None
    spread: str
    noise: str
    agreement: str
    habit: Habit
    flags: tuple[str, ...]
    influence: str


@dataclass(frozen=True)
class AnotherPlace:
    entry: Entry
    place: int
    low: int
    high: int
    percent: int


@dataclass(frozen=True)
class JuryReport:
    """`caution`: why nothing is said about severity; `left_out`: what was not worked out in so large a round."""

    lines: tuple[JurorLine, ...]
    caution: str
    left_out: str
    another: tuple[AnotherPlace, ...]
    among: int
    steady: SelfConsistency | None = None


def jury_report(judged: Round) -> JuryReport:
    """Most severe first. Three queries beside the figures, more where films are shown twice."""
    figures = figures_of(judged)
    jurors = {str(one.pk): one for one in Juror.objects.filter(jury=judged.jury_id).select_related("bloc")}
    titles = _entries(figures)
    reach = max([0.5, *(abs(one.severity) + 2 * one.severity_error for one in figures.reports.values())])
    lines = [
        _line(jurors[key], figures.reports.get(key), figures, titles, reach)
        for key in sorted(jurors, key=lambda key: _order(figures.reports.get(key), jurors[key]))
        if key in figures.reports or key in figures.habits
    ]
    caution = str(WHY_RAW.get(figures.reason, "")) if figures.reason else ""
    large = _(
        "In a round of this size nobody is left out for a trial, and no juries are drawn again: it would take minutes."
    )
    return JuryReport(
        tuple(lines),
        caution,
        large if lines and not figures.refitted and not figures.reason else "",
        _another(figures, titles),
        figures.among,
        self_consistency(judged, between=figures.between),
    )


def _order(report: JudgeReport | None, juror: Juror) -> tuple[Any, ...]:
    return report is None, report.severity if report else 0.0, juror.position, juror.pk


def _entries(figures: Figures) -> dict[str, Entry]:
    wanted = {film for one in figures.reports.values() for film in (*one.partial, *one.influence.leaving)}
    keys = {figures.films[film] for film in wanted}
    keys |= {row[0] for row in figures.another.rows} if figures.another else set()
    return {str(entry.pk): entry for entry in Entry.objects.filter(pk__in=keys)}


def _line(
    juror: Juror, report: JudgeReport | None, figures: Figures, titles: dict[str, Entry], reach: float
) -> JurorLine:
    told = report is not None and not figures.reason
    low = report.severity - 2 * report.severity_error if report else 0.0
    high = report.severity + 2 * report.severity_error if report else 0.0
    habit = figures.habits.get(str(juror.pk), NOBODY)
    return JurorLine(
        pk=juror.pk,
        name=str(juror),
        bloc=str(juror.bloc or ""),
        scores=report.scores if report else 0,
        severity=_signed(report.severity) if report and told else "",
        error=f"{report.severity_error:.2f}" if report and told else "",
        plot=span(report.severity, low, high, -reach, reach) if report and told else None,
        spread=f"{report.spread:.2f}" if report and told else "",
        noise=_figure(report.noise) if report and told else "",
        agreement=_figure(report.agreement) if report and told else "",
        habit=habit,
        flags=(*(_flags(report, figures, titles) if report and told else ()), *_before(habit)),
        influence=_influence(report, figures) if report and figures.refitted else "",
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace("-", "−")


def _flags(report: JudgeReport, figures: Figures, titles: dict[str, Entry]) -> list[str]:
    severe = _("Clearly more severe than the colleagues: %(points)s points on the same films.")
    generous = _("Clearly more generous than the colleagues: %(points)s points on the same films.")
    harsher = _("Has become more severe on the way: %(points)s points in ten films.")
    milder = _("Has become more generous on the way: %(points)s points in ten films.")
    named = ", ".join(
        str(titles[figures.films[film]]) for film in report.partial if figures.films[film] in titles
    )
    drift = report.drift or 0.0
    sentences = {
        SEVERE: (severe if report.severity < 0 else generous) % {"points": f"{abs(report.severity):.1f}"},
        ERRATIC: _("The marks scatter %(times)s times as much as is usual here: they follow the films less.")
        % {"times": _figure(report.noise)},
        CONTRARY: _(
            "Hardly agrees with the colleagues (correlation %(r)s): another taste, or the scale turned round."
        )
        % {"r": _figure(report.agreement)},
        ONE_SCORE: _("%(share)s of the scores are one and the same.")
        % {"share": percent(round(100 * report.usual))},
        DRIFTING: (harsher if drift < 0 else milder) % {"points": f"{abs(drift):.1f}"},
        PARTIAL: _("Far above the colleagues on films with a possible tie to this juror: %(films)s.")
        % {"films": named},
        HARDLY_WATCHED: _("Half of the films were on screen for less than %(share)s of their length.")
        % {"share": percent(round(100 * (report.watched or 0)))},
    }
    return [sentences[flag] for flag in report.flags]


def _before(habit: Habit) -> list[str]:
    if not habit.before_watching:
        return []
    words = ngettext(
        "All marks of %(count)s film were ready before half of it had been on screen.",
        "All marks of %(count)s films were ready before half of each had been on screen.",
        habit.before_watching,
    )
    return [words % {"count": habit.before_watching}]


def _influence(report: JudgeReport, figures: Figures) -> str:
    moved = len(report.influence.leaving)
    if not moved:
        return ""
    words = ngettext(
        "Without this juror, %(count)s of the first %(among)s films would be another.",
        "Without this juror, %(count)s of the first %(among)s films would be others.",
        moved,
    )
    return words % {"count": moved, "among": figures.among}


def _another(figures: Figures, titles: dict[str, Entry]) -> tuple[AnotherPlace, ...]:
    if figures.another is None:
        return ()
    return tuple(
        AnotherPlace(titles[film], place, low, high, round(100 * among))
        for place, (film, low, high, among) in enumerate(figures.another.rows, 1)
        if film in titles
    )


@dataclass(frozen=True)
class CardRow:
    """One of a juror's cards beside the colleagues'. `apart`: corrected score minus theirs, empty without any."""

    entry: Entry
    score: str
    colleagues: str
    apart: str
    wide: bool
    seconds: int
    percent: int | None
    before_watching: bool
    at: Any


def cards_of(judged: Round, juror: Juror) -> list[CardRow]:
    """The cards that count, in the order in which they were scored."""
    table, facts = table_of(judged), facts_of(judged)
    key = str(juror.pk)
    if key not in table.jurors or not table.value:
        return []
    fit = calibrate(*arrays_of(table), draws=0)
    me = table.jurors.index(key)
    mine = [number for number, ballot in enumerate(table.ballots) if ballot.juror == me]
    films = [table.films[table.ballots[number].film] for number in mine]
    entries = {str(entry.pk): entry for entry in Entry.objects.filter(pk__in=films)}
    rows = []
    for number, film in zip(mine, films, strict=True):
        if film not in entries:
            continue
        others = [
            fit.corrected_score[one] for one in table.of_film[table.ballots[number].film] if one != number
        ]
        theirs = float(sum(others)) / len(others) if others else None
        apart = float(fit.corrected_score[number]) - theirs if theirs is not None else None
        fact = facts.get((film, key))
        rows.append(
            CardRow(
                entry=entries[film],
                score=f"{float(table.score(number)):.2f}",
                colleagues="" if theirs is None else f"{theirs:.2f}",
                apart="" if apart is None else _signed(apart),
                wide=apart is not None and apart**2 > 4 * fit.components.rest > 0,
                seconds=fact.seconds if fact else 0,
                percent=round(100 * fact.share) if fact and fact.share is not None else None,
                before_watching=bool(fact and fact.before_watching),
                at=fact.at if fact else None,
            )
        )
    return sorted(rows, key=lambda row: (row.at is None, row.at))
