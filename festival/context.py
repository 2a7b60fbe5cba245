"""What every page may show: the rooms this person may enter, and where they are."""

from typing import Any

from django.http import HttpRequest

from festival.rooms import rooms_for


def portal(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {
        "rooms": rooms_for(user, request.path) if user is not None and user.is_authenticated else [],
        "theme": request.COOKIES.get("theme", ""),
    }
