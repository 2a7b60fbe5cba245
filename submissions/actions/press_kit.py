"""The press kit: one file, replaced as a whole."""

from contextlib import ExitStack
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from festival.commits import after_commit
from submissions import snapshots
from submissions.actions.drafting import keep_correction, lock_part
from submissions.models import Entry, PressKit
from submissions.press_kits import discard_kit, kind_of, kit_filename, store_kit


def set_press_kit(entry: Entry, file: UploadedFile, *, by: Any) -> PressKit:
    """Keep the file in place of the present one. Raises BadPressKit and EntryLocked."""
    size = file.size or 0
    kind = kind_of(file, size)
    with ExitStack() as undo:
        name = store_kit(file, kind)
        undo.callback(discard_kit, name)
        with transaction.atomic():
            present = lock_part(entry, "press_kit")
            _discard(entry)
            kit = PressKit.objects.create(
                entry=entry, name=name, filename=kit_filename(file.name or "", kind), size=size
            )
            keep_correction(present, by=by)
        undo.pop_all()
    return kit


def remove_press_kit(entry: Entry, *, by: Any) -> None:
    with transaction.atomic():
        present = lock_part(entry, "press_kit")
        _discard(entry)
        keep_correction(present, by=by)


def _discard(entry: Entry) -> None:
    for kit in PressKit.objects.filter(entry=entry):
        if snapshots.may_discard(entry, kit.name):
            after_commit(discard_kit, kit.name)
        kit.delete()
