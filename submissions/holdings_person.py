"""What the entry desk keeps beside the films: a maker's details, habits, money, signatures, extensions, transfers."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from festival.models import User
from festival.personal_data import Holding, gone_address, hold, unname
from submissions.models import (
    Clearance,
    CoOwner,
    Entry,
    Extension,
    ExtensionUse,
    FeeCode,
    LedgerLine,
    MakerProfile,
    Origin,
    Paper,
    PaymentEvent,
    Rehearsal,
    SavedView,
    Signature,
    Snapshot,
    TableHabits,
    Todo,
)
from submissions.models.flag import EntryFlag

PRESS = ("press_name", "press_email", "press_phone")


def tell(user: User) -> dict[str, Any]:
    """To-dos only where the announcement has been made: before it, that there are any would tell the decision."""
    mine = _mine(user)
    return {
        "profile": list(
            MakerProfile.objects.filter(user=user).values("biography", *PRESS, "links", "updated_at")
        ),
        "signatures": list(
            Signature.objects.filter(signed_by=user).values(
                "entry",
                "agreement__version",
                "name",
                "signed_at",
                "address",
                "user_agent",
                "language",
                "digest",
            )
        ),
        "fees": list(
            LedgerLine.objects.filter(fee__entry__in=mine).values(
                "fee__entry",
                "fee__reference",
                "fee__currency",
                "kind",
                "amount",
                "code__code",
                "provider",
                "at",
            )
        ),
        "extensions": list(
            ExtensionUse.objects.filter(user=user).values("extension__code", "extension__until", "at")
        ),
        "papers": list(
            Paper.objects.filter(entry__in=mine).values("entry", "name", "size", "sha256", "sent_at")
        ),
        "todos": list(
            Todo.objects.valid().filter(entry__in=mine).values("entry", "state", "answer", "settled_at")
        ),
        "imported": list(
            Origin.objects.filter(entry__in=mine).values("entry", "source", "reference", "elsewhere")
        ),
        "saved_views": list(SavedView.objects.filter(owner=user).values("name", "query", "shared")),
        "table": list(TableHabits.objects.filter(person=user).values()),
    }


def files(user: User) -> Iterator[tuple[str, str]]:
    for paper in Paper.objects.filter(entry__in=_mine(user)):
        yield f"files/{paper.entry_id}/{paper.pk.hex[:8]}-{paper.name}", paper.stored


def goes(user: User) -> list[str]:
    if not MakerProfile.objects.filter(user=user).exists():
        return []
    return [_("Your biography and press contact, as you kept them for further entries.")]


def stays(user: User) -> list[str]:
    found = []
    if LedgerLine.objects.filter(fee__entry__owner=user).exists():
        found.append(
            _("What was charged and paid for your entries, because the law wants accounts to be kept.")
        )
    if SavedView.objects.filter(owner=user, shared=True).exists():
        found.append(_("The views of the table of entries that you share with the team; under a pseudonym."))
    return found


def erase(user: User, pseudonym: str) -> None:
    MakerProfile.objects.filter(user=user).delete()
    TableHabits.objects.filter(person=user).delete()
    SavedView.objects.filter(owner=user, shared=False).delete()
    # What the browser said of itself is evidence of nothing; name, moment, words and address of a signature are.
    Signature.objects.filter(signed_by=user).exclude(user_agent="").update(user_agent="")
    _forget_invitations_to_the_call(user, pseudonym)
    _forget_press_contact(user)
    mine = _mine(user)
    Origin.objects.filter(entry__in=Entry.objects.filter(owner=user)).update(elsewhere={})
    unname(Origin.objects.filter(entry__in=mine), user, pseudonym, "values")
    unname(Snapshot.objects.filter(kept_by=user), user, pseudonym, "note")
    unname(EntryFlag.objects.filter(entry__in=mine), user, pseudonym, "reason")
    unname(Todo.objects.filter(entry__in=mine), user, pseudonym, "answer")
    unname(Clearance.objects.filter(entry__in=mine), user, pseudonym, "note")
    unname(Rehearsal.objects.exclude(problems=[]), user, pseudonym, "problems")
    unname(PaymentEvent.objects.filter(checkout__fee__entry__in=mine), user, pseudonym, "settled_note")


def _forget_invitations_to_the_call(user: User, pseudonym: str) -> None:
    """A code that is only for an address stays for nobody: without one it would be for everybody."""
    uses = ExtensionUse.objects.filter(user=user)
    unname(Extension.objects.filter(uses__in=uses), user, pseudonym, "reason")
    uses.delete()
    for model in (Extension, FeeCode):
        rows = model._default_manager.filter(for_email__iexact=user.email)
        unname(rows, user, pseudonym, "reason")
        rows.update(for_email=gone_address(user))


def _forget_press_contact(user: User) -> None:
    """Of entries that stay, where the person was the contact; also in the versions that were kept of them."""
    for entry in _entries(user):
        former = {entry.press_email.casefold(), entry.press_name.casefold()}
        if {user.email.casefold(), user.name.casefold()} & former - {""}:
            Entry.objects.filter(pk=entry.pk).update(**dict.fromkeys(PRESS, ""))
    for kept in Snapshot.objects.filter(entry__in=_mine(user)):
        words = kept.data.get("entry", {})
        if user.email.casefold() == str(words.get("press_email", "")).casefold() != "":
            Snapshot.objects.filter(pk=kept.pk).update(
                data={**kept.data, "entry": {**words, **dict.fromkeys(PRESS, "")}}
            )


def _entries(user: User) -> Any:
    return Entry.objects.filter(owner=user)


def _mine(user: User) -> Any:
    shared = CoOwner.objects.filter(user=user).values("entry")
    return Entry.objects.filter(pk__in=shared).order_by().values("pk") | _entries(user).order_by().values(
        "pk"
    )


hold(Holding("person", tell, erase, files=files, goes=goes, stays=stays))
