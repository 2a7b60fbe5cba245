"""How the value of one film came about: its scorecards, each mark with its weight, each correction, step by step."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.percents import percent
from judging.counting import Count
from judging.models import Bloc, Criterion, Juror, Round, Tally
from judging.modes.scored import inputs_of
from judging.scoring.aggregate import PUBLISHED_DECIMALS, weighted
from judging.scoring.counted import Row
from judging.scoring.inputs import Inputs
from judging.scoring.ties import published
from judging.standing_counts import result_of
from submissions.models import Entry


@dataclass(frozen=True)
class CardLine:
    juror: str
    bloc: str
    marks: tuple[str, ...]
    score: str
    correction: str
    corrected: str


@dataclass(frozen=True)
class FilmAccount:
    entry: Entry
    row: Row
    count: Count
    criteria: tuple[Criterion, ...]
    cards: tuple[CardLine, ...]
    corrected: bool
    steps: tuple[str, ...]


def film_account(judged: Round, entry: Entry) -> FilmAccount | None:
    """None when the film does not stand in the count."""
    found = result_of(judged)
    row = next((row for row in found.rows if row["film"] == str(entry.pk)), None)
    if row is None:
        return None
    inputs = _inputs(judged, found, str(entry.pk))
    blocs = {str(bloc.pk): bloc for bloc in Bloc.objects.filter(jury=judged.jury_id)}
    severity: dict[str, Any] = found.facts.get("jurors") or {}
    criteria = tuple(Criterion.objects.filter(round=judged, counts=True))
    jurors = {str(juror.pk): juror for juror in Juror.objects.filter(pk__in=[c.juror for c in inputs.cards])}
    lines = []
    for card in inputs.cards:
        score = weighted(card.marks, inputs.questions)
        if score is None:
            continue
        own = severity.get(card.juror)
        correction = -own["severity"] if own else 0.0
        lines.append(
            CardLine(
                juror=str(jurors.get(card.juror) or _("A juror who has left")),
                bloc=str(blocs.get(inputs.bloc_of.get(card.juror, ""), "")),
                marks=tuple(_plain(card.marks.get(criterion.key)) for criterion in criteria),
                score=two(score),
                correction=f"{correction:+.2f}".replace("-", "−") if own else "",
                corrected=f"{float(score) + correction:.2f}" if own else "",
            )
        )
    spared = [str(one) for one in criteria if one.key in inputs.not_applicable.get(str(entry.pk), ())]
    steps = [*_spared(spared), *_steps(row, found, blocs)]
    return FilmAccount(entry, row, found, criteria, tuple(lines), bool(severity), tuple(steps))


def _spared(names: list[str]) -> list[str]:
    return [
        _("“%(criterion)s” does not apply to this film: the other criteria share its weight.")
        % {"criterion": name}
        for name in names
    ]


def _inputs(judged: Round, found: Count, film: str) -> Inputs:
    """Only the cards on this film: of a frozen count those that were frozen."""
    if found.tally is None:
        return inputs_of(judged, films=[film])
    kept = dict(Tally.objects.filter(pk=found.tally.pk).values_list("pk", "inputs"))[found.tally.pk]
    cards = [card for card in kept["cards"] if card["film"] == film]
    return Inputs.from_json({**kept, "films": [film], "cards": cards, "groups": {}})


def _steps(row: Row, found: Count, blocs: dict[str, Bloc]) -> list[str]:
    if row.get("value") is None:
        return [_("No confirmed scorecard counts for this film, so it has no value.")]
    steps = [
        _(
            "Each scorecard becomes one score from 0 to 10: the mean of its marks by the weights of the criteria."
        ),
        ngettext(
            "The plain mean of %(count)s score is %(mean)s.",
            "The plain mean of %(count)s scores is %(mean)s.",
            row["scores"],
        )
        % {"count": row["scores"], "mean": two(Fraction(row["raw_mean"]))},
    ]
    steps += [
        _("The mean of “%(bloc)s” (weight %(weight)s) is %(mean)s.")
        % {
            "bloc": blocs[key],
            "weight": _plain(Fraction(blocs[key].weight)),
            "mean": two(Fraction(mean)),
        }
        for key, mean in row["by_bloc"].items()
        if key in blocs
    ]
    if row["missing_blocs"]:
        missing = [str(blocs[key]) for key in row["missing_blocs"] if key in blocs]
        steps.append(
            _("Nothing came from %(blocs)s; the others keep their weights among themselves.")
            % {"blocs": ", ".join(missing)}
        )
    if "corrected" in row:
        steps += _correction(row, found)
    steps.append(_("The value is %(value)s.") % {"value": two(Fraction(row["value"]))})
    return steps + _place(row)


def _correction(row: Row, found: Count) -> list[str]:
    return [
        _(
            "Each score is corrected by how much its juror is above or below the colleagues on the same films. "
            "The mean of the corrected scores is %(mean)s."
        )
        % {"mean": f"{row['corrected']:.2f}"},
        _(
            "The fewer scores, the more a value is drawn towards the mean of all films (%(all)s): "
            "%(share)s of the distance stays."
        )
        % {"all": f"{found.facts['mean']:.2f}", "share": percent(round(100 * row["reliability"]))},
    ]


def _place(row: Row) -> list[str]:
    if row.get("place") is None:
        return [_("It has too few scores for a place.")]
    steps = []
    if "place_low" in row:
        steps.append(
            _(
                "Its place is %(place)s; with these scores anything from %(low)s to %(high)s is possible (%(sure)s)."
            )
            % {"place": row["place"], "low": row["place_low"], "high": row["place_high"], "sure": percent(90)}
        )
    if "beats_next" in row:
        words = {
            "coin_toss": _("a coin toss"),
            "leaning": _("leaning"),
            "clear": _("clear"),
        }
        steps.append(
            _("The chance to be ahead of the next film is %(chance)s: %(word)s.")
            % {"chance": percent(round(100 * row["beats_next"])), "word": words[row["word"]]}
        )
    return steps


def two(value: Fraction) -> str:
    return f"{float(published(value, PUBLISHED_DECIMALS)):.{PUBLISHED_DECIMALS}f}"


def _plain(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):g}"
