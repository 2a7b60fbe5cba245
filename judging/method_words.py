"""How a round was counted, in sentences for people who do not count for a living."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from festival.percents import percent
from judging.counting import Count
from judging.plots import groups_of
from judging.scoring.agreement import meaning
from judging.scoring.counted import Row
from judging.standings import StandingsSheet
from judging.vote_enums import VoteMethod

NAMES: dict[str, Promise] = {
    "bloc-weighted mean": gettext_lazy("Mean of the scores, by blocs"),
    "raw mean": gettext_lazy("Plain mean of all scores"),
    "trimmed mean": gettext_lazy("Mean without the highest and the lowest score"),
    "trimmed calibrated": gettext_lazy("Corrected for severity, without the highest and the lowest score"),
    "calibrated": gettext_lazy("Corrected for the severity of each juror"),
    "calibrated with consistency": gettext_lazy("Corrected for severity, and jurors weighed by consistency"),
    "consensus": gettext_lazy("Consensus of yes, maybe and no"),
    "audience share": gettext_lazy("Share of the audience's votes"),
    "audience mean": gettext_lazy("Mean of the audience's stars"),
    "bradley-terry": gettext_lazy("Strength in pairs (Bradley–Terry)"),
}
EXPLAINED: dict[str, Promise] = {
    "bloc-weighted mean": gettext_lazy(
        "The mean of the jurors' scores in each bloc, then of the blocs by their weight. For rounds in which everybody sees every film."
    ),
    "raw mean": gettext_lazy(
        "Every score counts the same, whoever gave it. Simple, and a lottery when films are split among jurors: a harsh panel costs a film its place."
    ),
    "trimmed mean": gettext_lazy(
        "From five scores of a film on, the highest and the lowest are left out. It takes the edge off one careless juror."
    ),
    "trimmed calibrated": gettext_lazy(
        "As the corrected score; from five scores of a film on, the highest and the lowest of the corrected ones in each bloc are left out. Corrected first, so that it is not always the same severe juror who is left out."
    ),
    "calibrated": gettext_lazy(
        "The average of the scores, each corrected by how much that juror is above or below the colleagues on the same films. Films with few scores are drawn a little towards the middle. For rounds in which the films are split among the jurors."
    ),
    "calibrated with consistency": gettext_lazy(
        "As the corrected score; besides, jurors whose marks follow the films closely weigh more than careless ones. Better when jurors differ much, harder to explain. Wants 15 films per juror or more."
    ),
}
WHY_RAW: dict[str, Promise] = {
    "too_few_films": gettext_lazy(
        "Too few films have scores to tell a severe juror from weak films: the plain mean stands."
    ),
    "too_few_jurors": gettext_lazy(
        "With fewer than three jurors severity cannot be told apart from opinion: the plain mean stands."
    ),
    "too_few_scores": gettext_lazy(
        "Too few scores to learn how severe each juror is: the plain mean stands."
    ),
    "constant": gettext_lazy("All scores are equal: there is nothing to correct."),
    "disconnected": gettext_lazy(
        "The films fall into parts that no juror has in common, so nothing can be corrected between them: the plain mean stands."
    ),
}
NOTICES: dict[str, Promise] = {
    "no_severity": gettext_lazy("No difference in severity was found: the correction is practically off."),
    "separate_parts": gettext_lazy(
        "Some films share no juror with the others: between these parts the difference stays as it was scored."
    ),
}
AGREEMENT: dict[str, Promise] = {
    "noise": gettext_lazy("The order is hardly more than chance. More scores per film would help most."),
    "low": gettext_lazy("Less than juries usually reach. Look at the intervals before choosing."),
    "normal": gettext_lazy("Usual for juries of film and wine: taste is not measurement."),
    "high": gettext_lazy("The jurors largely see the same films at the top."),
    "suspicious": gettext_lazy("Unusually high. Ask whether the jurors talked before they scored."),
}


GROUPS_NAMED = 6


@dataclass(frozen=True)
class Figure:
    name: str
    value: str
    sentence: str


@dataclass(frozen=True)
class MethodWords:
    name: str
    explained: str
    cautions: list[str]
    agreement: list[Figure]
    level: str = ""
    """Which places cannot be told apart; empty where all can."""
    agreement_note: str = ""
    """Why two of these figures say different things; empty where they agree."""


def method_name(method: str) -> str:
    return str(NAMES.get(method) or dict(VoteMethod.choices).get(method) or method)


def method_words(counted: Count) -> MethodWords:
    facts = counted.facts
    reason = WHY_RAW.get(facts.get("reason", ""))
    notices = [str(NOTICES[code]) for code in facts.get("notices", []) if code in NOTICES]
    return MethodWords(
        name=method_name(counted.method),
        explained=str(EXPLAINED.get(counted.method, "")),
        cautions=[str(reason), *notices] if reason else notices,
        agreement=_agreement(facts.get("agreement") or {}),
        level=_level(counted.rows),
        agreement_note=_why_they_differ(facts.get("agreement") or {}, counted.rows),
    )


def _agreement(found: dict[str, Any]) -> list[Figure]:
    names = {
        "alpha": _("Agreement of the jurors (Krippendorff's alpha)"),
        "w": _("Agreement of the orders (Kendall's W)"),
        "icc_one": _("What one score tells of its film (intraclass correlation)"),
    }
    figures = [
        Figure(name, f"{found[key]:.2f}".replace("-", "−"), str(AGREEMENT[meaning(found[key])]))
        for key, name in names.items()
        if key in found
    ]
    if "icc_k" in found:
        told = _(
            "With %(k)s scores a film, %(share)s of the differences between corrected scores are differences between films."
        )
        figures.append(
            Figure(
                _("What the corrected score tells"),
                f"{found['icc_k']:.2f}",
                told % {"k": f"{found['k']:.1f}", "share": percent(round(100 * found["icc_k"]))},
            )
        )
    return figures


def _level(rows: list[Row]) -> str:
    """The first groups only: in a large round there are hundreds."""
    places = _("; ").join(
        _("places %(first)s–%(last)s") % {"first": first, "last": last}
        for first, last in groups_of(rows)[:GROUPS_NAMED]
    )
    return _("Cannot be told apart: %(places)s.") % {"places": places} if places else ""


def _why_they_differ(found: dict[str, Any], rows: list[Row]) -> str:
    """W is told only where every juror scored every film: then the scores of a film are the jurors."""
    if "alpha" not in found:
        return ""
    said = {key: meaning(found[key]) for key in ("alpha", "w", "icc_one") if key in found}
    if "w" not in said:
        return _why_the_model_differs() if len(set(said.values())) > 1 else ""
    if said["alpha"] == said["w"]:
        return ""
    if found["w"] < found["alpha"]:
        return _(
            "Alpha and W say different things: alpha looks at the marks, where a few films far above or below the rest count much; W looks only at the orders, in which films that are close together easily change places."
        )
    jurors = max((row.get("scores") or 0 for row in rows), default=0)
    why = _(
        "Alpha and W say different things: W looks only at the order in which each juror puts the films; alpha looks at the marks, so that a severe and a generous juror disagree even where their orders agree."
    )
    if jurors < 2:
        return why
    chance = _(
        "Besides, orders drawn by lot give a W of about %(w)s with %(jurors)s jurors, and an alpha of zero."
    )
    return " ".join((why, chance % {"w": f"{1 / jurors:.2f}", "jurors": jurors}))


def _why_the_model_differs() -> str:
    return _(
        "Alpha and the intraclass correlation say different things: alpha compares only scores of the same film, and severity counts as disagreement; the correlation is fitted to all films and jurors together. With few scores a film both are rough."
    )


def award_warnings(sheet: StandingsSheet) -> list[str]:
    """What a choice by these numbers should know."""
    films = sum(row.get("place") is not None for row in sheet.count.rows)
    warnings = []
    if 0 < films < 5:
        warnings.append(
            ngettext(
                "Only %(count)s eligible film has a place.",
                "Only %(count)s eligible films have a place.",
                films,
            )
            % {"count": films}
        )
    best = next(iter(sheet.count.rows), {})
    if "first" in best and best["first"] < 0.5 and films > 1:
        warnings.append(
            _(
                "The first place is not clear: the chance that this film is ahead of all others is %(chance)s. Talk before you choose."
            )
            % {"chance": percent(round(100 * best["first"]))}
        )
    return warnings
