"""The lists of things to do: which films they are for, when they are due, and what the portal sees by itself."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils.functional import Promise

from festival.models import Edition
from submissions.models import Entry, Todo, TodoKind

Look = Callable[[list[Entry]], set[UUID]]
"""Of these films, the keys of those for which the thing is done. One question for all of them."""
Room = Callable[[Entry], str]
"""The address of the maker's page on which it is done."""

_looks: dict[str, tuple[Promise | str, Look]] = {}
_rooms: dict[str, Room] = {}


def see_by_itself(name: str, label: Promise | str, look: Look, *, room: Room) -> None:
    """Teach the portal to see that something is done; the rooms above add theirs in `AppConfig.ready`."""
    _looks[name] = (label, look)
    _rooms[name] = room


def room_of(name: str, entry: Entry) -> str:
    """Where its makers do it; empty for what is only said."""
    return _rooms[name](entry) if name in _rooms else ""


def looks() -> list[tuple[str, Promise | str]]:
    """What a to-do may be checked by, for a form."""
    return [(name, label) for name, (label, _look) in _looks.items()]


def seen_done(name: str, entries: list[Entry]) -> set[UUID]:
    """Empty too for a name that no room answers to any more."""
    return _looks[name][1](entries) if entries and name in _looks else set()


def give_todos(edition: Edition, entries: Iterable[Entry]) -> int:
    """Each of these selected films gets what the list says and it does not have yet. Returns how many films."""
    films = list(entries)
    kinds = list(edition.todo_kinds.all())
    wanted = [
        Todo(entry=film, kind=kind, due_on=due_day(kind, edition))
        for film in films
        for kind in kinds
        if kind.section_id is None or kind.section_id == film.section_id
    ]
    Todo.objects.bulk_create(wanted, batch_size=1000, ignore_conflicts=True)
    return len(films)


def overdue_count(edition: Edition, today: date) -> int:
    """How much is open for selected films although its day has passed."""
    return Todo.objects.of_edition(edition).valid().open().filter(due_on__lt=today).count()


def due_day(kind: TodoKind, edition: Edition) -> date | None:
    """A day on the wall of the festival. None: no day was set."""
    if kind.due_on or kind.due_after_days is None or edition.selection_released_at is None:
        return kind.due_on
    told = edition.selection_released_at.astimezone(edition.tz).date()
    return told + timedelta(days=kind.due_after_days)
