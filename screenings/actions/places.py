from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
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


@transaction.atomic
def delete_venue(venue: Venue, *, by: Any) -> None:
    """A venue on whose screens nothing ever stood; otherwise its screens are hidden one by one."""
    audit.record("venue.deleted", venue, by=by)
    try:
        venue.delete()
    except ProtectedError as error:
        raise Conflict(
            _("Something is or was planned here. Mark its screens as no longer used instead.")
        ) from error
