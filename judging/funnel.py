"""The rounds as a chain: which films go where, as a picture with figures; and what one round's page says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from festival.models import Edition
from judging import feeding, rules
from judging.enums import RoundMode, RoundState
from judging.models import Feed, FeedRun, FeedSource, QualifyingRules, Round, RoundEntry

WIDEST = 100
MORE_LOOKS_METHODS = frozenset({RoundMode.SCORED})


@dataclass(frozen=True)
class Station:
    """One round in the picture. `percent`: its films against the round with most, for the width of its bar."""

    round: Round
    films: int
    percent: int
    comes_from: tuple[str, ...]
    goes_to: tuple[str, ...]
    automatic: bool
    fed: bool


@dataclass(frozen=True)
class Picture:
    """Stations in steps, from the first pass to the last; rounds of one step run side by side."""

    steps: tuple[tuple[Station, ...], ...]

    @property
    def linked(self) -> bool:
        """Whether any round takes its films from another: without that there is no chain to be drawn."""
        return any(station.comes_from for step in self.steps for station in step)


@dataclass(frozen=True)
class Panel:
    """What the page of a round shows besides its questions."""

    draft: bool
    qualifying_mode: bool
    sees_results: bool
    rules: QualifyingRules | None = None
    feed: Feed | None = None
    feed_fixed: bool = False
    sources: tuple[Round, ...] = ()
    waiting: bool = False
    last: FeedRun | None = None
    more_looks: bool = False


def picture_of(edition: Edition, rounds: Sequence[Round]) -> Picture:
    """Two queries."""
    listed = [judged for judged in rounds if judged.mode != RoundMode.PUBLIC]
    counts = dict(
        RoundEntry.objects.filter(round__in=listed).order_by().values_list("round").annotate(Count("pk"))
    )
    links = list(
        FeedSource.objects.filter(feed__round__edition=edition)
        .annotate(runs=Count("feed__runs"))
        .values_list("source_id", "feed__round_id", "feed__automatic", "runs")
    )
    depth = _depths([judged.pk for judged in listed], [(link[0], link[1]) for link in links])
    names = {judged.pk: str(judged) for judged in listed}
    most = max(counts.values(), default=1)

    def station(judged: Round) -> Station:
        mine = [link for link in links if link[1] == judged.pk]
        return Station(
            judged,
            counts.get(judged.pk, 0),
            round(WIDEST * counts.get(judged.pk, 0) / most),
            tuple(names[link[0]] for link in mine if link[0] in names),
            tuple(names[link[1]] for link in links if link[0] == judged.pk and link[1] in names),
            any(link[2] for link in mine),
            any(link[3] for link in mine),
        )

    levels = sorted(set(depth.values()))
    return Picture(
        tuple(tuple(station(judged) for judged in listed if depth[judged.pk] == level) for level in levels)
    )


def _depths(rounds: Sequence[int], links: Sequence[tuple[int, int]]) -> dict[int, int]:
    """How many steps a round lies behind the first ones. The links make no circle: the actions see to it."""
    depth = dict.fromkeys(rounds, 0)
    for _round in rounds:
        for source, target in links:
            if source in depth and target in depth:
                depth[target] = max(depth[target], depth[source] + 1)
    return depth


def panel_of(judged: Round, user: Any) -> Panel:
    """At most five queries."""
    draft = judged.state == RoundState.DRAFT
    sees = rules.can_see_results(user, judged.edition)
    qualifying = judged.mode == RoundMode.QUALIFYING
    declared = QualifyingRules.objects.filter(round=judged).first() if qualifying else None
    feed = Feed.objects.filter(round=judged).select_related("category", "section").first()
    more = judged.mode in MORE_LOOKS_METHODS and judged.state == RoundState.OPEN and sees
    if feed is None:
        return Panel(draft, qualifying, sees, declared, more_looks=more)
    sources = feeding.sources_of(feed)
    closed = [source.state == RoundState.CLOSED for source in sources]
    return Panel(
        draft,
        qualifying,
        sees,
        declared,
        feed,
        feed_fixed=any(closed),
        sources=tuple(sources),
        waiting=not all(closed),
        last=feeding.last_run(feed),
        more_looks=more,
    )
