"""Language by the account, and refusals as answers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

from festival.exceptions import FestivalError
from festival.refusals import refusal_response


class PreferredLocaleMiddleware(LocaleMiddleware):
    """Django's own: the cookie set by the language switch, else the browser's wish.

    Chinese from any region is answered with the one written form that the portal speaks.
    """

    def process_request(self, request: HttpRequest) -> None:
        accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and accepted.lower().startswith("zh"):
            request.META["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
        super().process_request(request)


class RefusalMiddleware:
    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_response(request, exception) if isinstance(exception, FestivalError) else None
