"""What happened to an entry and what comes next, as its makers may know it. The rooms above add their own lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from festival.models import AuditRecord
from submissions.enums import EntryState, TodoState
from submissions.models import Entry


@dataclass(frozen=True)
class Event:
    """`at`: a moment, or a day without an hour. `ahead`: still to come."""

    at: datetime | date
    label: str
    text: str = ""
    ahead: bool = False


Teller = Callable[[Entry], Iterable[Event]]
"""Only what is public or told to the makers already: nobody asks again before it is shown."""

_tellers: dict[str, Teller] = {}


def tell_too(name: str, teller: Teller) -> None:
    _tellers[name] = teller


def more_events(entry: Entry) -> list[Event]:
    """From the check, the notification date, the to-dos and the rooms above."""
    own = [*_check(entry), *_moved_dates(entry), *_done_todos(entry)]
    return [*own, *(event for teller in _tellers.values() for event in teller(entry))]


def lines(entry: Entry, events: Iterable[Event]) -> list[dict[str, Any]]:
    """For components/timeline.html, in the order of time on the wall of the festival."""
    tz = entry.edition.tz

    def day(event: Event) -> tuple[date, bool, datetime | None]:
        if isinstance(event.at, datetime):
            return event.at.astimezone(tz).date(), False, event.at
        return event.at, True, None

    ordered = sorted(events, key=lambda e: (day(e)[0], day(e)[1], day(e)[2].timestamp() if day(e)[2] else 0))  # type: ignore[union-attr]
    return [
        {
            "when": date_format(event.at.astimezone(tz), "DATETIME_FORMAT")
            if isinstance(event.at, datetime)
            else date_format(event.at, "DATE_FORMAT"),
            "datetime": event.at.astimezone(tz) if isinstance(event.at, datetime) else "",
            "label": event.label,
            "text": event.text,
            "state": "todo" if event.ahead else "done",
        }
        for event in ordered
    ]


def _check(entry: Entry) -> Iterable[Event]:
    film = entry.film
    if entry.submitted_at and film is not None and film.is_accepted and film.verified_at:
        yield Event(film.verified_at, _("The film passed the technical check"))


def _moved_dates(entry: Entry) -> Iterable[Event]:
    """Each change of the public notification date since the entry was begun."""
    if entry.state == EntryState.DRAFT:
        return
    changes = AuditRecord.objects.filter(
        edition=entry.edition_id, action="edition.changed", at__gte=entry.created_at
    ).filter(facts__changes__has_key="decisions_on")
    for record in changes.order_by("pk"):
        old, new = (_day(value) for value in record.facts["changes"]["decisions_on"])
        yield Event(
            record.at,
            _("The notification date was changed"),
            _("from %(old)s to %(new)s") % {"old": old, "new": new},
        )


def _day(value: Any) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value else "–"


def _done_todos(entry: Entry) -> Iterable[Event]:
    if entry.selection_is_told:
        for todo in entry.todos.valid().filter(state=TodoState.DONE).select_related("kind"):
            yield Event(todo.settled_at, _("Done: %(what)s") % {"what": todo.kind})
