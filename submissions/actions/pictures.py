"""Stills, the poster and the portrait: taken in, arranged, removed."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import IO, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from festival.commits import after_commit
from festival.exceptions import Conflict
from submissions import snapshots
from submissions.actions.drafting import keep_correction, lock_part
from submissions.enums_film import PictureKind
from submissions.models import Entry, Picture
from submissions.picture_reading import read_picture
from submissions.stills import discard_still, store_picture

MOST_STILLS = 12


def add_pictures(entry: Entry, files: Sequence[IO[bytes]], *, kind: str, by: Any) -> list[Picture]:
    """Keep these pictures, encoded anew; all of them or none. A new poster or portrait replaces the present one.

    Raises BadStill, EntryLocked, and Conflict when there would be too many stills.
    """
    lone = kind != PictureKind.STILL
    with ExitStack() as undo:
        rows = []
        for file in files[:1] if lone else files[: MOST_STILLS + 1]:
            picture = read_picture(file)
            name = store_picture(picture)
            undo.callback(discard_still, name)
            rows.append(
                Picture(entry=entry, kind=kind, name=name, width=picture.width, height=picture.height)
            )
        with transaction.atomic():
            present = lock_part(entry, "pictures")
            there = Picture.objects.filter(entry=entry, kind=kind)
            if lone:
                _discard(there)
            elif there.count() + len(rows) > MOST_STILLS:
                raise Conflict(
                    _("A film has at most %(count)d stills. Remove one first.") % {"count": MOST_STILLS}
                )
            last = there.aggregate(Max("position"))["position__max"]
            for place, row in enumerate(rows, 0 if last is None else last + 1):
                row.position = place
                row.save()
            _settle(present, by=by)
            _keep_in_step(entry, present)
        undo.pop_all()
    return rows


def remove_picture(picture: Picture, *, by: Any) -> None:
    with transaction.atomic():
        present = lock_part(picture.entry, "pictures")
        _discard(Picture.objects.filter(pk=picture.pk))
        _settle(present, by=by)


def arrange_stills(entry: Entry, order: Sequence[int], *, by: Any) -> None:
    """Put the stills in this order of their keys; the first one is the main one. Unknown keys do no harm."""
    with transaction.atomic():
        present = lock_part(entry, "pictures")
        stills = {still.pk: still for still in Picture.objects.filter(entry=entry, kind=PictureKind.STILL)}
        keys = [key for key in dict.fromkeys(order) if key in stills]
        keys += [key for key in stills if key not in keys]
        for place, key in enumerate(keys):
            stills[key].position = place
        Picture.objects.bulk_update(stills.values(), ["position"])
        _settle(present, by=by)
        _keep_in_step(entry, present)


def _settle(present: Entry, *, by: Any) -> None:
    """The first still is the entry's own; after the submission there is a new version."""
    first = Picture.objects.filter(entry=present, kind=PictureKind.STILL).order_by("position", "pk").first()
    present.still = first.name if first else ""
    present.save(update_fields=["still", "updated_at"])
    keep_correction(present, by=by)


def _keep_in_step(entry: Entry, present: Entry) -> None:
    entry.still = present.still.name


def _discard(pictures: Any) -> None:
    """The files go when the rows are gone for good, unless a version that the festival keeps shows them."""
    for picture in pictures.select_related("entry"):
        if snapshots.may_discard(picture.entry, picture.name):
            after_commit(discard_still, picture.name)
        picture.delete()
