from datetime import date

from django.db import transaction

from festival.editions import copy_edition
from festival.localized import LocalizedText
from festival.models import Edition, User
from judging.setup import copy_judging_setup
from screenings.models import Screen, Venue
from submissions.actions import copy_making_rules
from submissions.actions.calling import copy_call


@transaction.atomic
def copy_places(source: Edition, target: Edition) -> int:
    """Venues and screens move on to next year; what is no longer used stays behind. Gives the number of screens."""
    copied = 0
    for venue in source.venues.prefetch_related("screens"):
        fields = ("name", "address", "step_free", "notes", "position")
        twin = Venue.objects.create(edition=target, **{name: getattr(venue, name) for name in fields})
        for screen in venue.screens.all():
            if screen.hidden:
                continue
            fields = ("name", "kind", "seats", "width_px", "height_px", "turnaround_min", "position")
            Screen.objects.create(venue=twin, **{name: getattr(screen, name) for name in fields})
            copied += 1
    return copied


@transaction.atomic
def open_next_year(
    source: Edition, *, by: User, name: LocalizedText, slug: str, starts_on: date, team: bool = True
) -> Edition:
    """The whole house for a new edition: rules and team, juries and awards, venues and screens. No films."""
    edition = copy_edition(source, by=by, name=name, slug=slug, starts_on=starts_on, team=team)
    copy_making_rules(source, edition)
    copy_call(source, edition, by=by)
    copy_judging_setup(source, edition)
    copy_places(source, edition)
    return edition
