"""The reserve list: its order, and moving up when a selected film drops out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict
from festival.models import Edition
from submissions.actions.deciding import decide
from submissions.enums import Decision
from submissions.models import Entry, ReservePlace
from submissions.reserve import free_places, on_reserve


@transaction.atomic
def order_reserve(edition: Edition, keys: Sequence[UUID], *, by: Any) -> None:
    """Put the list in this order; films that it does not name come after them, as they stood."""
    stored = open_edition_row(edition.pk)
    films = {film.pk: film for film in on_reserve(stored)}
    before = [film.number for film in films.values()]
    wanted = [key for key in dict.fromkeys(keys) if key in films]
    order = [*wanted, *(key for key in films if key not in set(wanted))]
    ReservePlace.objects.bulk_create(
        [ReservePlace(entry_id=key, place=place) for place, key in enumerate(order, start=1)],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["place"],
    )
    after = [films[key].number for key in order]
    if before != after:
        audit.record("reserve.ordered", edition, by=by, numbers=after)


@transaction.atomic
def move_up(entry: Entry, *, by: Any, instead_of: Entry | None = None) -> Entry:
    """From the reserve into the announced selection: the makers get a letter of their own, and their to-dos.

    `instead_of`: the film that has dropped out; its place is taken once. Raises Conflict when the selection is not
    announced, the film is not on the reserve (any more), or the place is not free (any more).
    """
    edition = open_edition_row(entry.edition_id)
    entry.refresh_from_db(fields=["state", "decision"])
    if edition.selection_released_at is None or entry.decision != Decision.RESERVE:
        raise Conflict(_("Only a film on the reserve of an announced selection can move up."))
    if instead_of is not None and instead_of not in free_places(edition):
        raise Conflict(_("This place is no longer free. Look at the list again."))
    if instead_of is not None:
        ReservePlace.objects.filter(instead_of=instead_of).update(instead_of=None)
    decide(entry, Decision.SELECTED, by=by, note=_why(instead_of))
    ReservePlace.objects.update_or_create(
        entry=entry, defaults={"moved_up_at": timezone.now(), "instead_of": instead_of}
    )
    audit.record("entry.moved_up", entry, by=by, instead_of=instead_of.number if instead_of else None)
    return entry


def _why(instead_of: Entry | None) -> str:
    if instead_of is None:
        return _("Moved up from the reserve list.")
    return _("Moved up from the reserve list for No. %(number)s, “%(title)s”, which dropped out.") % {
        "number": instead_of.number,
        "title": instead_of.title,
    }
