"""The letters of the ground floor."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from festival.letters import post_letter
from festival.models import Letter, Membership, User


def post_invitation(membership: Membership, *, url: str, by: User, expires_at: datetime) -> Letter:
    """The one letter that carries a secret link. Its kind is known to `festival.outbox`, which hides the link."""
    return post_letter(
        "festival/invitation",
        to=membership.invited_email,
        edition=membership.edition,
        context={
            "membership": membership,
            "url": url,
            "by": by,
            "expires_on": expires_at.astimezone(membership.edition.tz).date(),
        },
    )


def post_erasure_asked(user: User, *, due_at: datetime) -> Letter:
    """When it will happen, and where to take it back."""
    url = settings.PORTAL_URL + reverse("festival:my_data")
    return post_letter("festival/erasure_asked", to=user, context={"due_at": due_at, "url": url})


def post_erasure_done(user: User) -> Letter:
    """The last letter to an address that the portal then forgets."""
    return post_letter("festival/erasure_done", to=user.email, language=user.language, context={})
