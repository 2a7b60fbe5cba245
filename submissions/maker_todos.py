"""The to-dos of a maker's selected films, for reading. Nothing before the announcement."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from submissions.actions.todos import settle_seen_todos
from submissions.enums import TodoState
from submissions.models import Entry, Todo
from submissions.querysets import made_by


def todos_of(entries: Iterable[Entry] | None, user: Any = None) -> list[dict[str, Any]]:
    """Of these films, or of all films of this person in festivals that are not over, then with the film's title.

    What the portal sees is settled first.
    """
    mine = Todo.objects.valid()
    if entries is None:
        # Of a festival that is over nothing is missing any more; a day's grace for those east of us.
        yesterday = timezone.now().date() - timedelta(days=1)
        mine = mine.filter(made_by(user, "entry__"), entry__edition__ends_on__gte=yesterday)
    else:
        mine = mine.filter(entry__in=list(entries))
    settle_seen_todos(mine)
    now = timezone.now()
    listed = mine.select_related("kind", "entry__edition").order_by("due_on", "kind__position", "pk")
    return [
        {
            "todo": todo,
            "overdue": todo.is_overdue_on(now.astimezone(todo.entry.edition.tz).date()),
            "tone": "warn" if todo.state == TodoState.OPEN else "",
            "film": todo.entry.title if entries is None else "",
        }
        for todo in listed
    ]
