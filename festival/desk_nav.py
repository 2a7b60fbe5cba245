"""The sections of an edition's desk: one list of addresses, from which each role sees its own.

The rooms above are named by string. A name that does not exist (yet) is left out; so a room can be built, or taken
away, without touching this file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from festival import rules
from festival.models import Edition


@dataclass(frozen=True)
class Door:
    """One section. `also` names the addresses, below the edition's, of pages that belong to it but lie elsewhere."""

    name: str
    label: Promise | str
    icon: str
    may: Callable[[Any, Edition], bool]
    count: Callable[[Edition], int] = lambda edition: 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wing:
    """Sections that belong together, under one heading; the first has none."""

    label: Promise | str
    doors: tuple[Door, ...]


WINGS = (
    Wing("", (Door("programme_desk:home", _("Overview"), "home", rules.can_enter_desk),)),
    Wing(
        _("Films"),
        (
            Door("entry_desk:entries", _("Entries"), "film", rules.can_enter_desk),
            Door(
                "entry_desk:call",
                _("Call"),
                "calendar",
                rules.can_programme,
                also=("questions/", "agreement/"),
            ),
            Door("entry_desk:preselection", _("Pre-selection"), "eye", rules.can_programme),
            Door("entry_desk:selection", _("Selection"), "check", rules.can_programme),
            Door("entry_desk:todos", _("To-dos"), "flag", rules.can_programme, also=("copies/",)),
            Door("entry_desk:making", _("How they were made"), "code", rules.can_programme),
            Door("entry_desk:likenesses", _("Look-alikes"), "copy", rules.can_programme),
            Door("entry_desk:workshop", _("Workshop"), "reel", rules.can_programme),
            Door("entry_desk:imports", _("Import and export"), "download", rules.can_programme),
        ),
    ),
    Wing(
        _("Jury"),
        (
            Door(
                "jury_desk:rounds",
                _("Jury rounds"),
                "star",
                rules.can_programme,
                also=(
                    "juries/",
                    "blocs/",
                    "seats/",
                    "criteria/",
                    "conflicts/",
                    "reminders/",
                    "preview/",
                    "votes/",
                ),
            ),
            Door(
                "jury_desk:standings",
                _("Standings"),
                "chart",
                rules.can_see_results,
                also=("final-votes/",),
            ),
            Door("jury_desk:scrutiny", _("Scrutiny"), "lock", rules.can_see_results),
            Door(
                "jury_desk:deliberations",
                _("Deliberations"),
                "users",
                rules.can_see_results,
                lambda edition: edition.deliberations_open,
            ),
            Door("jury_desk:awards", _("Awards"), "trophy", rules.can_direct),
            Door("jury_desk:feedback", _("Comments"), "edit", rules.can_direct),
        ),
    ),
    Wing(
        _("Programme"),
        (
            Door("programme_desk:programme", _("Programme"), "ticket", rules.can_enter_desk),
            Door("programme_desk:venues", _("Venues"), "pin", rules.can_programme),
        ),
    ),
    Wing(
        _("Office"),
        (
            Door(
                "entry_desk:messages",
                _("Messages"),
                "message",
                rules.can_programme,
                lambda edition: edition.messages_waiting,
            ),
            Door("desk:letters", _("Letters"), "mail", rules.can_direct),
            Door("desk:team", _("Team"), "users", rules.can_programme),
            Door("desk:setup", _("Set-up"), "gear", rules.can_programme, also=("next-year/",)),
            Door("desk:audit", _("Trail"), "clock", rules.can_direct),
        ),
    ),
)
DOORS = tuple(door for wing in WINGS for door in wing.doors)


def desk_nav(user: Any, edition: Edition, path: str) -> list[dict[str, Any]]:
    """What the side of the desk shows to this person: label, url, icon, current, count, and the wing it stands in."""
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug}
    overview = f"{reverse('desk:chooser')}{edition.festival.slug}/{edition.slug}/"
    items = []
    for wing in WINGS:
        for door in wing.doors:
            url = _address(door.name, kwargs)
            if url and door.may(user, edition):
                # Below a section's address we are in that section; but everything lies below the overview's.
                below = [f"{overview}{part}" for part in door.also] + ([url] if url != overview else [])
                items.append(
                    {
                        "wing": wing.label,
                        "label": door.label,
                        "url": url,
                        "icon": door.icon,
                        "current": path == url or path.startswith(tuple(below)),
                        "count": door.count(edition),
                    }
                )
    return items


def _address(name: str, kwargs: dict[str, str]) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
