"""The schedule's warnings, in sentences. Derived each time; they never stop anyone from saving a draft."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from screenings.films import film_facts
from screenings.models import ScheduleVersion, Screen, Slot
from screenings.planning.clashes import Clash, Placement, ScreenFacts, clashes
from submissions.models import Entry


@dataclass(frozen=True)
class ScheduleWarning:
    code: str
    text: str
    blocks: bool
    keys: tuple[Any, ...]


def warnings_of(version: ScheduleVersion) -> list[ScheduleWarning]:
    """Everything worth saying about this schedule; `keys` are the slots concerned."""
    edition = version.edition
    found = clashes(
        [_placement(slot) for slot in _slots(version)],
        first=edition.starts_on,
        last=edition.ends_on,
        zone=edition.tz,
    )
    return [ScheduleWarning(clash.code, sentence(clash), clash.blocks, clash.keys) for clash in found]


def obstacles_to_release(version: ScheduleVersion) -> list[str]:
    """What a release refuses, as sentences."""
    problems = [warning.text for warning in warnings_of(version) if warning.blocks]
    slots = _slots(version)
    if not slots:
        problems.append(_("Nothing has been placed yet."))
    films = any(slot.screening.block_id and slot.status == "confirmed" for slot in slots)
    if films and version.edition.selection_released_at is None:
        problems.append(
            _(
                "The official selection has not been announced. The programme would give it away: announce it first."
            )
        )
    return problems


def sentence(clash: Clash) -> str:
    return _sentences()[clash.code] % clash.facts


def _sentences() -> dict[str, str]:
    return {
        "overlap": _("“%(one)s” and “%(other)s” overlap on %(screen)s."),
        "turnaround": _(
            "“%(one)s” and “%(other)s” on %(screen)s leave less than the %(minutes)s minutes of turnaround."
        ),
        "film_twice": _("“%(film)s” is shown on %(one)s and on %(other)s at the same time."),
        "outside_festival": _("“%(one)s” lies outside the festival days."),
        "empty_block": _("“%(one)s” holds no films yet."),
        "film_gone": _("“%(film)s” in “%(one)s” is no longer in the selection."),
        "hall_refused": _(
            "The makers of “%(film)s” in “%(one)s” have not allowed screenings in a hall. Ask them, or take it out."
        ),
        "vertical_film": _(
            "“%(film)s” in “%(one)s” is a vertical film; %(screen)s is horizontal. Choose another screen, "
            "or say of this one that it shows any format."
        ),
        "horizontal_film": _(
            "“%(film)s” in “%(one)s” is a horizontal film; %(screen)s is vertical. Choose another screen, "
            "or say of this one that it shows any format."
        ),
        "film_unmeasured": _("“%(film)s” in “%(one)s” has not been measured yet, so the end is a guess."),
    }


def _slots(version: ScheduleVersion) -> list[Slot]:
    films = "screening__block__block_films__entry"
    return list(
        version.slots.select_related(
            "screen__venue", "screening__block", "screening__session"
        ).prefetch_related(Prefetch(films, Entry.objects.select_related("permissions")), f"{films}__film")
    )


def _placement(slot: Slot) -> Placement:
    block = slot.screening.block
    return Placement(
        key=slot.pk,
        title=slot.screening.title,
        screen=_screen(slot.screen),
        starts=slot.starts_at,
        ends=slot.ends_at,
        free_again=slot.occupied_until,
        status=slot.status,
        is_block=block is not None,
        films=tuple(film_facts(item.entry) for item in block.block_films.all()) if block else (),
    )


def _screen(screen: Screen) -> ScreenFacts:
    return ScreenFacts(screen.pk, screen.full_name, screen.kind, screen.turnaround_min)
