"""How people like the table of entries: saved views, columns, density."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition
from submissions.models import SavedView, TableHabits

MOST_VIEWS = 50  # of one person in one edition


def save_view(
    edition: Edition, *, name: str, query: str, columns: list[str], shared: bool, by: Any
) -> SavedView:
    """Keep the question under this name; the same name again replaces it."""
    with transaction.atomic():
        kept = SavedView.objects.filter(edition=edition, owner=by)
        if not kept.filter(name=name).exists() and kept.count() >= MOST_VIEWS:
            raise Conflict(_("You have too many saved views. Delete some of them first."))
        view, _made = SavedView.objects.update_or_create(
            edition=edition,
            owner=by,
            name=name,
            defaults={"query": query, "columns": columns, "shared": shared},
        )
        if shared:
            audit.record("view.shared", view, by=by, query=query)
    return view


def change_view(view: SavedView, *, name: str, shared: bool, by: Any) -> SavedView:
    try:
        with transaction.atomic():
            told = shared and not view.shared
            view.name, view.shared = name, shared
            view.save(update_fields=["name", "shared"])
            if told:
                audit.record("view.shared", view, by=by, query=view.query)
    except IntegrityError:
        raise Conflict(_("There is a view of that name already.")) from None
    return view


def delete_view(view: SavedView, *, by: Any) -> None:
    with transaction.atomic():
        if view.shared:
            audit.record("view.deleted", view, by=by, query=view.query)
        view.delete()


def open_with(edition: Edition, view: SavedView | None, *, by: Any) -> None:
    """What this person sees when they come without a question."""
    keep_habits(edition, by=by, view=view)


def keep_habits(edition: Edition, *, by: Any, **habits: Any) -> TableHabits:
    kept, _made = TableHabits.objects.update_or_create(edition=edition, person=by, defaults=habits)
    return kept
