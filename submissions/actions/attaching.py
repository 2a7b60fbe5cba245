"""A film that a program has sent by itself finds its entry."""

from typing import Any

from django.db import transaction

from festival import audit
from media_pipeline.actions import due
from media_pipeline.models import Upload
from media_pipeline.uploads.actions import claim_upload, terminate_upload
from submissions import rules
from submissions.actions.film import look_at_name
from submissions.dossiers import unfinished_upload
from submissions.exceptions import FilmLocked
from submissions.gates import closes_for
from submissions.hurdles import refuse_new_when_closed
from submissions.models import Entry, FilmUpload
from submissions.technical import spec_for


@transaction.atomic
def attach_upload(entry: Entry, upload: Upload, *, by: Any) -> FilmUpload:
    """Take an upload that its owner began without the portal's page as the entry's film, complete or still arriving.

    Raises what `begin_film_upload` raises, and Conflict for an upload that belongs to an entry already.
    """
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("edition", "category", "film")
        .get(pk=entry.pk)
    )
    if not rules.asked_parts(entry):
        refuse_new_when_closed(entry)
    if not rules.film_may_change(entry):
        raise FilmLocked
    look_at_name(upload.filename, 1 if upload.length is None else upload.length)
    due(upload, closes_for(entry))
    claim_upload(upload, spec_for(entry.category))
    if left_behind := unfinished_upload(entry):
        terminate_upload(left_behind.upload, by=by)
    audit.record("entry.film_upload_begun", entry, by=by, file=upload.filename, bytes=upload.length)
    return FilmUpload.objects.create(entry=entry, upload=upload)
