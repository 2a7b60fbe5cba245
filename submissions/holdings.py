"""What the entry desk holds of a person: films, shares in films, and what was written about them."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import FileField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import audit
from festival.commits import after_commit
from festival.models import User
from festival.personal_data import Holding, hold
from festival.phases import Phase
from media_pipeline.models import Asset, Upload, Viewing
from submissions.enums import Decision, EntryState
from submissions.models import CoOwner, Entry, Preselection, SavedView, Snapshot, TableHabits
from submissions.papers.store import discard_paper
from submissions.snapshots import collect, registry
from submissions.stills import LARGE, discard_still, sized


def tell(user: User) -> dict[str, Any]:
    mine = registry.with_all(Entry.objects.owned_by(user).order_by("created_at"))
    return {
        "entries": [_entry(entry) for entry in mine],
        "uploads": list(
            Upload.objects.filter(owner=user).values("filename", "length", "state", "created_at")
        ),
        "films": list(
            Asset.objects.filter(owner=user).values("original_name", "size", "sha256", "state", "created_at")
        ),
        "viewings": list(Viewing.objects.filter(viewer=user).values("asset", "spans", "sittings", "seen_at")),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    """What it says, and how it stands as its makers may know: never a decision under embargo."""
    return {
        "id": str(entry.pk),
        "festival": str(entry.edition.festival),
        "edition": str(entry.edition),
        "number": entry.number,
        "stage": str(entry.stage),
        "submitted_at": entry.submitted_at,
        "makers": [share.display_name for share in entry.co_owners.all()],
        **collect(entry),
    }


def files(user: User) -> Iterator[tuple[str, str]]:
    """Pictures and papers of the own entries. Film files are listed with their digests, not copied."""
    for entry in registry.with_all(Entry.objects.owned_by(user)):
        for stored in stored_names(entry):
            name = sized(stored, LARGE) if stored.startswith("stills/") else stored
            yield f"files/{entry.pk}/{name.rsplit('/', 1)[-1]}", name


def stored_names(entry: Entry) -> list[str]:
    """The files that the entry's own columns and rows name."""
    names = [entry.still.name or ""]
    for kind in registry.ROWS.values():
        columns = [c.name for c in kind.columns if c.name in kind.files or isinstance(c, FileField)]
        for row in kind.of(entry):
            names += [str(getattr(row, column) or "") for column in columns]
    return sorted({name for name in names if name})


def discard(name: str) -> None:
    if name.startswith("stills/"):
        discard_still(name)
    else:
        default_storage.delete(name)


def goes(user: User) -> list[str]:
    mine = Entry.objects.filter(owner=user)
    drafts = mine.filter(state=EntryState.DRAFT, submitted_at=None).count()
    over = sum(may_go(entry) for entry in _received(user))
    found = []
    if drafts:
        found.append(ngettext("%(n)d draft.", "%(n)d drafts.", drafts) % {"n": drafts})
    if over:
        words = ngettext(
            "All that was written in %(n)d entry that was withdrawn or not selected.",
            "All that was written in %(n)d entries that were withdrawn or not selected.",
            over,
        )
        found.append(words % {"n": over})
    if CoOwner.objects.filter(user=user).exists():
        found.append(_("Your part in films that others answer for."))
    return found


def stays(user: User) -> list[str]:
    kept = sum(not may_go(entry) for entry in _received(user))
    signed = _received(user).filter(signatures__isnull=False).exists()
    found = [_("What you signed about the rights in films that were handed in, as evidence for both sides.")]
    if not kept:
        return found if signed else []
    words = ngettext(
        "%(n)d entry that is in a running competition or in a festival's selection and archive, with its credits "
        "and awards. Withdraw it first if it shall go, or hand it over to a co-owner.",
        "%(n)d entries that are in a running competition or in a festival's selection and archive, with their "
        "credits and awards. Withdraw them first if they shall go, or hand them over to a co-owner.",
        kept,
    )
    return [words % {"n": kept}, *(found if signed else [])]


def may_go(entry: Entry) -> bool:
    """Nothing rests on it any more: withdrawn, or its edition is over and it was not selected."""
    if entry.state == EntryState.WITHDRAWN:
        return True
    told = entry.edition.selection_released_at is not None
    return told and entry.edition.phase == Phase.ARCHIVE and entry.decision == Decision.NOT_SELECTED


def erase(user: User, pseudonym: str) -> None:
    CoOwner.objects.filter(invited_email__iexact=user.email).update(invited_email="", name=pseudonym)
    for entry in Entry.objects.filter(owner=user, state=EntryState.DRAFT, submitted_at=None):
        _pass_on_or_empty(entry)
    for entry in _received(user):
        if may_go(entry):
            empty(entry)
    CoOwner.objects.filter(user=user).delete()
    for model in (SavedView, TableHabits, Preselection):
        field = "owner" if model is SavedView else "person"
        model._default_manager.filter(**{field: user}).delete()
    Viewing.objects.filter(viewer=user).delete()
    Snapshot.objects.filter(kept_by=user).update(kept_by_text=pseudonym)


def _pass_on_or_empty(entry: Entry) -> None:
    """A draft with co-owners becomes the first one's; otherwise nothing of it is left."""
    heir = entry.co_owners.taken().order_by("accepted_at").first()
    if heir is not None:
        audit.record("ownership.passed", entry, by=None)
        Entry.objects.filter(pk=entry.pk).update(owner=heir.user_id)
        heir.delete()
        return
    empty(entry)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.WITHDRAWN, withdrawn_at=entry.updated_at)


def empty(entry: Entry) -> None:
    """Take out every word and picture of the maker's; the number and what became of it stay."""
    for name in stored_names(entry):
        after_commit(discard, name)
    for kind in registry.ROWS.values():
        for row in kind.of(entry):
            row.delete()
    entry.answers.all().delete()
    # What was signed about a film that was handed in stays: the database itself keeps it, as evidence for both sides.
    for paper in entry.papers.all():
        discard_paper(paper)
    for field in registry.columns():
        if not field.is_relation:
            setattr(entry, field.attname, field.get_default() if field.has_default() else _blank(field))
    entry.save()
    Snapshot.objects.filter(entry=entry).update(
        data={"format": 1, "entry": {}, "rows": {}, "parts": {}, "film": None, "evidence": {}},
        files=[],
        note="",
        kept_by_text="",
    )


def _blank(field: Any) -> Any:
    if field.null:
        return None
    return field.to_python("") if field.empty_strings_allowed else field.get_default()


def _received(user: User) -> Any:
    return Entry.objects.filter(owner=user, submitted_at__isnull=False).select_related("edition")


hold(Holding("submissions", tell, erase, files=files, goes=goes, stays=stays))
