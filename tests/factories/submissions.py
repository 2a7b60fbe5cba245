"""Entries, named as one would say them: make.entry(edition, filmmaker, state="submitted", settled=True)."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from festival.models import Edition, Letter, User
from media_pipeline.enums import AssetState, UploadState
from media_pipeline.models import Asset
from submissions import gates
from submissions.actions.releasing import release_of
from submissions.emails import post_telling
from submissions.enums import CreditRole, Decision, EntryState
from submissions.models import (
    CallTerms,
    CompletionRequest,
    CoOwner,
    Credit,
    Deadline,
    Entry,
    Extension,
    ExtensionUse,
    FeeCode,
    FilmUpload,
    Release,
    Telling,
)
from submissions.models.todo import Todo, TodoKind
from submissions.tellings import told_of
from submissions.todos import due_day
from tests.factories import festival as house
from tests.factories import media

_titles = count(1)


def entry(
    edition: Edition,
    owner: User,
    *,
    state: str = EntryState.DRAFT,
    decision: str = Decision.UNDECIDED,
    settled: bool | None = None,
    film: Asset | None = None,
    director: str = "Ada Lumen",
    **fields: Any,
) -> Entry:
    """An entry with nothing missing but, in a draft, the film.

    `settled` gives it a film: True one that has passed its check and is ready, False one still being checked.
    Whatever was submitted has a film; ready unless said otherwise.
    """
    number = next(_titles)
    submitted = state != EntryState.DRAFT
    settled = True if settled is None and submitted else settled
    if film is None and settled is not None:
        film = media.asset(owner, state=AssetState.READY if settled else AssetState.CHECKING)
    title = fields.pop("title", f"Film {number}")
    values: dict[str, Any] = {
        "category": fields.pop("category", None) or edition.categories.first() or house.category(edition),
        "title_original": title,
        "title_language": "en",
        "logline": {"en": "Somebody looks for something."},
        "synopsis": {"en": "Somebody looks for something and finds something else."},
        "countries": ["IT"],
        "languages": ["en"],
        "completed_on": date(2026, 3, 1),
    }
    if submitted:
        values |= {"number": number, "slug": f"film-{number}", "submitted_at": timezone.now()}
    if state == EntryState.WITHDRAWN:
        values["withdrawn_at"] = timezone.now()
    if state == EntryState.DISQUALIFIED:
        values["disqualified_for"] = "The film had been shown before."
    made = Entry.objects.create(
        edition=edition, owner=owner, state=state, decision=decision, film=film, **{**values, **fields}
    )
    if director:
        Credit.objects.create(entry=made, role=CreditRole.DIRECTOR, name=director)
    return made


def draft(edition: Edition, owner: User, **fields: Any) -> Entry:
    return entry(edition, owner, **fields)


def submitted(edition: Edition, owner: User, **fields: Any) -> Entry:
    """In competition: submitted, the film ready."""
    return entry(edition, owner, state=EntryState.SUBMITTED, **fields)


def co_owner(entry: Entry, user: User, **fields: Any) -> CoOwner:
    """Somebody else who has accepted to work on the entry."""
    return CoOwner.objects.create(entry=entry, user=user, accepted_at=timezone.now(), **fields)


def film_upload(
    entry: Entry, *, state: str = UploadState.FINISHED, film: str = "", **fields: Any
) -> FilmUpload:
    """An upload begun for the entry; with `film`, the state of the asset that was made of it."""
    if film:
        fields.setdefault("received_at", timezone.now())
    upload = media.upload(entry.owner, state=state, **fields)
    if film:
        media.asset(entry.owner, state=film, upload=upload, original_name=upload.filename)
    return FilmUpload.objects.create(entry=entry, upload=upload)


def request(entry: Entry, **fields: Any) -> CompletionRequest:
    """The festival has asked for something, and nobody has answered yet."""
    values = {"parts": ["about"], "message": "Write a longer synopsis.", "due_on": date(2026, 12, 1)}
    return CompletionRequest.objects.create(entry=entry, **{**values, **fields})


def release(edition: Edition) -> Release:
    """The selection of the edition is announced, as far as rows go; no letter is written by this."""
    edition.refresh_from_db(fields=["selection_released_at"])  # what was rolled back is not announced
    if edition.selection_released_at is None:
        edition.selection_released_at = timezone.now()
        edition.save(update_fields=["selection_released_at"])
    return release_of(edition)


def told(*entries: Entry, number: int = 1) -> list[Letter]:
    """The letter that tells the owner of these films what was decided about them."""
    first = entries[0]
    telling = Telling.objects.create(
        release=release(first.edition),
        recipient=first.owner,
        number=number,
        told=told_of(entries),
    )
    return [post_telling(telling, list(entries))]


def decided(entry: Entry, decision: str) -> Entry:
    """What was decided about the film, without the way there."""
    Entry.objects.filter(pk=entry.pk).update(decision=decision)
    entry.decision = decision
    return entry


def terms(edition: Edition, **fields: Any) -> CallTerms:
    """How the edition keeps its call; forgotten what was read of it before."""
    row, _new = CallTerms.objects.update_or_create(edition=edition, defaults=fields)
    gates.forget(edition)
    return row


def deadline(edition: Edition, kind: str = "regular", **fields: Any) -> Deadline:
    row = Deadline.objects.create(edition=edition, kind=kind, **fields)
    gates.forget(edition)
    return row


def extension(edition: Edition, *, taken_by: User | None = None, **fields: Any) -> Extension:
    """A later deadline, two days from now; with `taken_by` somebody has it."""
    values = {"until": timezone.now() + timedelta(days=2), "reason": "Power cut in the whole town", **fields}
    row = Extension.objects.create(edition=edition, used=int(taken_by is not None), **values)
    if taken_by:
        ExtensionUse.objects.create(extension=row, user=taken_by)
    return row


def fee_code(edition: Edition, code: str = "STUDENT", **fields: Any) -> FeeCode:
    values = {"reason": "For students", **fields}
    if "amount" not in values:
        values.setdefault("percent", 50)
    return FeeCode.objects.create(edition=edition, code=code, **values)


def with_fee(edition: Edition, amount: int = 2500, **fields: Any) -> CallTerms:
    """Entering costs this much, in minor units, all the time."""
    deadline(edition, fee=amount)
    return terms(edition, fees_on=True, **fields)


def todo_kind(of: Edition, name: str = "Send the copy", **fields: Any) -> TodoKind:
    return TodoKind.objects.create(edition=of, name={"en": name}, **{"due_after_days": 14, **fields})


def todo(entry: Entry, kind: TodoKind | None = None, **fields: Any) -> Todo:
    """Something to do for this film, whose selection is announced."""
    release(entry.edition)
    kind = kind or todo_kind(entry.edition)
    given = Todo.objects.create(entry=entry, kind=kind, due_on=due_day(kind, entry.edition))
    Todo.objects.filter(pk=given.pk).update(**fields)
    given.refresh_from_db()
    return given
