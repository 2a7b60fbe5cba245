"""Venues, blocks and hours of a demo festival, released like any programme."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from festival.models import Edition, User
from screenings.actions.blocks import create_block, create_session
from screenings.actions.places import add_screen, create_venue
from screenings.actions.release import release_schedule
from screenings.actions.schedule import create_screening, open_draft, place
from screenings.demo.plans import FestivalPlan
from screenings.models import Screen, Venue
from submissions.models import Entry


def build_programme(edition: Edition, plan: FestivalPlan, films: Mapping[str, Entry], by: User) -> None:
    screens = build_places(edition, plan, by)
    draft = open_draft(edition, name="First release", by=by)
    for planned in plan.blocks:
        block = create_block(edition, planned.title, [films[title] for title in planned.films], by=by)
        showing = create_screening(edition, block=block, qa_min=15, by=by)
        place(draft, showing, screens[planned.screen], _instant(edition, planned.day, planned.hour), by=by)
    for item in plan.sessions:
        session = create_session(
            edition,
            item.title,
            kind=item.kind,
            description=item.description,
            duration_min=item.minutes,
            by=by,
        )
        held = create_screening(edition, session=session, by=by)
        place(draft, held, screens[item.screen], _instant(edition, item.day, item.hour), by=by)
    release_schedule(draft, by=by)


def build_places(edition: Edition, plan: FestivalPlan, by: User) -> list[Screen]:
    venues: dict[str, Venue] = {}
    screens = []
    for planned in plan.screens:
        key = planned.venue["en"]
        if key not in venues:
            venues[key] = create_venue(edition, planned.venue, by=by)
        screens.append(
            add_screen(
                venues[key],
                planned.name,
                kind=planned.kind,
                seats=planned.seats,
                width_px=planned.width_px,
                height_px=planned.height_px,
                by=by,
            )
        )
    return screens


def _instant(edition: Edition, day: int, hour: str) -> datetime:
    wall = datetime.fromisoformat(f"{edition.starts_on + timedelta(days=day)}T{hour}")
    return wall.replace(tzinfo=edition.tz)
