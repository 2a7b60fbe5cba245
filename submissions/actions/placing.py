"""Where films stand in the edition: in which section, in which category."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from festival import audit
from festival.models import Category, Section
from media_pipeline.actions import reinspect
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.models import Asset
from submissions.actions.locking import locked
from submissions.models import Entry
from submissions.technical import spec_for


def set_sections(wanted: Mapping[UUID, int | None], *, by: Any, **told: Any) -> list[Entry]:
    """Each film into its section, or out of any. Returns those that moved."""
    with transaction.atomic():
        names = _names(Section, wanted)
        moved = _move("section_id", wanted)
        audit.record_many(
            [
                audit.line("entry.section_set", entry, by=by, section=names.get(wanted[entry.pk], ""), **told)
                for entry in moved
            ]
        )
    return moved


def set_categories(wanted: Mapping[UUID, int], *, by: Any, **told: Any) -> list[Entry]:
    """Each film into its category; films that other rules hold for now are judged anew, without being measured."""
    with transaction.atomic():
        categories = Category.objects.in_bulk(set(wanted.values()))
        moved = _move("category_id", wanted)
        films = Asset.objects.in_bulk([entry.film_id for entry in moved])
        for entry in moved:
            spec, film = spec_for(categories[wanted[entry.pk]]), films.get(entry.film_id)
            if film is not None and film.spec != spec:
                reinspect(film, TechnicalSpec.from_json(spec), by=by)
        audit.record_many(
            [
                audit.line(
                    "entry.category_changed", entry, by=by, category=categories[wanted[entry.pk]].slug, **told
                )
                for entry in moved
            ]
        )
    return moved


def _move(column: str, wanted: Mapping[UUID, Any]) -> list[Entry]:
    moved = [entry for entry in locked(wanted) if getattr(entry, column) != wanted[entry.pk]]
    keys = defaultdict(list)
    for entry in moved:
        keys[wanted[entry.pk]].append(entry.pk)
    for value, those in keys.items():
        Entry.objects.filter(pk__in=those).update(**{column: value}, updated_at=timezone.now())
    return moved


def _names(model: Any, wanted: Mapping[UUID, Any]) -> dict[Any, str]:
    return {row.pk: row.slug for row in model.objects.filter(pk__in={key for key in wanted.values() if key})}
