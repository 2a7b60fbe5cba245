"""Counted pairs as the desk reads them: strengths with their intervals, drawn, and how sure each step is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from festival.percents import percent
from judging.models import Round, Tally
from submissions.models import Entry

COIN_TOSS, LEANING = 0.75, 0.90
WIDTH = 200


@dataclass(frozen=True)
class PairRow:
    """`left`, `right`, `at`: the interval and the strength on a drawing 200 wide; None without answers."""

    entry: Entry
    place: int | None
    value: str
    low: str
    high: str
    pairs: str
    left: float | None
    width: float | None
    at: float | None
    before_next: str


@dataclass(frozen=True)
class PairReport:
    round: Round
    tally: Tally
    rows: tuple[PairRow, ...]
    sentences: tuple[str, ...]


def pair_report(judged: Round, tally: Tally) -> PairReport:
    entries = {
        str(film.pk): film
        for film in Entry.objects.filter(pk__in=tally.inputs["films"]).select_related("film")
    }
    rows = [row for row in tally.result if row["film"] in entries]
    ends = [row[end] for row in rows if row["place"] is not None for end in ("low", "high")]
    lowest, highest = min(ends, default=0.0), max(ends, default=1.0)
    scale = WIDTH / ((highest - lowest) or 1.0)
    shown = tuple(
        PairRow(
            entry=entries[row["film"]],
            place=row["place"],
            value=f"{float(row['value']):.2f}" if row["place"] is not None else "",
            low=f"{row['low']:.2f}" if row["place"] is not None else "",
            high=f"{row['high']:.2f}" if row["place"] is not None else "",
            pairs=f"{row['pairs']:.0f}",
            left=round((row["low"] - lowest) * scale, 2) if row["place"] is not None else None,
            width=round((row["high"] - row["low"]) * scale, 2) if row["place"] is not None else None,
            at=round((float(row["value"]) - lowest) * scale, 2) if row["place"] is not None else None,
            before_next=how_sure(row.get("before_next")),
        )
        for row in rows
    )
    return PairReport(judged, tally, shown, tuple(_sentences(shown, tally)))


def how_sure(chance: float | None) -> str:
    """The chance in words, with its figure."""
    if chance is None:
        return ""
    words = _("coin toss") if chance < COIN_TOSS else _("leaning") if chance < LEANING else _("clear")
    return _("%(words)s (%(percent)s)") % {"words": words, "percent": percent_of(chance)}


def percent_of(chance: float) -> str:
    return percent(f"{100 * chance:.0f}")


def _sentences(rows: tuple[PairRow, ...], tally: Tally) -> list[str]:
    placed = [row for row in rows if row.place is not None]
    if not placed:
        return [_("Nobody has answered a question.")]
    first = placed[0]
    told = [_("“%(film)s” comes first.") % {"film": first.entry.title}]
    if first.before_next:
        told.append(
            _("That it is better than “%(next)s” is a matter of: %(sure)s.")
            % {"next": placed[1].entry.title, "sure": first.before_next}
        )
    if tally.facts.get("goal") == "winner":
        told.append(_("The questions looked for the best film: the lower places are measured less well."))
    return told
