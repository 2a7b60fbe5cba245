"""What happens when a festival is set up: found, open an edition, change it, show it to the public."""

from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.team import seat
from festival.changes import edition_changed
from festival.enums import Role
from festival.exceptions import Conflict, NotReady
from festival.models import Category, Edition, Festival, Section, User

Part = TypeVar("Part", Section, Category)


@transaction.atomic
def found_festival(festival: Festival, *, by: User) -> Festival:
    """Store a new, validated festival."""
    return _store_new(festival, "festival.founded", by)


@transaction.atomic
def open_edition(edition: Edition, *, by: User) -> Edition:
    """Store a new, validated edition. Whoever opens it becomes its first director."""
    _store_new(edition, "edition.opened", by)
    seat(edition, by, Role.DIRECTOR, by=by)
    return edition


@transaction.atomic
def change(instance: models.Model, *, fields: list[str], by: User) -> None:
    """Store changed fields of a festival, an edition, a section or a category; the trail keeps old and new."""
    if not fields:
        return
    model = type(instance)
    stored = model._default_manager.select_for_update(of=("self",)).get(pk=instance.pk)
    instance.save(update_fields=fields)
    changes = {name: [_told(getattr(stored, name)), _told(getattr(instance, name))] for name in fields}
    audit.record(f"{model._meta.model_name}.changed", instance, by=by, changes=changes)
    if isinstance(instance, Edition):
        edition_changed(instance, {name: (getattr(stored, name), getattr(instance, name)) for name in fields})


@transaction.atomic
def add_part(part: Part, *, by: User) -> Part:
    """Store a new section or category, at the end of the list."""
    siblings = type(part)._default_manager.filter(edition=part.edition)
    part.position = (siblings.aggregate(last=models.Max("position"))["last"] or 0) + 1
    return _store_new(part, f"{part._meta.model_name}.added", by)


@transaction.atomic
def delete_part(part: Section | Category, *, by: User) -> None:
    """Delete a section or a category that nothing hangs on."""
    audit.record(f"{part._meta.model_name}.deleted", part, by=by)
    try:
        part.delete()
    except (ProtectedError, RestrictedError) as error:
        raise Conflict(
            _("“%(name)s” has entries and cannot be deleted. Move them to another category first.")
            % {"name": part}
        ) from error


@transaction.atomic
def publish_edition(edition: Edition, *, by: User) -> None:
    """Show the edition to the public. Doing it twice changes nothing."""
    stored = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if stored.public:
        return
    if not stored.categories.exists():
        raise NotReady(
            [_("Add at least one category.")],
            _("The edition cannot be shown yet: nobody could enter a film."),
        )
    Edition.objects.filter(pk=edition.pk).update(public=True)
    edition.public = True
    audit.record("edition.shown", edition, by=by)


@transaction.atomic
def hide_edition(edition: Edition, *, by: User) -> None:
    """Take the edition off the public pages, unless its results are out: a release never un-happens."""
    stored = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if not stored.public:
        return
    if stored.results_published_at or stored.selection_released_at:
        raise Conflict(_("The selection or the results of this edition are public. They stay public."))
    Edition.objects.filter(pk=edition.pk).update(public=False)
    edition.public = False
    audit.record("edition.hidden", edition, by=by)


def _told(value: Any) -> Any:
    """A column as the trail keeps it: all languages, all items, else its words."""
    return value if value is None or isinstance(value, dict | list | bool | int) else str(value)


def _store_new(instance: Any, word: str, by: User) -> Any:
    try:
        with transaction.atomic():
            instance.save(force_insert=True)
    except IntegrityError as error:  # the same form posted twice at one moment
        raise Conflict(_("There is already something at this address.")) from error
    audit.record(word, instance, by=by)
    return instance
