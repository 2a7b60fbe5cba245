"""How the films of an edition were made, in numbers that people compare. Declared, never detected."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from media_pipeline.credential_words import source_type
from submissions.enums import Decision, Extent, ProductionStage
from submissions.making.source_types import SourceType, of_film
from submissions.making.vocabulary import EXTENTS, STAGES
from submissions.making_words import film_sentence
from submissions.models import Entry, StageAnswer, ToolUse

CUTS: dict[str, Q] = {
    "all": Q(),
    "longlisted": ~Q(decision__in=[Decision.UNDECIDED, Decision.NOT_SELECTED]),
    "shortlisted": Q(decision__in=[Decision.SHORTLISTED, Decision.SELECTED]),
    "selected": Q(decision=Decision.SELECTED),
}
MOST_TOOLS = 20
OPEN = ""


@dataclass(frozen=True)
class Piece:
    """One part of a bar; `start` and `width` as SVG takes them."""

    extent: str
    label: str
    count: int
    start: str
    width: str


@dataclass(frozen=True)
class StageBar:
    label: str
    pieces: tuple[Piece, ...]
    share: int
    before: int | None


def cut_choices() -> list[tuple[str, str]]:
    return [
        ("all", _("All submitted films")),
        ("longlisted", _("Longlisted and further")),
        ("shortlisted", _("Shortlisted and further")),
        ("selected", _("Selected")),
    ]


class MakingFigures:
    """Of the films that `entries` holds; `cut` leaves those that came so far."""

    def __init__(self, entries: QuerySet[Entry], cut: str = "all") -> None:
        self.cut = cut if cut in CUTS else "all"
        self.everything = entries
        self.films = entries.filter(CUTS[self.cut])

    @cached_property
    def keys(self) -> set[UUID]:
        return set(self.films.order_by().values_list("pk", flat=True))

    @property
    def number(self) -> int:
        return len(self.keys)

    @cached_property
    def whole(self) -> dict[UUID, dict[str, Any]]:
        """What was said of each film as a whole, of all films."""
        names = (
            "pk",
            "declaration__picture_origin",
            "declaration__trained_models",
            "declaration__real_people",
        )
        return {row["pk"]: row for row in self.everything.order_by().values(*names)}

    @cached_property
    def answers(self) -> dict[UUID, dict[str, str]]:
        """The matrices of all films; one query."""
        rows = StageAnswer.objects.filter(
            entry__in=self.everything.order_by().values("pk"), extent__in=EXTENTS
        )
        found: dict[UUID, dict[str, str]] = defaultdict(dict)
        for key, stage, extent in rows.order_by().values_list("entry_id", "stage", "extent"):
            found[key][stage] = extent
        return found

    @cached_property
    def stages(self) -> list[StageBar]:
        now, before = self._counted(self.keys), self._counted(self.whole)
        return [self._bar(stage, now[stage], before[stage]) for stage in STAGES]

    @property
    def counts(self) -> list[dict[str, Any]]:
        """For components/counts.html."""
        mine = [self.whole[key] for key in self.keys]
        complete = sum(1 for key in self.keys if len(self.answers.get(key, ())) == len(STAGES))
        return [
            {"number": self.number, "label": _("Films")},
            {"number": complete, "label": _("Declared in full")},
            {
                "number": sum(1 for row in mine if row["declaration__trained_models"]),
                "label": _("Trained a model"),
            },
            {
                "number": sum(1 for row in mine if row["declaration__real_people"]),
                "label": _("Imitate real people"),
            },
        ]

    @property
    def types(self) -> list[dict[str, Any]]:
        """For components/bars.html: the films by their overall type, the most frequent first."""
        found = Counter(self._type(key) for key in self.keys)
        named = [(kind, films) for kind, films in found.most_common() if kind is not None]
        rows: list[dict[str, Any]] = [
            {"label": film_sentence(kind), "note": source_type(kind.value), "value": films}
            for kind, films in named
        ]
        if unsaid := found[None]:
            rows.append({"label": _("Not enough was said"), "value": unsaid, "tone": "calm"})
        return rows

    @cached_property
    def tools(self) -> list[dict[str, Any]]:
        """For components/bars.html: in how many films a tool was used, whatever its version."""
        uses = ToolUse.objects.filter(entry__in=self.films.order_by().values("pk")).order_by()
        named = uses.annotate(key=Lower("tool")).values("key")
        rows = named.annotate(name=Max("tool"), vendor=Max("vendor"), films=Count("entry", distinct=True))
        return [
            {"label": row["name"], "note": row["vendor"], "value": row["films"]}
            for row in rows.order_by("-films", "key")[:MOST_TOOLS]
        ]

    def _type(self, key: UUID) -> SourceType | None:
        return of_film(self.answers.get(key, {}), self.whole[key]["declaration__picture_origin"] or "")

    def _counted(self, keys: Iterable[UUID]) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {stage: Counter() for stage in STAGES}
        for key in keys:
            said = self.answers.get(key, {})
            for stage in STAGES:
                found[stage][said.get(stage, OPEN)] += 1
        return found

    def _bar(self, stage: str, now: Counter[str], before: Counter[str]) -> StageBar:
        pieces, start = [], 0.0
        for extent in (*EXTENTS, OPEN):
            width = 100 * now[extent] / self.number if self.number else 0.0
            label = str(Extent(extent).label) if extent else _("Not said")
            pieces.append(Piece(extent or "open", label, now[extent], f"{start:.2f}%", f"{width:.2f}%"))
            start += width
        compared = _by_ai(before) if self.cut != "all" else None
        return StageBar(str(ProductionStage(stage).label), tuple(pieces), _by_ai(now), compared)


def _by_ai(counted: Counter[str]) -> int:
    """Per cent of the films in which AI had a hand at the stage."""
    films = counted.total()
    return round(100 * (counted[Extent.ASSISTED] + counted[Extent.GENERATED]) / films) if films else 0
