"""From rows to the frozen facts that eligibility.py judges."""

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from media_pipeline.enums import AssetState, UploadState
from submissions.asked import answer_rows, needed_now, with_answers
from submissions.declarations import declared
from submissions.eligibility import Dossier, Missing, missing_from
from submissions.models import Entry, FilmUpload
from submissions.signing import rights_facts, rights_rows, with_rights


def dossier_of(entry: Entry) -> Dossier:
    return Dossier(
        film=film_situation(entry),
        title_original=entry.title_original,
        title_international=entry.title_international,
        title_language=entry.title_language,
        has_synopsis=bool(entry.synopsis),
        directors=len(entry.directors),
        countries=len(entry.countries),
        languages=len(entry.languages),
        completed_on=entry.completed_on,
        making=declared(entry),
        today=timezone.now().astimezone(entry.edition.tz).date(),
        premiere_status=entry.premiere_status,
        past_screenings=len(entry.past_screenings.all()),
        asked=frozenset(entry.edition.entry_needs),
        given=given_by(entry),
        unanswered=tuple(str(question.label) for question in needed_now(entry)),
        rights=rights_facts(entry),
    )


def with_dossier(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With all that the check of completeness reads, in a fixed number of queries however many there are."""
    return with_rights(with_answers(entries)).prefetch_related(
        "film_uploads__upload", "past_screenings", "pictures", "press_kit"
    )


def read_ahead(entry: Entry) -> None:
    """Once, and for the whole page, all that the list of steps looks at; the single rows came with the entry.

    After everything that a request changes: what is fetched here is not asked for again.
    """
    rows = ["film_uploads__upload", "past_screenings", "links", "tool_uses", "stage_answers"]
    category = entry.category
    if category.disclosure == "required" or category.making_rules.all():
        rows += ["training_data", "consents"]
    prefetch_related_objects([entry], *rows, *answer_rows(), *rights_rows())


def given_by(entry: Entry) -> frozenset[str]:
    """Which of the things that an edition may ask for are there. Asks the database only for what is asked."""
    asked = set(entry.edition.entry_needs)
    columns = ("logline", "statement", "production_weeks", "premiere_status", "biography", "still")
    given = {name for name in columns if name in asked and getattr(entry, name)}
    if entry.press_email:
        given.add("press_contact")
    if asked & {"poster", "portrait"}:
        given |= {picture.kind for picture in entry.pictures.all()}
    if "press_kit" in asked and hasattr(entry, "press_kit"):
        given.add("press_kit")
    return frozenset(given)


def whats_missing(entry: Entry) -> list[Missing]:
    return missing_from(dossier_of(entry))


def film_situation(entry: Entry) -> str:
    """In one word, as `Dossier.film` has it. A replacement on its way outweighs a film that was refused."""
    film = entry.film
    if film is not None and film.is_accepted:
        return "accepted"
    if film is None or film.state == AssetState.REFUSED:
        newest = newest_upload(entry)
        if newest is not None and newest.upload.state == UploadState.OPEN and not newest.upload.is_gone:
            return "arriving"
        if film is None:
            arrived = newest is not None and newest.upload.state == UploadState.FINISHED
            return "checking" if arrived else "none"
        return "refused"
    return "failed" if film.state == AssetState.FAILED else "checking"


def newest_upload(entry: Entry) -> FilmUpload | None:
    """No query when `film_uploads__upload` is prefetched."""
    return next(iter(entry.film_uploads.all()), None)


def unfinished_upload(entry: Entry) -> FilmUpload | None:
    """The newest upload, if it may be gone on with."""
    newest = newest_upload(entry)
    if newest is None or newest.upload.state != UploadState.OPEN or newest.upload.is_gone:
        return None
    return newest
