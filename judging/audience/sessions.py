"""Who this browser has shown to be, and which browser it is: digests in the session, a random name in a cookie."""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from festival.accounts.client_address import client_address
from judging.audience.voting import Person, Whereabouts, person_with_account
from judging.enums_funnel import VoterWay
from judging.models import Poll

SESSION_KEY = "audience"
DEVICE_COOKIE = "vote_device"
DEVICE_DAYS = 60


def person_of(request: HttpRequest, poll: Poll) -> Person | None:
    """By ticket or code if this browser has shown one for this vote; else the account that is signed in."""
    kept = request.session.get(SESSION_KEY, {}).get(str(poll.pk))
    if kept:
        return Person(kept["way"], kept["mailbox"], "", kept["ticket"], kept["pattern"])
    if poll.accounts and poll.salt and request.user.is_authenticated and _verified(request.user):
        return person_with_account(poll, request.user)
    return None


def remember(request: HttpRequest, poll: Poll, person: Person) -> None:
    shown = request.session.get(SESSION_KEY, {})
    shown[str(poll.pk)] = {
        "way": str(person.way),
        "mailbox": person.mailbox,
        "ticket": person.ticket,
        "pattern": person.pattern,
    }
    request.session[SESSION_KEY] = shown


def forget(request: HttpRequest, poll: Poll) -> None:
    """The phone goes to the next person."""
    shown = request.session.get(SESSION_KEY, {})
    if shown.pop(str(poll.pk), None) is not None:
        request.session[SESSION_KEY] = shown


def ticket_shown(request: HttpRequest, poll: Poll) -> int | None:
    """The ticket this browser has shown for this vote."""
    kept: dict[str, Any] = request.session.get(SESSION_KEY, {}).get(str(poll.pk)) or {}
    return kept.get("ticket") if kept.get("way") == VoterWay.TICKET else None


def whereabouts(request: HttpRequest) -> Whereabouts:
    agent = request.headers.get("User-Agent", "")[:400]
    return Whereabouts(client_address(request), agent, request.COOKIES.get(DEVICE_COOKIE, "")[:64])


def name_device(request: HttpRequest) -> str:
    """The name of this browser; a new one for a browser that has not voted."""
    return request.COOKIES.get(DEVICE_COOKIE, "")[:64] or token_urlsafe(18)


def keep_device(response: HttpResponse, name: str) -> None:
    response.set_cookie(
        DEVICE_COOKIE,
        name,
        max_age=DEVICE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _verified(user: Any) -> bool:
    """Only an account whose address has been proved is one person."""
    return bool(user.emailaddress_set.filter(verified=True, email__iexact=user.email).exists())
