"""Who may? A person with a session on our own pages, or a program with a person's token."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from media_pipeline.uploads.exceptions import ForeignOrigin, NotSignedIn


def sender(request: HttpRequest) -> Any:
    """The signed-in person. A token needs no origin check, since no foreign page can make a browser send it."""
    try:
        known = TokenAuthentication().authenticate(request)  # type: ignore[arg-type]
    except AuthenticationFailed as error:
        raise NotSignedIn from error
    if known:
        return known[0]
    if not request.user.is_authenticated:
        raise NotSignedIn
    _check_origin(request)
    return request.user


def _check_origin(request: HttpRequest) -> None:
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    own = urlsplit(request.build_absolute_uri("/"))
    trusted = {f"{own.scheme}://{own.netloc}", *settings.CSRF_TRUSTED_ORIGINS}
    if (origin is not None and origin not in trusted) or site not in {"same-origin", "none"}:
        raise ForeignOrigin
