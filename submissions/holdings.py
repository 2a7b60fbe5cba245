"""What the entry desk holds of a person: films, shares in films, and what was written about them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import audit
from festival.models import User
from festival.personal_data import Holding, hold, unname
from festival.phases import Phase
from media_pipeline.models import Asset, Upload, Viewing
from submissions import holdings_person, holdings_talk  # noqa: F401  (they erase first: shares in films still tell whose talk it was)
from submissions.emptying import empty, forget_film, forget_transfers, stored_names
from submissions.enums import Decision, EntryState
from submissions.models import CoOwner, Entry, ExhibitionCopy, Snapshot
from submissions.querysets import made_by
from submissions.snapshots import collect, registry
from submissions.stills import LARGE, sized


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
        "exhibition_copies": _copies(user),
        "viewings": list(Viewing.objects.filter(viewer=user).values("asset", "spans", "sittings", "seen_at")),
    }


def _copies(user: User) -> list[dict[str, Any]]:
    mine = ExhibitionCopy.objects.filter(made_by(user, "entry__"))
    columns = ("entry", "kind", "state", "url", "passphrase", "expires_on", "note", "reason", "sent_at")
    files = ("master__original_name", "master__size", "master__sha256")
    return list(mine.order_by("pk").values(*columns, *files))


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
    if _films_that_go(user):
        found.append(_("The film files of drafts and withdrawn entries."))
    if CoOwner.objects.filter(user=user).exists():
        found.append(_("Your part in films that others answer for."))
    return found


def _films_that_go(user: User) -> bool:
    drafts = Q(state=EntryState.DRAFT, submitted_at=None) | Q(state=EntryState.WITHDRAWN)
    return Entry.objects.filter(drafts, owner=user, film__isnull=False).exists()


def stays(user: User) -> list[str]:
    kept = sum(not may_go(entry) for entry in _received(user))
    signed = _received(user).filter(signatures__isnull=False).exists()
    found = [_("What you signed about the rights in films that were handed in, as evidence for both sides.")]
    if any(may_go(entry) and entry.state == EntryState.SUBMITTED for entry in _received(user)):
        found.append(_("The film files of entries that were judged, because marks were given to them."))
    if not kept:
        return found if signed else found[1:]
    words = ngettext(
        "%(n)d entry that is in a running competition or in a festival's selection and archive, with its credits "
        "and awards. Withdraw it first if it shall go, or hand it over to a co-owner.",
        "%(n)d entries that are in a running competition or in a festival's selection and archive, with their "
        "credits and awards. Withdraw them first if they shall go, or hand them over to a co-owner.",
        kept,
    )
    return [words % {"n": kept}, *(found if signed else found[1:])]


def may_go(entry: Entry) -> bool:
    """Nothing rests on it any more: withdrawn, or its edition is over and it was not selected."""
    if entry.state == EntryState.WITHDRAWN:
        return True
    told = entry.edition.selection_released_at is not None
    return (
        told
        and entry.edition.phase == Phase.ARCHIVE
        and entry.decision in (Decision.RESERVE, Decision.NOT_SELECTED)
    )


def erase(user: User, pseudonym: str) -> None:
    unname(CoOwner.objects.filter(entry__owner=user), user, pseudonym, "reason")
    CoOwner.objects.filter(invited_email__iexact=user.email).update(
        invited_email="", name=pseudonym, reason=""
    )
    for entry in Entry.objects.filter(owner=user, state=EntryState.DRAFT, submitted_at=None):
        _pass_on_or_empty(entry)
    for entry in Entry.objects.filter(owner=user, state=EntryState.WITHDRAWN, submitted_at=None):
        empty(entry)
        forget_film(entry)
    for entry in _received(user):
        if may_go(entry):
            empty(entry)
            forget_film(entry)
    CoOwner.objects.filter(user=user).delete()
    Viewing.objects.filter(viewer=user).delete()
    Snapshot.objects.filter(kept_by=user).update(kept_by_text=pseudonym)
    forget_transfers(user, pseudonym)


def _pass_on_or_empty(entry: Entry) -> None:
    """A draft with co-owners becomes the first one's; otherwise nothing of it is left."""
    heir = entry.co_owners.taken().order_by("accepted_at").first()
    if heir is not None:
        audit.record("ownership.passed", entry, by=None)
        Entry.objects.filter(pk=entry.pk).update(owner=heir.user_id)
        heir.delete()
        return
    empty(entry)
    forget_film(entry)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.WITHDRAWN, withdrawn_at=entry.updated_at)


def _received(user: User) -> Any:
    return Entry.objects.filter(owner=user, submitted_at__isnull=False).select_related("edition")


hold(Holding("submissions", tell, erase, files=files, goes=goes, stays=stays))
