"""Next year is a button: an edition copied with its sections, categories and team. Juries and venues copy theirs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction

from festival import audit
from festival.actions.setup import open_edition
from festival.actions.team import seat
from festival.enums import DESK_ROLES
from festival.localized import LocalizedText
from festival.models import Edition, Festival, User
from festival.wall_clock import same_hour_later, whole_weeks

KEPT = ("summary", "regulations", "time_zone", "languages", "awards_per_film", "watermark", "entry_needs")


@dataclass(frozen=True)
class NextYear:
    """What the form of a copy begins with."""

    slug: str
    starts_on: date


def next_year(source: Edition) -> NextYear:
    """The same weekday a year later, and the next free address: 2026 → 2027, else `…-next`."""
    starts_on = source.starts_on + timedelta(weeks=52)
    slug = source.slug.replace(str(source.starts_on.year), str(starts_on.year))
    if slug == source.slug:
        slug = f"{source.slug}-next"[:50]
    return NextYear(_free_slug(source.festival, slug), starts_on)


@transaction.atomic
def copy_edition(
    source: Edition, *, by: User, name: LocalizedText, slug: str, starts_on: date, team: bool = True
) -> Edition:
    """A new, hidden edition with the rules of `source`. Its dates move by whole weeks, its hours stay.

    Sections and categories keep their addresses, so that whoever copies juries and rounds finds them again by slug.
    `team`: everybody who holds a desk seat gets the same seat; jurors and open invitations are never copied.
    """
    shift = whole_weeks(source.starts_on, starts_on)
    edition = Edition(
        festival=source.festival,
        name=name,
        slug=slug,
        call_opens_at=same_hour_later(source.call_opens_at, shift, source.tz),
        call_closes_at=same_hour_later(source.call_closes_at, shift, source.tz),
        decisions_on=source.decisions_on and source.decisions_on + timedelta(days=shift),
        starts_on=starts_on,
        ends_on=starts_on + (source.ends_on - source.starts_on),
        **{field: getattr(source, field) for field in KEPT},
    )
    open_edition(edition, by=by)
    for part in (*source.sections.all(), *source.categories.all()):
        _copy_row(part, edition)
    if team:
        for seat_held in source.memberships.taken().filter(role__in=DESK_ROLES).select_related("user"):
            seat(edition, seat_held.user, seat_held.role, by=by)
    audit.record("edition.copied", edition, by=by, source=str(source.pk))
    return edition


def _copy_row(row: models.Model, edition: Edition) -> None:
    row.pk = None
    row._state.adding = True
    row.edition = edition
    row.save(force_insert=True)


def _free_slug(festival: Festival, slug: str) -> str:
    taken = set(festival.editions.values_list("slug", flat=True))
    number, free = 2, slug
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return free
