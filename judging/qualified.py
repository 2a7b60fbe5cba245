"""The result of a qualifying round as the desk shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from festival.percents import percent
from judging.counting import counted
from judging.enums_funnel import QualifyingResult
from judging.models import Bloc, Round, Tally
from judging.scoring.qualifying import ANSWERS
from submissions.models import Entry


@dataclass(frozen=True)
class BlocAnswers:
    name: str
    yes: int
    maybe: int
    no: int


@dataclass(frozen=True)
class QualifiedRow:
    entry: Entry
    result: str
    label: str
    why: str
    share: str
    percent: int
    yes: int
    maybe: int
    no: int
    blocs: tuple[BlocAnswers, ...]

    @property
    def tone(self) -> str:
        return {"through": "good", "discuss": "warn"}.get(self.result, "")


@dataclass(frozen=True)
class QualifiedSheet:
    tally: Tally | None
    blocs: tuple[str, ...]
    rows: tuple[QualifiedRow, ...]
    tabs: tuple[dict[str, Any], ...]


def qualified_sheet(judged: Round, *, wanted: str = "") -> QualifiedSheet:
    """All films, or those of one result; in a fixed number of queries."""
    count = counted(judged)
    blocs = {str(bloc.pk): str(bloc) for bloc in Bloc.objects.filter(jury=judged.jury_id)}
    wanted = wanted if wanted in QualifyingResult.values else ""
    chosen = [row for row in count.rows if wanted in ("", row["result"])]
    films = Entry.objects.filter(pk__in=[row["film"] for row in chosen]).select_related("category")
    entries = {str(entry.pk): entry for entry in films}
    rows = tuple(_row(row, entries[row["film"]], blocs) for row in chosen if row["film"] in entries)
    return QualifiedSheet(count.tally, tuple(blocs.values()), rows, _tabs(count.rows, wanted))


def reason(why: str) -> str:
    """Why the rule said so, in words."""
    return {
        "nobody": _("nobody has answered"),
        "few": _("too few answers"),
        "all_no": _("everybody said no"),
        "enough_yes": _("enough yes"),
        "maybe_decides": _("the maybes decide"),
        "not_unanimous": _("not enough yes, not only no"),
        "too_few_yes": _("not enough yes"),
    }.get(why, "")


def _row(row: Mapping[str, Any], entry: Entry, blocs: Mapping[str, str]) -> QualifiedRow:
    share = None if row["value"] is None else float(100 * Fraction(row["value"]))
    told = tuple(
        BlocAnswers(name, *(row["by_bloc"].get(key, {}).get(answer, 0) for answer in ANSWERS))
        for key, name in blocs.items()
    )
    return QualifiedRow(
        entry=entry,
        result=row["result"],
        label=str(QualifyingResult(row["result"]).label),
        why=reason(row["why"]),
        share="" if share is None else percent(f"{share:.0f}"),
        percent=round(share or 0),
        yes=row["yes"],
        maybe=row["maybe"],
        no=row["no"],
        blocs=told,
    )


def _tabs(rows: list[dict[str, Any]], wanted: str) -> tuple[dict[str, Any], ...]:
    keys = [("", _("All films"), len(rows))]
    keys += [
        (value, str(label), sum(row["result"] == value for row in rows))
        for value, label in QualifyingResult.choices
    ]
    return tuple(
        {"key": key, "label": label, "count": count, "current": key == wanted} for key, label, count in keys
    )
