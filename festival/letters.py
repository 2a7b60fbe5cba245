"""The outbox: a letter is written in the transaction that caused it and sent only after the commit."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from festival import tasks
from festival.models import Edition, Letter


def post_letter(
    kind: str,
    *,
    to: Any,
    context: dict[str, Any],
    edition: Edition | None = None,
    language: str = "",
) -> Letter:
    """Write the letter `kind` ("submissions/entry_received") to a User or to a bare address.

    The words are `templates/emails/<kind>/{subject.txt,body.txt,body.html}`, rendered in the reader's language
    with `context` plus `edition`, `recipient` and `portal_url`.
    """
    recipient = None if isinstance(to, str) else to
    language = language or (recipient.language if recipient else "") or settings.LANGUAGE_CODE
    values = {
        **context,
        "edition": edition,
        "recipient": recipient,
        "portal_url": settings.PORTAL_URL,
        "language": language,
    }
    with translation.override(language):
        letter = Letter.objects.create(
            edition=edition,
            recipient=recipient,
            to_email=to if recipient is None else recipient.email,
            language=language,
            kind=kind,
            subject=" ".join(render_to_string(f"emails/{kind}/subject.txt", values).split())[:300],
            text=render_to_string(f"emails/{kind}/body.txt", values).strip() + "\n",
            html=render_to_string(f"emails/{kind}/body.html", values),
        )
    tasks.send_letter.delay_on_commit(letter.pk)
    return letter
