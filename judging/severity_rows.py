"""The jurors of a round as the standings page shows them: how severe, how sure that is, how steady."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from judging.plots import Span, span
from judging.standings import StandingsSheet

SURE = 3.0
"""Standard errors that a severity must be away from nothing before it is worth a talk."""
FAR = 2.0
"""Times the usual spread of severities."""
STEADY = 2.0
"""Times the usual variance of what is left."""


@dataclass(frozen=True)
class JurorRow:
    name: str
    bloc: str
    scores: int
    severity: str
    error: str
    spread: str
    noise: str
    plot: Span
    remarks: list[str]


def juror_rows(sheet: StandingsSheet) -> list[JurorRow]:
    """Most severe first; empty where the count has no severities."""
    found: dict[str, dict[str, Any]] = sheet.count.facts.get("jurors") or {}
    if not found:
        return []
    reach = max(0.5, *(abs(one["severity"]) + 2 * one["error"] for one in found.values()))
    usual = sheet.count.facts.get("components", {})
    named = {str(juror.pk): juror for juror in sheet.jurors}
    rows = []
    for key, one in sorted(found.items(), key=lambda item: item[1]["severity"]):
        juror = named.get(key)
        low, high = one["severity"] - 2 * one["error"], one["severity"] + 2 * one["error"]
        bloc = next((str(b) for b in sheet.blocs if juror and b.pk == juror.bloc_id), "")
        rows.append(
            JurorRow(
                name=str(juror or _("A juror who has left")),
                bloc=bloc,
                scores=one["scores"],
                severity=f"{one['severity']:+.2f}".replace("-", "−"),
                error=f"{one['error']:.2f}",
                spread=f"{one['spread']:.2f}",
                noise=f"{one['noise']:.2f}",
                plot=span(one["severity"], low, high, -reach, reach),
                remarks=_remarks(one, usual),
            )
        )
    return rows


def tells_steadiness(rows: list[JurorRow]) -> bool:
    """Whether the count knows how steady each juror is; where it does not, all have the same figures."""
    return len({(row.spread, row.noise) for row in rows}) > 1


def _remarks(one: dict[str, Any], usual: dict[str, float]) -> list[str]:
    remarks = []
    if not one["calibrated"]:
        remarks.append(_("Fewer than five scores: hardly corrected."))
    spread = usual.get("juror", 0.0) ** 0.5
    if abs(one["severity"]) > FAR * spread and one["error"] and abs(one["severity"]) / one["error"] > SURE:
        remarks.append(
            _("Clearly more severe than the colleagues.")
            if one["severity"] < 0
            else _("Clearly more generous than the colleagues.")
        )
    if usual.get("rest") and one["noise"] ** 2 > STEADY * usual["rest"]:
        remarks.append(_("The marks follow the films less than usual."))
    return remarks
