"""Messages: write, read, close. The reader gets a notice by letter; what was written stays in the portal."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from festival.lifecycle import Lifecycle
from festival.models import Edition
from submissions import attachments, message_letters
from submissions.enums import ThreadState
from submissions.exceptions import TooManyMessages
from submissions.models import Entry, Message, MessageThread, ThreadRead

MOST_AN_HOUR = 20
thread_state = Lifecycle(
    "state", {ThreadState.OPEN: {ThreadState.CLOSED}, ThreadState.CLOSED: {ThreadState.OPEN}}
)


@dataclass(frozen=True)
class Words:
    """What somebody wrote. `token`: of the form; the same form sent twice writes once."""

    text: str
    token: UUID = field(default_factory=uuid4)
    file: Any = None
    file_name: str = ""


def open_thread(entry: Entry, subject: str, words: Words, *, by: Any, from_desk: bool) -> MessageThread:
    """Begin a new matter. Raises TooManyMessages, BadAttachment."""
    with transaction.atomic():
        # One at a time for a film, so that a form sent twice begins one matter.
        Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if written := Message.objects.filter(token=words.token).select_related("thread").first():
            return written.thread
        thread = MessageThread.objects.create(
            entry=entry,
            subject=" ".join(subject.split()),
            from_desk=from_desk,
            last_from_desk=from_desk,
            last_author_text=_name(by),
            last_at=timezone.now(),
        )
        _write(thread, words, by=by, from_desk=from_desk)
    return thread


def answer(thread: MessageThread, words: Words, *, by: Any, from_desk: bool) -> Message:
    """Write into a matter; a closed one is opened by it. Raises TooManyMessages, BadAttachment."""
    with transaction.atomic():
        locked = MessageThread.objects.select_for_update(of=("self",)).select_related("entry__edition")
        thread = locked.get(pk=thread.pk)
        if written := Message.objects.filter(token=words.token).first():
            return written
        if not thread.is_open:
            thread_state.move(thread, ThreadState.OPEN, by=by)
        return _write(thread, words, by=by, from_desk=from_desk)


def close_thread(thread: MessageThread, *, by: Any) -> MessageThread:
    """The matter is settled. What the makers wrote counts as read."""
    with transaction.atomic():
        thread_state.move(thread, ThreadState.CLOSED, by=by)
        read_at_desk(thread)
    return thread


def read_at_desk(thread: MessageThread) -> None:
    """Somebody of the office has the messages before them: they are new to nobody at the desk any more."""
    with transaction.atomic():
        if MessageThread.objects.filter(pk=thread.pk, desk_unread__gt=0).update(desk_unread=0):
            _waiting(thread, -1)
    thread.desk_unread = 0


def read_by_maker(thread: MessageThread, person: Any, *, up_to: int) -> None:
    """This maker has seen the messages up to that one. Going back changes nothing."""
    mark, made = ThreadRead.objects.get_or_create(thread=thread, person=person, defaults={"up_to": up_to})
    if not made and mark.up_to < up_to:
        mark.up_to = up_to
        mark.save(update_fields=["up_to", "at"])


def _write(thread: MessageThread, words: Words, *, by: Any, from_desk: bool) -> Message:
    if not from_desk:
        _refuse_floods(thread.entry, by)
    kept = attachments.keep(words.file, words.file_name) if words.file else ("", "", None)
    message = Message.objects.create(
        thread=thread,
        author=by,
        author_text=_name(by),
        from_desk=from_desk,
        text=words.text,
        token=words.token,
        file=kept[0],
        file_label=kept[1],
        file_size=kept[2],
    )
    news_to_desk = not from_desk and thread.desk_unread == 0
    MessageThread.objects.filter(pk=thread.pk).update(
        last_from_desk=from_desk,
        last_author_text=message.author_text,
        last_at=message.written_at,
        desk_unread=F("desk_unread") + (0 if from_desk else 1),
    )
    if news_to_desk:
        _waiting(thread, 1)
    if from_desk:
        message_letters.post_to_makers(message)
    else:
        read_by_maker(thread, by, up_to=message.pk)
        if news_to_desk:
            message_letters.post_to_desk(message)
    return message


def _refuse_floods(entry: Entry, by: Any) -> None:
    since = timezone.now() - timedelta(hours=1)
    lately = Message.objects.filter(author=by, from_desk=False, written_at__gte=since)
    if lately.filter(thread__entry__edition=entry.edition_id).count() >= MOST_AN_HOUR:
        raise TooManyMessages


def _waiting(thread: MessageThread, change: int) -> None:
    """How many matters hold something new for the desk stands with the edition, for the badge of every page."""
    Edition.objects.filter(pk=thread.entry.edition_id).update(messages_waiting=F("messages_waiting") + change)


def _name(person: Any) -> str:
    return str(person)[:200]
