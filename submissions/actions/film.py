"""The film file on its way into the entry."""

from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Category
from media_pipeline.actions import due, reinspect
from media_pipeline.enums import AssetState, UploadState
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.models import Asset, Upload
from media_pipeline.subtitling import carry_over
from media_pipeline.uploads.actions import begin_upload, terminate_upload
from media_pipeline.uploads.handover import hand_over_at_once
from submissions import emails, rules, snapshots
from submissions.dossiers import unfinished_upload
from submissions.enums import EntryState
from submissions.exceptions import BadFilmFile, EntryLocked, FilmLocked
from submissions.gates import closes_for, schedule_of_entry
from submissions.hurdles import refuse_new_when_closed
from submissions.models import Entry, FilmUpload, SnapshotCause
from submissions.technical import EXTENSIONS, spec_for

UNDER_WAY = (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.INCOMPLETE)
"""States in which the maker hears what became of the file."""


def begin_film_upload(entry: Entry, *, by: Any, filename: str, size: int) -> Upload:
    """Open a resumable upload of the film. An unfinished one before it is given up: one film, one upload.

    Raises CallClosed, FilmLocked, BadFilmFile, and whatever the upload desk refuses (size, space).
    """
    # JSON may carry half a character, which neither a header nor the database can hold.
    filename = filename.encode(errors="replace").decode()
    with transaction.atomic():
        entry = (
            Entry.objects.select_for_update(of=("self",))
            .select_related("edition", "category", "film")
            .get(pk=entry.pk)
        )
        if not rules.asked_parts(entry):
            refuse_new_when_closed(entry)
        if not rules.film_may_change(entry):
            raise FilmLocked
        look_at_name(filename, size)
        upload = begin_upload(owner=by, filename=filename, length=size, spec=spec_for(entry.category))
        # A film that has to be mended must be known to its maker while another file may still be sent.
        due(upload, closes_for(entry))
        if left_behind := unfinished_upload(entry):
            terminate_upload(left_behind.upload, by=by)
        FilmUpload.objects.create(entry=entry, upload=upload)
        audit.record("entry.film_upload_begun", entry, by=by, file=upload.filename, bytes=size)
    return upload


def look_at_name(filename: str, size: int) -> None:
    if size <= 0:
        raise BadFilmFile(_("The file is empty."))
    extension = PurePosixPath(filename).suffix.lower().removeprefix(".")
    if extension not in EXTENSIONS:
        raise BadFilmFile(
            _("“%(name)s” does not look like a film file. Send one of: %(extensions)s.")
            % {"name": filename[:80], "extensions": ", ".join(EXTENSIONS)}
        )


def change_category(entry: Entry, category: Category, *, by: Any) -> Entry:
    """Enter the draft in another class: its film is judged anew by the other rules, without being measured again."""
    with transaction.atomic():
        present = (
            Entry.objects.select_for_update(of=("self",)).select_related("edition", "film").get(pk=entry.pk)
        )
        if present.state != EntryState.DRAFT:
            raise EntryLocked
        if category.edition_id != present.edition_id:
            raise Conflict(_("That category belongs to another edition."))
        if category.pk == present.category_id:
            return entry
        spec = spec_for(category)
        present.category = category
        present.save(update_fields=["category", "updated_at"])
        Upload.objects.filter(film_upload__entry=entry, state=UploadState.OPEN).update(spec=spec)
        if present.film is not None:
            reinspect(present.film, TechnicalSpec.from_json(spec), by=by)
        audit.record("entry.category_changed", present, by=by, category=category.slug)
    entry.refresh_from_db(fields=["category", "film"])
    return entry


def adopt_film(entry: Entry) -> Asset | None:
    """Make the newest finished upload the entry's film; asking twice does no harm. Returns the present film.

    After the submission only a refused film is replaced, and only by a file that was complete before the call
    closed: the deadline counts the finished upload, not the moment when somebody looked at it.
    """
    for upload_id in _on_the_doorstep(entry):
        hand_over_at_once(upload_id)
    with transaction.atomic():
        present = (
            Entry.objects.select_for_update(of=("self",)).select_related("edition", "film").get(pk=entry.pk)
        )
        newest = _newest_film(present)
        if newest is not None and newest.pk != present.film_id and _may_take(present):
            if present.film is not None:
                carry_over(present.film, newest)
            present.film = newest
            present.save(update_fields=["film", "updated_at"])
            audit.record(
                "entry.film_adopted", present, by=None, asset=str(newest.pk), file=newest.original_name
            )
            snapshots.keep(present, SnapshotCause.FILM, by=None, note=newest.original_name)
    entry.film = present.film
    entry.__dict__.pop("film_facts", None)
    return entry.film


def settle_film(asset: Asset) -> None:
    """The workshop has finished with a film: adopt it where it belongs, and tell the maker once."""
    for entry in Entry.objects.filter(film_uploads__upload__asset=asset).select_related("edition", "owner"):
        if adopt_film(entry) == asset and entry.state in UNDER_WAY:
            _tell_once(entry, asset)


def _tell_once(entry: Entry, asset: Asset) -> None:
    """News comes more than once. Nothing is said of a failure of our own workshop: that is the office's to mend."""
    if not (asset.is_accepted or asset.is_refused):
        return
    verdict = "refused" if asset.is_refused else "accepted"
    with transaction.atomic():
        # Locked and read first: two that settle at once would both find the row untold in an UPDATE's own subquery.
        rows = FilmUpload.objects.select_for_update(of=("self",)).filter(entry=entry, upload__asset=asset)
        untold = [row.pk for row in rows.order_by("pk") if row.told != verdict]
        if FilmUpload.objects.filter(pk__in=untold).update(told=verdict):
            post = emails.post_film_needs_attention if asset.is_refused else emails.post_film_passed
            post(entry)


def _on_the_doorstep(entry: Entry) -> list[UUID]:
    """Complete uploads that the workshop has not received, because a process died in between."""
    return list(Upload.objects.to_hand_over().filter(film_upload__entry=entry).values_list("pk", flat=True))


def _newest_film(entry: Entry) -> Asset | None:
    finished = Q(upload__film_upload__entry=entry, upload__state=UploadState.FINISHED)
    if entry.state != EntryState.DRAFT and "film" not in rules.asked_parts(entry):
        finished &= _in_time(entry)
    return Asset.objects.filter(finished).order_by("-upload__finished_at").first()


def _in_time(entry: Entry) -> Q:
    """`Schedule.film_is_in_time`, for the files of this entry."""
    schedule = schedule_of_entry(entry)
    if schedule.start_counts:
        begun = Q(upload__created_at__lt=schedule.closes_at)
        return begun & Q(upload__finished_at__lt=schedule.last_call)
    return Q(upload__finished_at__lt=schedule.closes_at)


def _may_take(entry: Entry) -> bool:
    if entry.state == EntryState.DRAFT or "film" in rules.asked_parts(entry):
        return True
    return entry.state == EntryState.SUBMITTED and (
        entry.film is not None and entry.film.state == AssetState.REFUSED
    )
