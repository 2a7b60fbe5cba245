"""The letters of the ground floor."""

from datetime import datetime

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
