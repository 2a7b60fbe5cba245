"""Exhibition copies of selected films: for which films there is room for one, and which one lies there now."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from festival.models import Edition
from media_pipeline.enums import UploadState
from submissions import rules
from submissions.copy_enums import CopyState
from submissions.enums import Decision, TodoState
from submissions.models import CopyUpload, Entry, ExhibitionCopy, Todo

COPY = "exhibition_copy"
"""By which name a to-do asks for a copy."""
LACKING = Q(copy_state=None) | Q(copy_state=CopyState.WANTED)


def asked_for(entry: Entry) -> Todo | None:
    """The to-do that asks its makers for a copy; None before the announcement, and for films that drop out."""
    asks = Todo.objects.valid().filter(entry=entry, kind__check_by=COPY)
    return asks.exclude(state=TodoState.WAIVED).select_related("kind").first()


def copy_of(entry: Entry) -> ExhibitionCopy | None:
    """The present one, with its file."""
    found = ExhibitionCopy.objects.current().filter(entry=entry).select_related("master").first()
    if found is not None:
        found.entry = entry
    return found


def may_send(user: Any, entry: Entry, present: ExhibitionCopy | None) -> bool:
    """A maker, while the festival asks for it and has not accepted one."""
    accepted = present is not None and present.state == CopyState.ACCEPTED
    return not accepted and rules.owns(user, entry) and asked_for(entry) is not None


def may_remove(user: Any, entry: Entry, present: ExhibitionCopy | None) -> bool:
    """Its maker, until the festival has accepted it; also when the film has dropped out or none is asked for."""
    return present is not None and present.state != CopyState.ACCEPTED and rules.owns(user, entry)


def may_judge(user: Any, entry: Entry) -> bool:
    """Accept a copy or ask for another: those who programme, never of their own film."""
    return rules.can_read_everything(user, entry.edition) and not rules.owns(user, entry)


def unfinished_copy(entry: Entry) -> CopyUpload | None:
    """The newest upload, if it may be gone on with."""
    newest = entry.copy_uploads.select_related("upload").first()
    if newest is None or newest.upload.state != UploadState.OPEN or newest.upload.is_gone:
        return None
    return newest


def selected_films(edition: Edition) -> Any:
    """Every selected film, annotated with `copy_state`: how its present copy stands, None where there is none."""
    present = ExhibitionCopy.objects.current().filter(entry=OuterRef("pk"))
    return (
        Entry.objects.of_edition(edition)
        .submitted()
        .filter(decision=Decision.SELECTED)
        .annotate(copy_state=Subquery(present.values("state")[:1]))
    )


def standing_counts(edition: Edition) -> dict[str, int]:
    """How many films stand how: one question."""
    return selected_films(edition).aggregate(
        all=Count("pk"),
        lacking=Count("pk", filter=LACKING),
        sent=Count("pk", filter=Q(copy_state=CopyState.SENT)),
        accepted=Count("pk", filter=Q(copy_state=CopyState.ACCEPTED)),
    )
