"""No more reminders: a signed link that works without signing in, for as long as the letter lies in a mailbox."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from festival.models import NoReminders, User

SALT = "festival.reminders"


def stop_url(person: Any) -> str:
    token = signing.Signer(salt=SALT).sign(str(person.pk))
    return settings.PORTAL_URL + reverse("festival:stop_reminders", kwargs={"token": token})


def person_of(token: str) -> User | None:
    try:
        number = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=number, is_active=True).first()


def stop_reminders(person: User, *, by: str) -> None:
    """`by`: "link" of a letter or "page". Asking twice changes nothing."""
    NoReminders.objects.get_or_create(person=person, defaults={"said_by": by})


def allow_reminders(person: User) -> None:
    NoReminders.objects.filter(person=person).delete()
