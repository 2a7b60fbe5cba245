"""The programme for people's own calendars (RFC 5545, 7986).

A screening keeps its UID over all versions; SEQUENCE counts the releases that changed it; what was called off stays,
as cancelled, because a missing event is not removed by every client; what is pencilled is never in it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText, vUri

from festival.models import Edition
from screenings.cards import titles
from screenings.models import Slot
from screenings.programme import public_films
from submissions.models import Entry

REFRESH = timedelta(minutes=30)


def calendar_of(edition: Edition, slots: Iterable[Slot], *, name: str, path: str) -> bytes:
    """`slots` must be for the audience; `path` is the feed's own address."""
    slots = list(slots)
    films = public_films(edition, {pk for slot in slots for pk in slot.entry_ids})
    calendar = Calendar()
    calendar.add("prodid", "-//Festival portal//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _clean(name))
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("x-wr-timezone", edition.time_zone)
    calendar["uid"] = vText(f"edition-{edition.pk}@{_host()}")
    calendar["source"] = vUri(absolute(path))
    calendar["source"].params["VALUE"] = "URI"
    calendar["refresh-interval"] = vDuration(REFRESH)
    calendar["refresh-interval"].params["VALUE"] = "DURATION"
    calendar["x-published-ttl"] = vDuration(REFRESH)
    stamps = [slot.changed_at for slot in slots if slot.changed_at]
    calendar.add("last-modified", max(stamps, default=timezone.now()).astimezone(UTC))
    for slot in slots:
        entries = [films[pk] for pk in slot.entry_ids if pk in films]
        calendar.add_component(_event(edition, slot, entries))
    calendar.add_missing_timezones()
    for zone in calendar.walk("VTIMEZONE"):
        zone.pop("COMMENT", None)
    return calendar.to_ical()


def absolute(path: str) -> str:
    return f"{settings.PORTAL_URL}{path}"


def screening_path(edition: Edition, slot: Slot) -> str:
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug, "pk": slot.screening_id}
    return reverse("public:screening", kwargs=kwargs)


def _event(edition: Edition, slot: Slot, entries: list[Entry]) -> Event:
    changed = (slot.changed_at or slot.version.released_at).astimezone(UTC)
    event = Event()
    event.add("uid", f"{slot.screening_id}@{_host()}")
    event.add("sequence", slot.sequence)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", _wall(slot.starts_at, edition))
    event.add("dtend", _wall(slot.ends_at, edition))
    event.add("summary", _clean(str(slot.title)), parameters={"LANGUAGE": get_language() or "en"})
    event.add("status", "CANCELLED" if slot.status == "cancelled" else "CONFIRMED")
    event.add("location", _clean(_where(slot)))
    event.add("description", _clean(_what(slot, entries)))
    event.add("url", absolute(screening_path(edition, slot)))
    event.add(
        "categories",
        [_("Screening") if slot.screening.block_id else slot.screening.session.get_kind_display()],
    )
    event.add("transp", "OPAQUE")
    return event


def _wall(instant: datetime, edition: Edition) -> datetime:
    return instant.astimezone(edition.tz)


def _where(slot: Slot) -> str:
    address = " ".join(str(slot.screen.venue.address).split())
    return ", ".join(part for part in (slot.screen.full_name, address) if part)


def _what(slot: Slot, entries: list[Entry]) -> str:
    session = slot.screening.session
    if session is not None:
        return "\n".join(part for part in (session.people, str(session.description)) if part)
    return "\n".join(_film_line(entry) for entry in entries)


def _film_line(entry: Entry) -> str:
    names = titles(entry)
    title = f"{names['title']} ({names['title_other']})" if names["title_other"] else names["title"]
    return f"{title} – {', '.join(entry.directors)}"


def _clean(text: str) -> str:
    """Control characters have no place in a calendar; line breaks do."""
    return "".join(character for character in text if character == "\n" or character.isprintable())


def _host() -> str:
    return urlsplit(settings.PORTAL_URL).hostname or "localhost"
