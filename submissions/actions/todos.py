"""The to-dos of selected films: the edition's list, the makers' answers, what the portal sees, and reminders."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition, Letter, User
from submissions import emails
from submissions.enums import TodoState
from submissions.lifecycle import todo_state
from submissions.makers import letter_readers
from submissions.models import AfterSelection, Entry, Todo, TodoKind
from submissions.tellings import with_readers
from submissions.todos import due_day, give_todos, seen_done


@transaction.atomic
def save_todo_kind(kind: TodoKind, *, by: Any) -> TodoKind:
    """Add a line to the edition's list or change it; films that are selected already get it too."""
    new = kind.pk is None
    if new:
        kind.position = kind.edition.todo_kinds.count()
    kind.save()
    audit.record("todokind.added" if new else "todokind.changed", kind, by=by)
    if kind.edition.selection_released_at:
        told = Entry.objects.of_edition(kind.edition).selected_publicly()
        give_todos(kind.edition, told)
        open_ones = Todo.objects.filter(kind=kind, state=TodoState.OPEN)
        open_ones.update(due_on=due_day(kind, kind.edition))
    return kind


@transaction.atomic
def remove_todo_kind(kind: TodoKind, *, by: Any) -> None:
    """Take a line off the list, unless somebody has answered it."""
    if kind.todos.filter(state=TodoState.DONE).exclude(answer={}).exists():
        raise Conflict(_("Makers have answered this already. Mark it as not needed where it is not."))
    audit.record("todokind.deleted", kind, by=by)
    kind.delete()


@transaction.atomic
def answer_todo(todo: Todo, answer: dict[str, Any], *, by: Any) -> Todo:
    """The maker has done it. Answering again changes the answer."""
    present = Todo.objects.select_for_update(of=("self",)).get(pk=todo.pk)
    if present.state == TodoState.WAIVED:
        raise Conflict(_("This is not needed any more."))
    if present.state == TodoState.DONE:
        todo_state.move(todo, TodoState.OPEN, by=by, settled_at=None, settled_by=None)
    now = timezone.now()
    return todo_state.move(todo, TodoState.DONE, by=by, answer=answer, settled_at=now, settled_by=by)


@transaction.atomic
def waive_todo(todo: Todo, *, by: Any) -> Todo:
    """The office does without it."""
    return todo_state.move(todo, TodoState.WAIVED, by=by, settled_at=timezone.now(), settled_by=by)


@transaction.atomic
def reopen_todo(todo: Todo, *, by: Any) -> Todo:
    """Wanted again; what the maker wrote stays."""
    return todo_state.move(todo, TodoState.OPEN, by=by, settled_at=None, settled_by=None)


def settle_seen_todos(todos: Any) -> int:
    """Of these open to-dos, settle those that the portal sees to be done. Returns how many."""
    waiting = todos.valid().open().exclude(kind__check_by="").select_related("kind", "entry__film")
    by_look: dict[str, list[Todo]] = {}
    for todo in waiting:
        by_look.setdefault(todo.kind.check_by, []).append(todo)
    done = [
        todo
        for look, those in by_look.items()
        for seen in [seen_done(look, [todo.entry for todo in those])]
        for todo in those
        if todo.entry_id in seen
    ]
    if done:
        moves = {todo.pk: TodoState.DONE for todo in done}
        todo_state.move_many(Todo, moves, by=None, settled_at=timezone.now())
    return len(done)


def remind_of_todos(edition: Edition, todos: Iterable[Todo], *, today: date) -> list[Letter]:
    """One letter a person with all that is open for their films, at most one a day; nobody is told the office's name."""
    entries = {todo.entry_id for todo in todos}
    films = with_readers(Entry.objects.filter(pk__in=entries).selected_publicly()).prefetch_related(
        "todos__kind"
    )
    wanted: dict[int, tuple[User, list[Todo]]] = {}
    for film in films.by_number():
        still_open = [todo for todo in film.todos.all() if todo.state == TodoState.OPEN]
        for todo in still_open:
            todo.entry = film
        for person in letter_readers(film):
            wanted.setdefault(person.pk, (person, []))[1].extend(still_open)
    return [
        emails.post_todos(edition, person, open_ones, today=today)
        for person, open_ones in wanted.values()
        if open_ones
    ]


def remind_what_is_due(edition: Edition, *, today: date) -> list[Letter]:
    """By the edition's rules: so many days before something is due, and again and again while it is overdue."""
    after = AfterSelection.objects.filter(edition=edition).first() or AfterSelection(edition=edition)
    days = [today + timedelta(days=before) for before in after.remind_days_before]
    settle_seen_todos(Todo.objects.of_edition(edition))
    still_open = Todo.objects.of_edition(edition).valid().open().filter(due_on__isnull=False)
    due = [todo for todo in still_open if todo.due_on in days or _is_nagged(todo, after, today)]
    return remind_of_todos(edition, due, today=today)


def _is_nagged(todo: Todo, after: AfterSelection, today: date) -> bool:
    """On every so manieth day after the day on which it was due."""
    every = after.remind_overdue_every
    return bool(every) and todo.is_overdue_on(today) and (today - todo.due_on).days % every == 0  # type: ignore[operator]  # overdue has a day
