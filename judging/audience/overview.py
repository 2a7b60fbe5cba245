"""An audience's vote as the desk follows it: turnout for the whole office, signals and outcome for those who may see."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.audience.signals import BURST, DEVICE, NETWORK, RUN, STRONG, TWINS, Cast, Signal, signals
from judging.audience.telling import figure_of
from judging.audience.voting import newest_ballots, set_aside
from judging.counting import counted
from judging.enums import RoundMode, RoundState
from judging.enums_funnel import VoterWay
from judging.models import Poll, Round, Tally, Voter
from judging.scoring.audience import MEAN
from submissions.models import Entry

WIDTH, HEIGHT, BASE = 720, 160, 140
STEPS = 48
FEWEST_STEPS = 12
"""So that a vote of a few minutes is a few bars and not a wall."""


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    said: str


@dataclass(frozen=True)
class Turnout:
    """How many voters, by which way, and when: bars of equal stretches of time."""

    voters: int
    ways: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]
    first: datetime | None
    last: datetime | None
    stretch: timedelta
    highest: int
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE


@dataclass(frozen=True)
class ShownSignal:
    """A signal in words. `open` are those of its voters who still count."""

    signal: Signal
    title: str
    text: str
    film: str
    voters: tuple[str, ...]
    aside: int

    @property
    def strong(self) -> bool:
        return self.signal.weight == STRONG

    @property
    def open(self) -> int:
        return len(self.voters) - self.aside


@dataclass(frozen=True)
class ResultRow:
    entry: Entry
    place: int | None
    figure: str
    percent: int
    votes: int
    plain: str
    low: str
    high: str
    jury_place: int | None


@dataclass(frozen=True)
class PollResult:
    tally: Tally | None
    stars: bool
    rows: tuple[ResultRow, ...]
    jury_round: Round | None


def turnout(poll: Poll) -> Turnout:
    """Two queries."""
    moments = list(Voter.objects.filter(poll=poll).values_list("first_at", "way"))
    ways = Counter(way for _at, way in moments)
    labels = dict(VoterWay.choices)
    told = tuple((str(labels[way]), count) for way, count in sorted(ways.items()))
    times = sorted(at for at, _way in moments)
    if not times:
        return Turnout(0, (), (), None, None, timedelta(0), 0)
    stretch = _stretch(times[-1] - times[0])
    start = times[0] - timedelta(seconds=times[0].timestamp() % stretch.total_seconds())
    counts = Counter(int((at - start) / stretch) for at in times)
    steps, highest = max(counts) + 1, max(counts.values())
    wide = WIDTH / max(steps, FEWEST_STEPS)
    bars = tuple(
        Bar(
            round(number * wide, 2),
            round(BASE - BASE * counts[number] / highest, 2),
            round(max(wide - 1, 1), 2),
            round(BASE * counts[number] / highest, 2),
            str(counts[number]),
        )
        for number in range(steps)
        if counts[number]
    )
    return Turnout(len(times), told, bars, start, times[-1], stretch, highest)


def _stretch(span: timedelta) -> timedelta:
    """The shortest round stretch of which not more than STEPS fill the time."""
    minutes = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
    wanted = span / STEPS
    found = next((m for m in minutes if timedelta(minutes=m) >= wanted), minutes[-1])
    return timedelta(minutes=found)


def shown_signals(poll: Poll) -> list[ShownSignal]:
    """Signals with their words. Four queries."""
    aside = {str(pk) for pk in set_aside().filter(voter__poll=poll).values_list("voter", flat=True)}
    found = signals(_casts(poll))
    films = {
        str(entry.pk): str(entry)
        for entry in Entry.objects.filter(pk__in=[one.film for one in found if one.film])
    }
    return [
        ShownSignal(
            one,
            *_words(one),
            film=films.get(one.film, ""),
            voters=one.voters,
            aside=sum(voter in aside for voter in one.voters),
        )
        for one in found
    ]


def _casts(poll: Poll) -> Iterable[Cast]:
    choices = {ballot.voter_id: ballot.choices for ballot in newest_ballots(poll)}
    voters = Voter.objects.filter(poll=poll).select_related("trace").order_by("first_at")
    for voter in voters:
        trace = getattr(voter, "trace", None)
        yield Cast(
            str(voter.pk),
            voter.first_at,
            tuple(choices.get(voter.pk, {})),
            network=trace.network if trace else "",
            agent=trace.agent if trace else "",
            device=trace.device if trace else "",
            pattern=trace.pattern if trace else "",
            ticket=voter.way == VoterWay.TICKET,
        )


def _words(signal: Signal) -> tuple[str, str]:
    count = len(signal.voters)
    voters = ngettext("%(count)s voter", "%(count)s voters", count) % {"count": count}
    title, text = {
        DEVICE: (
            _("%(voters)s on one device"),
            _("The same browser has voted as several people. A family may share a tablet."),
        ),
        RUN: (
            _("%(voters)s with addresses counted up"),
            _("Their addresses differ by a number alone, as if somebody had made them in a row."),
        ),
        TWINS: (
            _("%(voters)s from one network with one kind of browser"),
            _("Within half an hour. Perhaps a school or an office; perhaps one person."),
        ),
        NETWORK: (
            _("%(voters)s from one network"),
            _(
                "Within half an hour, with different browsers. A cinema, a company or a village may share one."
            ),
        ),
        BURST: (
            _("%(voters)s within ten minutes"),
            _("Far more than this film gets otherwise. Perhaps somebody has just called upon friends."),
        ),
    }[signal.kind]
    return title % {"voters": voters}, text


def result_of(poll: Poll) -> PollResult:
    """The outcome so far or frozen, beside the places of the jury round that closed last."""
    count = counted(poll.round)
    jury_round, places = _jury_places(poll)
    entries = {
        str(entry.pk): entry for entry in Entry.objects.filter(pk__in=[row["film"] for row in count.rows])
    }
    stars = count.method == MEAN
    longest = 5.0 if stars else max((_value(row) for row in count.rows), default=0.0) or 1.0
    rows = tuple(
        _row(row, entries[row["film"]], places, longest=longest, stars=stars)
        for row in count.rows
        if row["film"] in entries
    )
    return PollResult(count.tally, stars, rows, jury_round)


def _value(row: dict[str, Any]) -> float:
    return float(Fraction(row["value"] or 0))


def _row(
    row: dict[str, Any], entry: Entry, places: dict[str, int | None], *, longest: float, stars: bool
) -> ResultRow:
    unit = 1 if stars else 100
    digits = 2 if stars else 1
    value = figure_of(row, stars=stars)
    plain = figure_of({"value": row["raw_mean"]}, stars=True) if stars else ""
    return ResultRow(
        entry=entry,
        place=row["place"] if row["votes"] else None,
        figure=value,
        percent=round(100 * _value(row) / longest),
        votes=row["votes"],
        plain=plain,
        low=f"{unit * row['low']:.{digits}f}",
        high=f"{unit * row['high']:.{digits}f}",
        jury_place=places.get(row["film"]),
    )


def _jury_places(poll: Poll) -> tuple[Round | None, dict[str, int | None]]:
    closed = Round.objects.filter(edition=poll.round.edition_id, state=RoundState.CLOSED)
    latest = closed.exclude(mode=RoundMode.PUBLIC).order_by("-closed_at").first()
    tally = latest.tallies.order_by("-version").first() if latest else None
    rows: Sequence[dict[str, Any]] = tally.result if tally else []
    return latest, {row["film"]: row["place"] for row in rows}
