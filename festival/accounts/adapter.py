"""Accounts speak through the portal's own outbox, so that a login code is kept and retried like any letter."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from festival.accounts.client_address import client_address
from festival.accounts.cookies import set_language_cookie
from festival.accounts.letters import post_account_letter


class PortalAccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        values = {"email": email, "portal_url": settings.PORTAL_URL, **context}
        post_account_letter(template_prefix, email, self.render_mail(template_prefix, email, values))

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data.get("name", "")
        user.language = getattr(request, "LANGUAGE_CODE", "")
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        """A browser that has made no choice of its own speaks the language of the account."""
        response = super().post_login(request, user, **facts)
        if user.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language_cookie(response, user.language)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)
