from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.localized import LocalizedText
from festival.models import Edition
from screenings.films import official_selection
from screenings.models import Block, BlockFilm, Session
from submissions.models import Entry


@transaction.atomic
def create_block(
    edition: Edition, title: Any, entries: Iterable[Entry] = (), *, by: Any = None, **fields: Any
) -> Block:
    """A block of films of the selection, in this order. `title` is {"en": …, "zh-hans": …}."""
    slug = _free_slug(edition, str(LocalizedText(title)) if isinstance(title, dict) else title)
    block = Block.objects.create(edition=edition, title=title, slug=slug, **fields)
    audit.record("block.created", block, by=by)
    set_films(block, list(entries), by=by)
    return block


@transaction.atomic
def set_films(block: Block, entries: Sequence[Entry], *, by: Any) -> None:
    """The block's films, in this order: whatever stood there before is forgotten."""
    _lock(block)
    _must_be_selected(block, entries)
    before = list(block.block_films.values_list("entry_id", flat=True))
    after = list(dict.fromkeys(entry.pk for entry in entries))
    if before == after:
        return
    block.block_films.all().delete()
    BlockFilm.objects.bulk_create(
        BlockFilm(block=block, entry_id=pk, position=position) for position, pk in enumerate(after)
    )
    audit.record("block.films_set", block, by=by, films=[str(pk) for pk in after])


@transaction.atomic
def add_film(block: Block, entry: Entry, *, by: Any) -> None:
    _lock(block)
    present = [item.entry for item in block.block_films.select_related("entry")]
    set_films(block, [*present, entry], by=by)


@transaction.atomic
def remove_film(block: Block, entry: Entry, *, by: Any) -> None:
    _lock(block)
    rest = [item.entry for item in block.block_films.select_related("entry") if item.entry_id != entry.pk]
    _reorder(block, rest, by=by)


@transaction.atomic
def move_film(block: Block, entry: Entry, steps: int, *, by: Any) -> None:
    """Towards the end (positive) or the beginning (negative); at the edge nothing happens."""
    _lock(block)
    order = [item.entry for item in block.block_films.select_related("entry")]
    here = next((place for place, film in enumerate(order) if film.pk == entry.pk), None)
    if here is None:
        raise Conflict(_("This film is no longer in the block."))
    order.insert(max(0, min(len(order) - 1, here + steps)), order.pop(here))
    _reorder(block, order, by=by)


@transaction.atomic
def order_films(block: Block, keys: Sequence[str], *, by: Any) -> None:
    """The order that somebody dragged. Films that came or went in the meantime are a conflict, not a loss."""
    _lock(block)
    films = {str(item.entry_id): item.entry for item in block.block_films.select_related("entry")}
    if set(films) != set(keys) or len(films) != len(keys):
        raise Conflict
    _reorder(block, [films[key] for key in keys], by=by)


def create_session(edition: Edition, title: Any, *, by: Any = None, **fields: Any) -> Session:
    """`fields`: kind, description, duration_min, people."""
    session = Session.objects.create(edition=edition, title=title, **fields)
    audit.record("session.created", session, by=by)
    return session


@transaction.atomic
def delete_block(block: Block, *, by: Any) -> None:
    """A block that is scheduled nowhere."""
    if block.screenings.exists():
        raise Conflict(_("This block has showings. Delete or cancel them first."))
    audit.record("block.deleted", block, by=by)
    block.delete()


@transaction.atomic
def delete_session(session: Session, *, by: Any) -> None:
    if session.screenings.exists():
        raise Conflict(_("This session stands in the schedule. Delete it there first."))
    audit.record("session.deleted", session, by=by)
    session.delete()


def _reorder(block: Block, order: Sequence[Entry], *, by: Any) -> None:
    """As set_films, but without asking whether each film is still selected: they stood here already."""
    kept = {item.entry_id: item for item in block.block_films.all()}
    block.block_films.exclude(entry__in=order).delete()
    for position, entry in enumerate(order):
        kept[entry.pk].position = position
    BlockFilm.objects.bulk_update([kept[entry.pk] for entry in order], ["position"])
    audit.record("block.films_set", block, by=by, films=[str(entry.pk) for entry in order])


def _lock(block: Block) -> None:
    Block.objects.select_for_update().get(pk=block.pk)


def _must_be_selected(block: Block, entries: Sequence[Entry]) -> None:
    there = set(block.block_films.values_list("entry_id", flat=True))
    chosen = set(official_selection(block.edition).values_list("pk", flat=True))
    for entry in entries:
        if entry.pk not in chosen and entry.pk not in there:
            raise Conflict(_("“%(film)s” is not in the official selection.") % {"film": entry.title})


def _free_slug(edition: Edition, title: str) -> str:
    stem = slugify(title, allow_unicode=True)[:70] or "block"
    taken = set(edition.blocks.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug for n in range(1, len(taken) + 2) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken
    )
