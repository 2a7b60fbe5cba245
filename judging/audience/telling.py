"""What the public may know of an audience's vote. Its outcome only with the results, and only as much as was declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils import timezone

from festival.models import Edition
from judging.audience.voting import public_polls
from judging.enums import RoundState
from judging.enums_funnel import PollTold
from judging.models import Poll
from judging.scoring.audience import MEAN

SOON, RUNNING, OVER = "soon", "running", "over"


@dataclass(frozen=True)
class ToldFilm:
    """`figure` is a share in per cent or a mean of stars; empty where figures were not to be told."""

    film: str
    place: int
    figure: str = ""
    votes: int | None = None


@dataclass(frozen=True)
class ToldPoll:
    poll: Poll
    films: tuple[ToldFilm, ...]
    stars: bool
    ballots: int | None


def phase_of(poll: Poll) -> str:
    """Whether one can vote: soon, running, over."""
    judged = poll.round
    if judged.state == RoundState.CLOSED or (judged.closes_at and judged.closes_at <= timezone.now()):
        return OVER
    return RUNNING if judged.has_begun else SOON


def has_vote(edition: Edition) -> bool:
    """Whether the page of votes has something to show: one to vote in, soon or now."""
    return (
        public_polls(edition)
        .filter(round__state=RoundState.OPEN, round__closes_at__gt=timezone.now())
        .exists()
    )


def told_polls(edition: Edition) -> list[ToldPoll]:
    """Outcomes that are public: after the results, apart from the jury's. One query when there was no vote."""
    if edition.results_published_at is None:
        return []
    told = []
    polls = public_polls(edition).filter(round__state=RoundState.CLOSED).exclude(told=PollTold.NOTHING)
    for poll in polls:
        tally = poll.round.tallies.order_by("-version").first()
        if tally is not None:
            told.append(_told(poll, tally.method, tally.result, len(tally.inputs["ballots"])))
    return told


def told_poll(poll: Poll) -> ToldPoll | None:
    return next((one for one in told_polls(poll.round.edition) if one.poll.pk == poll.pk), None)


def _told(poll: Poll, method: str, rows: list[Mapping[str, Any]], ballots: int) -> ToldPoll:
    figures = poll.told == PollTold.FIGURES
    placed = [row for row in rows if row["place"] is not None and row["votes"]]
    shown = placed if figures else [row for row in placed if row["place"] == 1]
    films = tuple(
        ToldFilm(
            row["film"],
            row["place"],
            figure_of(row, stars=method == MEAN) if figures else "",
            row["votes"] if figures else None,
        )
        for row in shown
    )
    return ToldPoll(poll, films, method == MEAN, ballots if figures else None)


def figure_of(row: Mapping[str, Any], *, stars: bool) -> str:
    """The value as it is published: stars with two decimals, a share in per cent with one."""
    if row["value"] is None:
        return ""
    value = Fraction(row["value"])
    return f"{float(value):.2f}" if stars else f"{float(100 * value):.1f}"
