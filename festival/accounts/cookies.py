"""The two choices that belong to a browser: language and theme."""

from django.conf import settings
from django.http import HttpResponse

A_YEAR_S = 365 * 24 * 3600


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Django's own language cookie; without a language the browser's wish counts again."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR_S,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def set_theme_cookie(response: HttpResponse, theme: str) -> None:
    """Read by the page frame and by the theme switch, which is a script: therefore not HttpOnly."""
    if not theme:
        response.delete_cookie("theme")
        return
    response.set_cookie(
        "theme", theme, max_age=A_YEAR_S, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
