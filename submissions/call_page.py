"""The call laid out for reading: its windows as a picture and as a list, for the desk, the public and programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from festival.models import Category, Edition
from submissions import gate_words, gates
from submissions.models import CategoryTerms

WIDTH = 1000
"""The picture's own units, from the opening of the call to its end."""


@dataclass(frozen=True)
class Bar:
    """One window in the picture. `x` and `width` in the picture's units."""

    kind: str
    label: str
    x: int
    width: int
    opens: str
    closes: str
    closes_at: datetime
    fee: str
    state: str  # past, now or ahead


@dataclass(frozen=True)
class Track:
    """One category's time."""

    category: Category | None
    label: str
    bars: list[Bar]
    own: bool
    closes_at: datetime
    cap: int | None = None
    fee_now: str = ""
    window_now: str = ""


@dataclass(frozen=True)
class CallPicture:
    tracks: list[Track]
    now_x: int | None
    opens: str
    closes: str
    grace: str
    cap: int | None
    fees_on: bool
    zone: str
    server: str

    @property
    def has_windows(self) -> bool:
        """Whether there is more to tell than one opening and one end."""
        return any(len(track.bars) > 1 or track.own for track in self.tracks)


def call_picture(edition: Edition, now: datetime | None = None) -> CallPicture:
    """All categories of the edition. Four queries."""
    at, terms = now or timezone.now(), gates.terms_of(edition)
    caps = caps_of(edition)
    tracks = [_track(edition, category, at, caps) for category in edition.categories.all()]
    return CallPicture(
        tracks=tracks or [_track(edition, None, at, caps)],
        now_x=_x(edition, at) if edition.call_opens_at <= at < edition.call_closes_at else None,
        opens=gate_words.moment(edition, edition.call_opens_at),
        closes=gate_words.moment(edition, edition.call_closes_at),
        grace=gate_words.grace_sentence(terms.grace, terms.start_counts),
        cap=terms.entries_per_maker,
        fees_on=terms.fees_on,
        zone=edition.tz.key,
        server=gate_words.server_time(edition, at),
    )


def caps_of(edition: Edition) -> dict[int, int | None]:
    rows = CategoryTerms.objects.filter(category__edition=edition)
    return dict(rows.values_list("category_id", "entries_per_maker"))


def _track(edition: Edition, category: Category | None, now: datetime, caps: dict[int, Any]) -> Track:
    terms, key = gates.terms_of(edition), category.pk if category else None
    schedule, own = gates.schedule_of(edition, key), key is not None and key in gates.cuts_of(edition)
    here = schedule.window_at(now)
    return Track(
        category=category,
        label=str(category or edition),
        bars=[_bar(edition, window, now, terms.fees_on, terms.currency) for window in schedule.windows],
        own=own,
        closes_at=schedule.closes_at,
        cap=caps.get(category.pk) if category else None,
        fee_now=gate_words.price(here.fee, terms.currency) if here and terms.fees_on else "",
        window_now=gate_words.window_label(here.kind) if here else "",
    )


def _bar(edition: Edition, window: Any, now: datetime, fees_on: bool, currency: str) -> Bar:
    start, end = _x(edition, window.opens_at), _x(edition, window.closes_at)
    return Bar(
        kind=window.kind,
        label=gate_words.window_label(window.kind),
        x=start,
        width=max(end - start, 4),
        opens=gate_words.moment(edition, window.opens_at),
        closes=gate_words.moment(edition, window.closes_at),
        closes_at=window.closes_at,
        fee=gate_words.price(window.fee, currency) if fees_on else "",
        state="now" if window.holds(now) else "past" if window.closes_at <= now else "ahead",
    )


def _x(edition: Edition, at: datetime) -> int:
    whole = (edition.call_closes_at - edition.call_opens_at).total_seconds()
    return round((at - edition.call_opens_at).total_seconds() / whole * WIDTH)
