"""Letters about an account: written by django-allauth, sent by us."""

from typing import Any

from django.utils.translation import get_language

from festival.models import Letter, User
from festival.tasks import send_letter


def post_account_letter(template_prefix: str, email: str, message: Any) -> Letter:
    html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    letter = Letter.objects.create(
        recipient=User.objects.filter(email__iexact=email).first(),
        to_email=email,
        language=get_language() or "en",
        kind=template_prefix,
        subject=message.subject[:300],
        text=message.body,
        html=html,
    )
    send_letter.delay_on_commit(letter.pk)
    return letter
