"""Films at the cut line: whose place is open, which further looks would decide most, and who could give them."""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache

from judging.actions.topping import Handing
from judging.counting import count
from judging.enums_funnel import FeedKind
from judging.models import FeedSource, Juror, Round
from judging.scoring.chances import chances
from judging.scoring.cut_line import BATCH, IN, MOST, OUT, asked_one_by_one
from judging.standing_counts import KEPT_S, fingerprint
from submissions.models import Entry

MOST_LOOKS = 500


@dataclass(frozen=True)
class Look:
    """One further look. `key` is what a form sends back; `held`: jurors who have the film already."""

    key: str
    entry: Entry
    percent: int
    held: int
    juror: Juror
    minutes: int
    minutes_after: int


@dataclass(frozen=True)
class Proposal:
    """`open_films`: neither in nor out; `nobody`: those of them that no juror is free for."""

    among: int
    declared: bool
    looks: tuple[Look, ...]
    open_films: int
    counted: int
    nobody: tuple[Entry, ...]


def declared_places(judged: Round) -> int | None:
    """How many films the next round takes from this one, where that is declared."""
    taken = FeedSource.objects.filter(source=judged, feed__kind=FeedKind.TOP, feed__top__isnull=False)
    return taken.order_by("pk").values_list("feed__top", flat=True).first()


def chances_in(judged: Round, among: int) -> dict[str, float]:
    """Kept until something that counts has changed."""
    key = f"chances-{judged.pk}-{among}-{fingerprint(judged)}"
    kept = cache.get(key)
    if kept is None:
        now = count(judged)
        kept = chances(now.method, now.inputs, now.parameters, among)
        cache.set(key, kept, KEPT_S)
    return kept


def proposal_for(judged: Round, among: int, *, declared: bool = False, batch: int = BATCH) -> Proposal:
    """The next looks to ask for, the most urgent first; nothing is written."""
    found = chances_in(judged, among)
    handing = Handing(judged)
    problem, topping = handing.parties.problem, handing.topping
    keys = [film.key for film in problem.films]
    chance = [found.get(key, 0.0) for key in keys]
    held = topping.held.sum(axis=1)
    before = held.copy()
    minutes: list[tuple[float, float]] = []

    def give(film: int) -> int | None:
        column = topping.add(film)
        if column is not None:
            after = float(topping.minutes[column])
            minutes.append((after - float(handing.tables.minutes[film]), after))
        return column

    asked = asked_one_by_one(chance, held, give, batch=batch)
    jurors = Juror.objects.select_related("bloc").in_bulk(
        {int(problem.jurors[one.juror].key) for one in asked}
    )
    open_rows = [row for row, share in enumerate(chance) if OUT < share < IN]
    given = Counter(one.film for one in asked)
    stuck = [row for row in open_rows if not given[row] and before[row] < MOST] if len(asked) < batch else []
    entries = {
        str(one.pk): one for one in Entry.objects.filter(pk__in=[keys[row] for row in {*given, *stuck}])
    }
    looks = tuple(
        Look(
            key=f"{keys[one.film]}:{problem.jurors[one.juror].key}",
            entry=entries[keys[one.film]],
            percent=round(100 * chance[one.film]),
            held=int(before[one.film]),
            juror=jurors[int(problem.jurors[one.juror].key)],
            minutes=round(was),
            minutes_after=round(after),
        )
        for one, (was, after) in zip(asked, minutes, strict=True)
    )
    nobody = tuple(entries[keys[row]] for row in stuck)
    return Proposal(among, declared, looks, len(open_rows), len(found), nobody)
