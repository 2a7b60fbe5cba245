"""The notices about messages. They say that something was written and where; the words stay behind the sign-in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from festival.enums import Role
from festival.letter_kinds import LetterKind, MergeField, declare
from festival.letters import post_letter
from festival.models import Letter, Membership, User
from submissions.makers import letter_readers
from submissions.models import Message

FIELDS = (
    MergeField("title", _("Title of the film"), "entry.title"),
    MergeField("number", _("Number of the entry"), "entry.number"),
    MergeField("subject", _("Subject of the message"), "thread.subject"),
    MergeField("message_link", _("Link to the message"), "url", link=True),
)
declare(
    LetterKind(
        "messages/to_makers",
        _("A message from the festival"),
        _("When somebody of the office writes to the makers of a film."),
        FIELDS,
        rank=40,
    ),
    LetterKind(
        "messages/to_desk",
        _("A message from a maker"),
        _("To the office, when a maker writes and nothing unread was waiting there."),
        FIELDS,
        rank=41,
    ),
)


def post_to_makers(message: Message) -> list[Letter]:
    """To everybody who gets letters about the film, once a message."""
    thread = message.thread
    path = reverse("entries:message_thread", kwargs={"pk": thread.entry_id, "thread": thread.pk})
    return [_post("to_makers", message, reader, path) for reader in letter_readers(thread.entry)]


def post_to_desk(message: Message) -> list[Letter]:
    """To those of the office who have written in this matter and are still there; else to the directors."""
    thread, edition = message.thread, message.thread.entry.edition
    seats = Membership.objects.taken().filter(edition=edition, user__is_active=True).select_related("user")
    desk = seats.filter(role__in=[Role.DIRECTOR, Role.PROGRAMMER])
    writers = thread.messages.filter(from_desk=True).values("author")
    readers = list(desk.filter(user__in=writers)) or list(desk.filter(role=Role.DIRECTOR))
    path = reverse("entry_desk:message_thread", args=[edition.festival.slug, edition.slug, thread.pk])
    people: dict[int, User] = {seat.user_id: seat.user for seat in readers if seat.user and seat.user_id}
    return [_post("to_desk", message, person, path) for person in people.values()]


def _post(kind: str, message: Message, to: User, path: str) -> Letter:
    thread = message.thread
    return post_letter(
        f"messages/{kind}",
        to=to,
        edition=thread.entry.edition,
        context={"entry": thread.entry, "thread": thread, "url": settings.PORTAL_URL + path},
        key=f"message:{message.pk}:{to.pk}",
    )
