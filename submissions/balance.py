"""How far the choosing is, and what the selection would look like: per category, minutes, countries, formats."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from festival.models import Edition
from submissions.enums import FINAL_DECISIONS, Decision
from submissions.films import with_measured_facts
from submissions.models import Entry
from submissions.reading import orientation_label

MOST_COUNTRIES = 8


@dataclass
class Balance:
    """Rows for components/bars.html. `seconds`: of the films that are selected so far."""

    progress: list[dict[str, Any]] = field(default_factory=list)
    countries: list[dict[str, Any]] = field(default_factory=list)
    formats: list[dict[str, Any]] = field(default_factory=list)
    selected: int = 0
    seconds: float = 0.0
    most: int = 1

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)


def balance_of(edition: Edition) -> Balance:
    """Two queries, however many films."""
    films = with_measured_facts(Entry.objects.of_edition(edition).submitted()).order_by()
    rows = list(films.values_list("category_id", "decision", "countries", "measured_shape", "measured_s"))
    chosen = [row for row in rows if row[1] == Decision.SELECTED]
    places = Counter(code for row in chosen for code in str(row[2]).split(",") if code)
    shapes = Counter(row[3] for row in chosen if row[3])
    return Balance(
        progress=[_progress(category, rows) for category in edition.categories.all()],
        countries=[
            {"label": str(countries.name(code)), "value": count}
            for code, count in places.most_common(MOST_COUNTRIES)
        ],
        formats=[
            {"label": orientation_label(shape), "value": count} for shape, count in shapes.most_common()
        ],
        selected=len(chosen),
        seconds=float(sum(row[4] or 0 for row in chosen)),
        most=max([1, *places.values(), *shapes.values()]),
    )


def _progress(category: Any, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    here = [row for row in rows if row[0] == category.pk]
    decided = sum(row[1] in FINAL_DECISIONS for row in here)
    selected = sum(row[1] == Decision.SELECTED for row in here)
    return {
        "label": str(category),
        "value": 100 * decided // len(here) if here else 0,
        "display": f"{decided} / {len(here)}",
        "note": _("%(count)d selected") % {"count": selected},
    }
