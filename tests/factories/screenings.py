"""Rows of the auditorium, and films that may enter it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from festival.models import Category, Edition, User
from media_pipeline.models import Asset
from screenings import actions
from screenings.models import Block, ScheduleVersion, Screen, Screening, Slot
from screenings.planning.days import instant_on_festival_day
from submissions.models import Entry
from submissions.stills import store_picture
from tests.factories import media, submissions


def film_file(owner: User, *, seconds: float | None = 312.4, size: tuple[int, int] = (1920, 1080)) -> Asset:
    """An asset as the workshop leaves it; `seconds=None`: not measured yet."""
    if seconds is None:
        return media.asset(owner, probe={})
    return media.asset(owner, seconds=seconds, size=f"{size[0]}x{size[1]}")


def film(category: Category, owner: User, title: str = "Our Tree", **fields: Any) -> Entry:
    """A submitted and selected film, unless `fields` say otherwise."""
    seconds, size = fields.pop("seconds", 312.4), fields.pop("size", (1920, 1080))
    return submissions.entry(
        category.edition,
        owner,
        category=category,
        film=film_file(owner, seconds=seconds, size=size),
        director=f"Director of {title}",
        **{
            "state": "submitted",
            "decision": "selected",
            "title_international": title,
            "title_original": title,
            "slug": title.lower().replace(" ", "-"),
            **fields,
        },
    )


def screen(edition: Edition, name: str = "Grand", **fields: Any) -> Screen:
    venue = edition.venues.first() or actions.create_venue(
        edition, {"en": "Lumen Cinema"}, address={"en": "1 Projector Lane"}
    )
    return actions.add_screen(venue, {"en": name}, **{"seats": 120, **fields})


def block(edition: Edition, *films: Entry, title: str = "Shorts 1") -> Block:
    return actions.create_block(edition, {"en": title}, films)


def draft(edition: Edition) -> ScheduleVersion:
    return actions.open_draft(edition)


def showing(of: Block, **fields: Any) -> Screening:
    return actions.create_screening(of.edition, block=of, **fields)


def at(edition: Edition, hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """A wall time on the festival's first day, or `day` days later."""
    on = edition.starts_on + timedelta(days=day)
    return instant_on_festival_day(on, time(hour, minute), edition.tz)


def slot(version: ScheduleVersion, screening: Screening, on: Screen, starts: datetime, **fields: Any) -> Slot:
    return actions.place(version, screening, on, starts, **fields)


def announce_selection(edition: Edition) -> Edition:
    edition.selection_released_at = timezone.now()
    edition.save(update_fields=["selection_released_at"])
    return edition


def released_programme(edition: Edition, *films: Entry, title: str = "Shorts 1") -> ScheduleVersion:
    """One confirmed showing of one block on the first evening, released."""
    announce_selection(edition)
    version = draft(edition)
    slot(version, showing(block(edition, *films, title=title)), screen(edition), at(edition, 20))
    return actions.release_schedule(version)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def on(year: int, month: int, day: int) -> date:
    return date(year, month, day)


def with_still(entry: Entry, size: tuple[int, int] = (640, 360)) -> Entry:
    """A real picture, kept the way the entry desk keeps it."""
    entry.still = store_picture(Image.new("RGB", size, "teal"))
    entry.save(update_fields=["still"])
    return entry
