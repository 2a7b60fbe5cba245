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
    name: str
    label: Promise | str
    icon: str
    may: Callable[[Any, Edition], bool]
    count: Callable[[Edition], int] = lambda edition: 0


DOORS = (
    Door("programme_desk:home", _("Overview"), "home", rules.can_enter_desk),
    Door("entry_desk:entries", _("Entries"), "film", rules.can_enter_desk),
    Door("entry_desk:call", _("Call"), "calendar", rules.can_programme),
    Door("entry_desk:imports", _("Import and export"), "download", rules.can_programme),
    Door("entry_desk:preselection", _("Pre-selection"), "eye", rules.can_programme),
    Door("entry_desk:selection", _("Selection"), "check", rules.can_programme),
    Door("entry_desk:making", _("How they were made"), "code", rules.can_programme),
    Door("entry_desk:todos", _("To-dos"), "check", rules.can_programme),
    Door("entry_desk:likenesses", _("Look-alikes"), "copy", rules.can_programme),
    Door("entry_desk:workshop", _("Workshop"), "reel", rules.can_programme),
    Door(
        "entry_desk:messages",
        _("Messages"),
        "message",
        rules.can_programme,
        lambda edition: edition.messages_waiting,
    ),
    Door("jury_desk:rounds", _("Jury rounds"), "star", rules.can_programme),
    Door("jury_desk:standings", _("Standings"), "chart", rules.can_see_results),
    Door("jury_desk:awards", _("Awards"), "trophy", rules.can_direct),
    Door("jury_desk:feedback", _("Comments"), "mail", rules.can_direct),
    Door("programme_desk:programme", _("Programme"), "calendar", rules.can_enter_desk),
    Door("programme_desk:venues", _("Venues"), "pin", rules.can_programme),
    Door("desk:team", _("Team"), "users", rules.can_programme),
    Door("desk:setup", _("Set-up"), "gear", rules.can_programme),
    Door("desk:letters", _("Letters"), "mail", rules.can_direct),
    Door("desk:audit", _("Trail"), "clock", rules.can_direct),
)


def desk_nav(user: Any, edition: Edition, path: str) -> list[dict[str, Any]]:
    """What the side of the desk shows to this person: label, url, icon, current, count."""
    kwargs = {"festival": edition.festival.slug, "edition": edition.slug}
    overview = f"{reverse('desk:chooser')}{edition.festival.slug}/{edition.slug}/"
    items = []
    for door in DOORS:
        url = _address(door.name, kwargs)
        if url and door.may(user, edition):
            items.append(
                {
                    "label": door.label,
                    "url": url,
                    "icon": door.icon,
                    "current": False,
                    "count": door.count(edition),
                }
            )
    for item in items:
        # Below a section's address we are in that section; but everything lies below the overview's.
        item["current"] = path == item["url"] or (path.startswith(item["url"]) and item["url"] != overview)
    return items


def _address(name: str, kwargs: dict[str, str]) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
