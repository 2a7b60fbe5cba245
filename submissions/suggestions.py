"""Tools to suggest while a maker types. What one maker alone has named stays theirs: it could be their invention."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Lower

from submissions.models import KnownTool, ToolUse

MAKERS = 2
MOST = 400


@dataclass(frozen=True)
class Suggestion:
    name: str
    vendor: str = ""


def suggested_tools() -> list[Suggestion]:
    """The festival's list, and what several makers have declared in films that were handed in; two queries."""
    rows = list(KnownTool.objects.all())
    known = {row.name.casefold(): row for row in rows}
    found = [Suggestion(row.name, row.vendor) for row in rows if row.suggested]
    found += [tool for tool in _declared() if tool.name.casefold() not in known]
    return sorted(found, key=lambda tool: tool.name.casefold())[:MOST]


def vendors(tools: list[Suggestion]) -> list[str]:
    return sorted({tool.vendor for tool in tools if tool.vendor}, key=str.casefold)


def _declared() -> list[Suggestion]:
    """Those most used first; written in several ways, the first in the alphabet stands for all."""
    uses = ToolUse.objects.filter(entry__submitted_at__isnull=False).order_by()
    named = (
        uses.annotate(key=Lower("tool")).values("key").annotate(makers=Count("entry__owner", distinct=True))
    )
    keys = [row["key"] for row in named.filter(makers__gte=MAKERS).order_by("-makers", "key")[:MOST]]
    if not keys:
        return []
    spelt: dict[str, Suggestion] = {}
    rows = uses.annotate(key=Lower("tool")).filter(key__in=keys).order_by("tool", "-vendor")
    for key, tool, vendor in rows.values_list("key", "tool", "vendor").distinct():
        spelt.setdefault(key, Suggestion(tool, vendor))
    return list(spelt.values())
