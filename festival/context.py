"""What every page may show: the rooms this person may enter, and where they are."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from festival.desk_nav import desk_nav
from festival.rooms import rooms_for


def portal(request: HttpRequest) -> dict[str, Any]:
    """`edition` and `festival` are set where a view found one by `festival.scope`; a view's own context wins."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    values: dict[str, Any] = {
        "rooms": rooms_for(user, request.path) if signed_in else [],
        "theme": request.COOKIES.get("theme", ""),
    }
    edition = getattr(request, "edition", None)
    if edition is not None:
        values |= {"edition": edition, "festival": edition.festival}
        if signed_in:
            values["desk_nav"] = SimpleLazyObject(lambda: desk_nav(user, edition, request.path))
    return values
