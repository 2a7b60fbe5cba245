"""Feeds are checked by reading them back with another pair of eyes: the icalendar parser."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from screenings import actions
from tests.factories import screenings as make


@pytest.fixture
def autumn(edition):
    """Two days around the night on which Rome puts its clocks back."""
    edition.starts_on, edition.ends_on = date(2026, 10, 24), date(2026, 10, 25)
    edition.time_zone = "Europe/Rome"
    edition.save()
    return make.announce_selection(edition)


@pytest.fixture
def tree(category, filmmaker):
    return make.film(category, filmmaker, "Our Tree")


@pytest.fixture
def grand(edition):
    return make.screen(edition)


def read(client, edition, tail="programme.ics"):
    response = client.get(f"/{edition.festival.slug}/{edition.slug}/{tail}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(response.content)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    assert all(len(line) <= 75 for line in response.content.splitlines())
    return calendar


def events(client, edition, tail="programme.ics"):
    return {str(event["SUMMARY"]): event for event in read(client, edition, tail).walk("VEVENT")}


def test_a_feed_names_itself_and_its_zone(client, autumn, tree):
    make.released_programme(autumn, tree)
    calendar = read(client, autumn)
    assert [str(calendar[key]) for key in ("VERSION", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE")] == [
        "2.0",
        "PUBLISH",
        "Edition 2026",
        "Edition 2026",
        "Europe/Rome",
    ]
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Rome"]


def test_an_event_says_what_where_and_when(client, autumn, tree):
    slot = make.released_programme(autumn, tree).slots.get()
    event = events(client, autumn)["Shorts 1"]
    assert str(event["UID"]) == f"{slot.screening_id}@127.0.0.1"
    assert (event["DTSTART"].params["TZID"], event["DTSTART"].dt.replace(tzinfo=None)) == (
        "Europe/Rome",
        datetime(2026, 10, 24, 20),  # noqa: DTZ001 (the wall's own time)
    )
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert str(event["LOCATION"]) == "Lumen Cinema · Grand, 1 Projector Lane"
    assert str(event["DESCRIPTION"]) == "Our Tree – Director of Our Tree"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == slot.changed_at.replace(microsecond=0)
    assert str(event["URL"]).endswith(f"/lumen/2026/screenings/{slot.screening_id}/")


def test_a_night_with_an_hour_more_keeps_its_length(client, autumn, tree, grand):
    talk = actions.create_session(autumn, {"en": "Long night"}, duration_min=180)
    version = make.draft(autumn)
    make.slot(version, actions.create_screening(autumn, session=talk), grand, make.at(autumn, 1, 30))
    actions.release_schedule(version)
    event = events(client, autumn)["Long night"]
    walls = [event[key].dt.replace(tzinfo=None) for key in ("DTSTART", "DTEND")]
    assert walls == [datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 3, 30)]  # noqa: DTZ001
    assert event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC) == timedelta(hours=3)


def test_over_midnight(client, autumn, tree, grand):
    talk = actions.create_session(autumn, {"en": "Midnight"}, duration_min=60)
    version = make.draft(autumn)
    make.slot(version, actions.create_screening(autumn, session=talk), grand, make.at(autumn, 23, 30))
    actions.release_schedule(version)
    event = events(client, autumn)["Midnight"]
    assert [event[key].dt.date() for key in ("DTSTART", "DTEND")] == [date(2026, 10, 24), date(2026, 10, 25)]


def test_moved_cancelled_and_restored(client, autumn, tree):
    """The same UID over all versions, a sequence that only climbs, and a cancellation that stays."""
    first = make.released_programme(autumn, tree)
    slot = first.slots.get()
    told = [_line(client, autumn)]
    for change in ("move", "nothing", "cancel", "nothing", "restore"):
        draft = make.draft(autumn)
        if change == "move":
            make.slot(draft, slot.screening, slot.screen, make.at(autumn, 21))
        elif change == "cancel":
            actions.cancel_screening(draft.slots.get(), by=None)
        elif change == "restore":
            make.slot(draft, slot.screening, slot.screen, make.at(autumn, 21))
        actions.release_schedule(draft)
        told.append(_line(client, autumn))
    uid = f"{slot.screening_id}@127.0.0.1"
    assert told == [
        (uid, 20, "CONFIRMED", 0),
        (uid, 21, "CONFIRMED", 1),
        (uid, 21, "CONFIRMED", 1),
        (uid, 21, "CANCELLED", 2),
        (uid, 21, "CANCELLED", 2),
        (uid, 21, "CONFIRMED", 3),
    ]


def _line(client, edition):
    event = events(client, edition)["Shorts 1"]
    return str(event["UID"]), event["DTSTART"].dt.hour, str(event["STATUS"]), event["SEQUENCE"]


def test_one_screening_alone(client, autumn, tree):
    slot = make.released_programme(autumn, tree).slots.get()
    assert list(events(client, autumn, f"screenings/{slot.screening_id}.ics")) == ["Shorts 1"]


def test_control_characters_do_not_reach_the_calendar(client, autumn, tree):
    make.released_programme(autumn, tree, title="Bell\x07 and; comma, and \\ back")
    assert list(events(client, autumn)) == ["Bell and; comma, and \\ back"]


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)])
def test_page_and_feed_show_the_same_hour(client, edition, tree, zone, day):
    edition.time_zone, edition.starts_on, edition.ends_on = zone, day, day
    edition.save()
    slot = make.released_programme(edition, tree).slots.get()
    event = events(client, edition)["Shorts 1"]
    assert event["DTSTART"].dt.astimezone(UTC) == slot.starts_at
    assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" == f"{day} 20:00"
    shown = client.get("/lumen/2026/programme/").content.decode()
    assert f'<time datetime="{slot.starts_at.astimezone(edition.tz).isoformat()}">20:00</time>' in shown
