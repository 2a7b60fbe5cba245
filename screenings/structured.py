"""What search engines and share cards read: schema.org descriptions of the festival, its films and its screenings."""

from collections.abc import Iterable, Sequence
from typing import Any

from festival.models import Edition
from judging.results import PublishedHonour
from screenings.calendar import absolute, screening_path
from screenings.cards import film_url, titles
from screenings.models import Slot
from screenings.stills import still_url
from submissions.models import Entry

SCHEMA = "https://schema.org"


def festival_event(edition: Edition, path: str) -> dict[str, Any]:
    return {
        "@context": SCHEMA,
        "@type": "Festival",
        "@id": f"{absolute(path)}#festival",
        "name": str(edition.name),
        "url": absolute(path),
        "startDate": edition.starts_on.isoformat(),
        "endDate": edition.ends_on.isoformat(),
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": str(edition.festival.city or edition.festival.name)},
        "organizer": {"@type": "Organization", "name": str(edition.festival.name)},
    }


def movie(entry: Entry, honours: Iterable[PublishedHonour] = ()) -> dict[str, Any]:
    names = titles(entry)
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Movie",
        "@id": f"{absolute(film_url(entry))}#film",
        "name": names["title"],
        "url": absolute(film_url(entry)),
        "director": [{"@type": "Person", "name": name} for name in entry.directors],
        "countryOfOrigin": [{"@type": "Country", "name": country.code} for country in entry.countries],
    }
    if names["title_other"]:
        data["alternateName"] = names["title_other"]
    if entry.runtime_s:
        whole = round(entry.runtime_s)
        data["duration"] = f"PT{whole // 60}M{whole % 60}S"
    if picture := still_url(entry, 1600):
        data["image"] = absolute(picture)
    if awards := [f"{honour.award}, {entry.edition}" for honour in honours]:
        data["award"] = awards
    return data


def screening_event(edition: Edition, slot: Slot, entries: Sequence[Entry]) -> dict[str, Any]:
    path = absolute(screening_path(edition, slot))
    cancelled = slot.status == "cancelled"
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "ScreeningEvent" if slot.screening.block_id else "Event",
        "@id": f"{path}#event",
        "name": str(slot.title),
        "url": path,
        "startDate": slot.starts_at.astimezone(edition.tz).isoformat(),
        "endDate": slot.ends_at.astimezone(edition.tz).isoformat(),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": {
            "@type": "MovieTheater" if slot.screening.block_id else "Place",
            "name": slot.screen.full_name,
            "address": str(slot.screen.venue.address or edition.festival.city),
        },
        "superEvent": {
            "@type": "Festival",
            "name": str(edition.name),
            "startDate": edition.starts_on.isoformat(),
        },
        "organizer": {"@type": "Organization", "name": str(edition.festival.name)},
    }
    if slot.screening.block_id:
        data["workPresented"] = [
            {"@type": "Movie", "@id": f"{absolute(film_url(entry))}#film", "name": titles(entry)["title"]}
            for entry in entries
        ]
    return data
