"""Tags: the office's words for groups of films."""

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition
from submissions.actions.locking import locked
from submissions.models import Entry, EntryTag, EntryTagging

MOST_TAGS = 200  # of one edition


def create_tag(edition: Edition, *, name: str, colour: str, by: Any) -> EntryTag:
    """A new word, or the one that is there already, whatever its capitals."""
    name = " ".join(name.split())
    with transaction.atomic():
        if known := EntryTag.objects.filter(edition=edition, name__iexact=name).first():
            return known
        if EntryTag.objects.filter(edition=edition).count() >= MOST_TAGS:
            raise Conflict(_("There are too many tags. Merge some of them first."))
        try:
            with transaction.atomic():
                tag = EntryTag.objects.create(edition=edition, name=name, colour=colour)
        except IntegrityError:  # a colleague had the same thought at the same moment
            return EntryTag.objects.get(edition=edition, name__iexact=name)
        audit.record("tag.created", tag, by=by, name=name)
    return tag


def change_tag(tag: EntryTag, *, name: str, colour: str, by: Any) -> EntryTag:
    """Another name or colour. A name that another tag has is a Conflict: merge them."""
    name = " ".join(name.split())
    with transaction.atomic():
        present = EntryTag.objects.select_for_update().get(pk=tag.pk)
        if EntryTag.objects.filter(edition=tag.edition_id, name__iexact=name).exclude(pk=tag.pk).exists():
            raise Conflict(_("There is a tag of that name already. Merge the two instead."))
        before = present.name
        present.name, present.colour = name, colour
        present.save(update_fields=["name", "colour"])
        audit.record("tag.changed", present, by=by, before=before, after=name)
    return present


def merge_tags(tag: EntryTag, into: EntryTag, *, by: Any) -> int:
    """All films of `tag` get `into`, and `tag` is gone. Returns how many films gained it."""
    with transaction.atomic():
        kept = list(EntryTag.objects.select_for_update().filter(pk__in=[tag.pk, into.pk]).order_by("pk"))
        if len(kept) < 2 or kept[0].edition_id != kept[1].edition_id:
            raise Conflict(_("These two tags cannot be merged."))
        keys = list(tag.taggings.values_list("entry_id", flat=True))
        gained = tag_entries(keys, into, by=by)
        audit.record("tag.merged", into, by=by, name=tag.name, films=len(keys))
        tag.delete()
    return len(gained)


def delete_tag(tag: EntryTag, *, by: Any) -> None:
    with transaction.atomic():
        films = tag.taggings.count()
        audit.record("tag.deleted", tag, by=by, name=tag.name, films=films)
        tag.delete()


def tag_entries(keys: Collection[Any], tag: EntryTag, *, by: Any, **told: Any) -> list[Entry]:
    """Give the tag to these films. Returns those that did not have it."""
    with transaction.atomic():
        entries = locked(keys)
        had = set(EntryTagging.objects.filter(tag=tag, entry__in=keys).values_list("entry_id", flat=True))
        fresh = [entry for entry in entries if entry.pk not in had and entry.edition_id == tag.edition_id]
        EntryTagging.objects.bulk_create(
            (EntryTagging(entry=entry, tag=tag, by=by) for entry in fresh), batch_size=1000
        )
        audit.record_many([audit.line("entry.tagged", entry, by=by, tag=tag.name, **told) for entry in fresh])
    return fresh


def untag_entries(keys: Collection[Any], tag: EntryTag, *, by: Any, **told: Any) -> list[Entry]:
    """Take the tag from these films. Returns those that had it."""
    with transaction.atomic():
        entries = locked(keys)
        rows = EntryTagging.objects.filter(tag=tag, entry__in=keys)
        had = set(rows.values_list("entry_id", flat=True))
        rows.delete()
        gone = [entry for entry in entries if entry.pk in had]
        audit.record_many(
            [audit.line("entry.untagged", entry, by=by, tag=tag.name, **told) for entry in gone]
        )
    return gone
