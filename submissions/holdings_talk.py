"""What was written between the office and a person: messages, requests, notes, letters to many."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import User
from festival.personal_data import Holding, hold, unname
from submissions.models import (
    CompletionRequest,
    Entry,
    EntryNote,
    MailingReader,
    Message,
    MessageThread,
    Preselection,
    ThreadRead,
)


def tell(user: User) -> dict[str, Any]:
    """Both sides of the talk about the own films; of the office's notes, those that the person wrote."""
    return {
        "messages": list(
            _messages(user).values(
                "thread__entry",
                "thread__subject",
                "author_text",
                "from_desk",
                "written_at",
                "text",
                "file_label",
            )
        ),
        "read": list(ThreadRead.objects.filter(person=user).values("thread__subject", "at")),
        "requests": list(
            CompletionRequest.objects.filter(entry__in=_mine(user))
            .order_by("pk")
            .values("entry", "message", "parts", "due_on", "asked_at", "answer", "closed_at")
        ),
        "notes": list(
            EntryNote.objects.filter(author=user).values("entry__number", "text", "written_at", "edited_at")
        ),
        "preselections": list(
            Preselection.objects.filter(person=user).values(
                "entry__number", "leaning", "assigned_at", "said_at"
            )
        ),
        "mailings": list(
            MailingReader.objects.filter(person=user, done=True).values("mailing__subject", "films")
        ),
    }


def files(user: User) -> Iterator[tuple[str, str]]:
    for message in _messages(user).exclude(file=""):
        yield f"messages/{message.pk}-{message.file_label}", message.file


def goes(user: User) -> list[str]:
    if not Preselection.objects.filter(person=user).exists():
        return []
    return [_("What you leaned to as a pre-selector.")]


def stays(user: User) -> list[str]:
    found = []
    if sent := Message.objects.filter(author=user).count():
        words = ngettext(
            "%(n)d message about films that stay, because the other side must be able to read what was agreed.",
            "%(n)d messages about films that stay, because the other side must be able to read what was agreed.",
            sent,
        )
        found.append(f"{words % {'n': sent}} {_('In it your name and address are replaced by a pseudonym.')}")
    if EntryNote.objects.filter(author=user).exists():
        found.append(
            _("Your notes for the office about films, which its decisions rest on; under a pseudonym.")
        )
    return found


def erase(user: User, pseudonym: str) -> None:
    """Own words stay with a film that stays (an emptied one has lost them all); no name or address is left in them."""
    ThreadRead.objects.filter(person=user).delete()
    Preselection.objects.filter(person=user).delete()
    MailingReader.objects.filter(person=user, done=False).delete()
    mine = Message.objects.filter(author=user)
    MessageThread.objects.filter(messages__in=mine, last_author_text=user.name).update(
        last_author_text=pseudonym
    )
    unname(MessageThread.objects.filter(_talks(user)), user, pseudonym, "subject", "last_author_text")
    unname(
        Message.objects.filter(thread__in=_threads(user)),
        user,
        pseudonym,
        "author_text",
        "text",
        "file_label",
    )
    mine.update(author_text=pseudonym)
    unname(CompletionRequest.objects.filter(entry__in=_mine(user)), user, pseudonym, "message", "answer")
    notes = EntryNote.objects.filter(Q(author=user) | Q(entry__in=_mine(user)))
    unname(notes, user, pseudonym, "author_text", "text")
    EntryNote.objects.filter(author=user).update(author_text=pseudonym)


def _mine(user: User) -> Any:
    return Entry.objects.owned_by(user).order_by().values("pk")


def _talks(user: User) -> Q:
    return Q(entry__in=_mine(user)) | Q(pk__in=Message.objects.filter(author=user).values("thread"))


def _threads(user: User) -> Any:
    return MessageThread.objects.filter(_talks(user)).order_by().values("pk")


def _messages(user: User) -> Any:
    return Message.objects.filter(Q(thread__entry__in=_mine(user)) | Q(author=user)).order_by("pk")


hold(Holding("conversations", tell, erase, files=files, goes=goes, stays=stays))
