from typing import Any

from festival import audit
from festival.models import Edition
from screenings.models import Screen, Venue


def create_venue(edition: Edition, name: Any, *, by: Any = None, **fields: Any) -> Venue:
    """`name` and the other texts are {"en": …, "zh-hans": …}."""
    fields.setdefault("position", edition.venues.count())
    venue = Venue.objects.create(edition=edition, name=name, **fields)
    audit.record("venue.created", venue, by=by)
    return venue


def add_screen(venue: Venue, name: Any, *, by: Any = None, **fields: Any) -> Screen:
    """`fields`: kind, seats, width_px, height_px, turnaround_min."""
    fields.setdefault("position", venue.screens.count())
    screen = Screen.objects.create(venue=venue, name=name, **fields)
    audit.record("screen.added", venue, by=by, note=str(screen))
    return screen
