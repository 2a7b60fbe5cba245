"""From rounds that have closed to the films of the next: the frozen results as the pure rule reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from festival.enums import Orientation
from festival.percents import percent
from judging.enums import RoundMode, RoundState
from judging.models import Feed, FeedRun, Round, Tally
from judging.scoring import feeding as pure
from submissions.models import Entry


@dataclass(frozen=True)
class FilmLine:
    """One film of the preview with its words. `entry` may have left the competition: then it is never taken."""

    line: pure.Line
    entry: Entry
    by: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """As published: two decimals, exactly rounded; of a qualifying round the share of yes."""
        value = self.line.value
        if value is not None and self.line.result:
            return percent(f"{float(100 * value):.0f}")
        return "" if value is None else f"{float(pure.published(value, pure.DECIMALS)):.2f}"

    @property
    def gone(self) -> bool:
        return self.entry.state != "submitted"


@dataclass(frozen=True)
class Preview:
    """What the rule would take at this moment. `waiting`: sources that have not closed; then nothing is known."""

    feed: Feed
    waiting: tuple[Round, ...]
    tallies: tuple[Tally, ...]
    lines: tuple[FilmLine, ...]
    cuts: Mapping[str, Fraction | None]
    measured: bool

    @property
    def taken(self) -> tuple[FilmLine, ...]:
        return tuple(line for line in self.lines if line.line.taken and not line.gone)

    @property
    def left(self) -> tuple[FilmLine, ...]:
        return tuple(line for line in self.lines if not line.line.taken and not line.gone)

    @property
    def near(self) -> int:
        return sum(line.line.near for line in self.lines) - self.discussed

    @property
    def discussed(self) -> int:
        return sum(line.line.result == pure.DISCUSS for line in self.lines)

    @property
    def tied(self) -> int:
        return sum(line.line.tied for line in self.lines)


def rule_of(feed: Feed) -> pure.Rule:
    threshold = Fraction(feed.threshold) if feed.threshold is not None else None
    return pure.Rule(feed.kind, threshold, feed.top, feed.least, feed.ties)


def rule_json(feed: Feed) -> dict[str, Any]:
    """The declared rule as a run keeps it."""
    return {
        "kind": feed.kind,
        "threshold": None if feed.threshold is None else str(feed.threshold),
        "top": feed.top,
        "least": feed.least,
        "ties": feed.ties,
        "category": feed.category_id,
        "section": feed.section_id,
        "orientation": feed.orientation,
        "language": feed.language,
        "declared_at": feed.declared_at.isoformat(),
    }


def sources_of(feed: Feed) -> list[Round]:
    return list(feed.sources.select_related("jury", "edition__festival").order_by("pk"))


def preview(feed: Feed) -> Preview:
    """Six queries, however many films."""
    rounds = sources_of(feed)
    waiting = tuple(judged for judged in rounds if judged.state != RoundState.CLOSED)
    if waiting or not rounds:
        return Preview(feed, waiting, (), (), {}, False)
    tallies = newest_tallies(rounds)
    films = films_of(tallies.values())
    entries = {str(entry.pk): entry for entry in _entries(films)}
    allowed = fitting(feed, entries.values())
    made = pure.plan(
        [source_of(judged, tallies[judged.pk]) for judged in rounds if judged.pk in tallies],
        rule_of(feed),
        allowed=allowed,
    )
    names = {str(judged.pk): str(judged) for judged in rounds}
    lines = tuple(
        FilmLine(line, entries[line.film], tuple(names[key] for key in line.by))
        for line in made.lines
        if line.film in entries
    )
    return Preview(feed, (), tuple(tallies.values()), lines, made.cuts, made.measured)


def newest_tallies(rounds: Iterable[Round]) -> dict[int, Tally]:
    tallies = Tally.objects.filter(round__in=list(rounds)).order_by("round_id", "-version")
    return {tally.round_id: tally for tally in tallies.distinct("round_id").defer("inputs")}


def films_of(tallies: Iterable[Tally]) -> set[str]:
    return {row["film"] for tally in tallies for row in tally.result}


def source_of(judged: Round, tally: Tally) -> pure.Source:
    films = tuple(candidate(row) for row in tally.result)
    return pure.Source(str(judged.pk), films, judged.mode == RoundMode.QUALIFYING)


def candidate(row: Mapping[str, Any]) -> pure.Candidate:
    """A row of a tally. What a method says of its uncertainty is read where it says it."""
    low, high = row.get("place_low"), row.get("place_high")
    return pure.Candidate(
        film=row["film"],
        place=row["place"],
        value=None if row.get("value") is None else Fraction(row["value"]),
        result=row.get("result", ""),
        span=(int(low), int(high)) if low is not None and high is not None else None,
        error=float(row["error"]) if row.get("error") is not None else None,
    )


def fitting(feed: Feed, entries: Iterable[Entry]) -> set[str]:
    """The films that the round is for."""
    return {str(entry.pk) for entry in entries if fits(feed, entry)}


def fits(feed: Feed, entry: Entry) -> bool:
    """By category, section, format and the language spoken in it."""
    return (
        feed.category_id in (None, entry.category_id)
        and feed.section_id in (None, entry.section_id)
        and feed.orientation in (Orientation.ANY, entry.orientation)
        and (not feed.language or feed.language in entry.languages)
    )


def drift(feed: Feed, shown: Preview) -> pure.Difference:
    """What the rule takes now against what the last run took: a source was corrected, a film has left."""
    last = last_run(feed)
    if last is None or shown.waiting:
        return pure.Difference()
    by_rule = [row["film"] for row in last.taken]
    return pure.difference(by_rule, [line.line.film for line in shown.taken])


def last_run(feed: Feed) -> FeedRun | None:
    return feed.runs.order_by("-number").first()


def upstream(judged: Round) -> set[int]:
    """All rounds from which films can come into this one, over any number of steps."""
    found: set[int] = set()
    waiting = [judged.pk]
    links: dict[int, list[int]] = {}
    rows = Feed.objects.filter(round__edition=judged.edition_id).values_list("round_id", "sources")
    for target, source in rows:
        links.setdefault(target, []).append(source)
    while waiting:
        for source in links.get(waiting.pop(), []):
            if source is not None and source not in found:
                found.add(source)
                waiting.append(source)
    return found


def _entries(films: Iterable[str]) -> QuerySet[Entry]:
    return Entry.objects.filter(pk__in=list(films)).select_related("film", "category", "section")


def declared_late(feed: Feed) -> bool:
    """Whether a source had already closed when the rule was declared: told wherever the rule is shown."""
    return feed.sources.filter(closed_at__lt=feed.declared_at).exists()
