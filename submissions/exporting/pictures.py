"""The pictures of entries in print size, and a table that says what each of them shows."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from festival.archive.packing import safe_name
from submissions.exporting.tables import harmless
from submissions.models import Entry, Picture
from submissions.stills import LARGE, PRINT, sized


def picture_files(entries: Any) -> Iterator[tuple[str, IO[bytes]]]:
    """(name in the archive, opened file), film by film; the table comes last, when it is known what was there."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow([_("File"), _("Film"), _("Kind"), _("Caption"), _("Photo credit")])
    for entry in entries.prefetch_related("pictures").iterator(chunk_size=100):
        for name, picture, file in _of(entry, entry.pictures.all()):
            line = [
                name,
                entry.title_for_all,
                picture.get_kind_display(),
                str(picture.caption),
                picture.credit,
            ]
            writer.writerow([harmless(value) for value in line])
            yield name, file
    yield "pictures.csv", io.BytesIO(b"\xef\xbb\xbf" + told.getvalue().encode())


def _of(entry: Entry, pictures: Iterable[Picture]) -> Iterator[tuple[str, Picture, IO[bytes]]]:
    folder = f"{entry.number or 0:04}-{safe_name(entry.title_for_all)}"
    for number, picture in enumerate(pictures, start=1):
        # Pictures of earlier versions were kept in the large size only.
        for width in (PRINT, LARGE):
            stored = sized(picture.name, width)
            if default_storage.exists(stored):
                yield f"{folder}/{number:02}-{picture.kind}.jpg", picture, default_storage.open(stored)
                break
