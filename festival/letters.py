"""The outbox: a letter is written in the transaction that caused it and sent only after the commit."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from festival import tasks
from festival.letter_kinds import HOUSE_FIELDS, LetterKind, field_values, is_reminder, kind_named
from festival.letter_standins import stand_in_context, with_fields_again
from festival.models import Edition, Letter, LetterWording
from festival.unsubscribing import stop_url
from festival.wording import as_html, as_text, fields_in, plain_line

SUBJECT_LENGTH = 300
NO_KIND = LetterKind("", "", "")


@dataclass(frozen=True)
class Draft:
    """A letter as it would be written now. `own_words`: the edition's, not the built-in ones.

    `fragment`: its words as HTML without the letterhead. `empty`: fields in its words that have nothing to say here.
    """

    kind: str
    to_email: str
    recipient: Any
    edition: Edition | None
    language: str
    subject: str
    text: str
    html: str
    own_words: bool = False
    fragment: str = ""
    empty: tuple[str, ...] = ()


def compose(
    kind: str,
    *,
    to: Any,
    context: dict[str, Any],
    edition: Edition | None = None,
    language: str = "",
) -> Draft:
    """Render the letter `kind` ("submissions/entry_received") for a User or a bare address; write nothing.

    The words are the edition's own (`LetterWording`) or else `templates/emails/<kind>/{subject.txt,body.txt,body.html}`,
    in the reader's language, with `context` plus `edition`, `recipient` and `portal_url`.
    """
    recipient = None if isinstance(to, str) else to
    language = language or (recipient.language if recipient else "") or settings.LANGUAGE_CODE
    own = wording_for(kind, edition, language)
    if own is not None:
        return compose_words(
            own.subject, own.body, kind=kind, to=to, context=context, edition=edition, language=language
        )
    with translation.override(language):
        values = _values(context, edition, recipient, language, kind)
        values["subject"] = _one_line(render_to_string(f"emails/{kind}/subject.txt", values))
        return Draft(
            kind,
            to if recipient is None else recipient.email,
            recipient,
            edition,
            language,
            subject=values["subject"],
            text=_without_gaps(render_to_string(f"emails/{kind}/body.txt", values)),
            html=render_to_string(f"emails/{kind}/body.html", values),
        )


def compose_words(
    subject: str,
    body: str,
    *,
    kind: str,
    to: Any,
    context: dict[str, Any],
    edition: Edition | None,
    language: str,
) -> Draft:
    """The same from words that somebody of the office wrote, for this letter or for all of its kind."""
    recipient = None if isinstance(to, str) else to
    declared = kind_named(kind) or NO_KIND
    with translation.override(language):
        values = _values(context, edition, recipient, language, kind)
        fields = field_values(declared.all_fields, values, edition.tz if edition else None)
        used = dict.fromkeys([*fields_in(subject), *fields_in(body)])
        values |= {
            "subject": _one_line(plain_line(subject, fields)),
            "words_text": as_text(body, fields),
            "words_html": as_html(body, fields, links=declared.links),
        }
        return Draft(
            kind,
            to if recipient is None else recipient.email,
            recipient,
            edition,
            language,
            subject=values["subject"],
            text=_without_gaps(render_to_string("emails/own_words.txt", values)),
            html=render_to_string("emails/own_words.html", values),
            own_words=True,
            fragment=str(values["words_html"]),
            empty=tuple(name for name in used if not fields.get(name)),
        )


def post_letter(
    kind: str,
    *,
    to: Any,
    context: dict[str, Any],
    edition: Edition | None = None,
    language: str = "",
    key: str = "",
    paced: bool = False,
) -> Letter:
    """Write the letter and send it after the commit.

    With a `key` of which there is a letter already, that letter comes back and nothing is written or sent.
    `paced`: one of many; it waits its turn so that the mail server is not flooded.
    """
    draft = compose(kind, to=to, context=context, edition=edition, language=language)
    return post_draft(draft, key=key, paced=paced)


def post_draft(draft: Draft, *, key: str = "", paced: bool = False) -> Letter:
    """Put a draft into the outbox. See `post_letter` for `key` and `paced`."""
    if key and (written := Letter.objects.filter(key=key).first()):
        return written
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                edition=draft.edition,
                recipient=draft.recipient,
                to_email=draft.to_email,
                language=draft.language,
                kind=draft.kind,
                key=key,
                subject=draft.subject,
                text=draft.text,
                html=draft.html,
                paced=paced,
            )
    except IntegrityError:
        if not key:
            raise
        return Letter.objects.get(key=key)  # another worker was faster
    if not paced:
        tasks.send_letter.delay_on_commit(letter.pk)
    return letter


def wording_for(kind: str, edition: Edition | None, language: str) -> LetterWording | None:
    """The edition's own words in this language. Without them the built-in ones stand."""
    if edition is None:
        return None
    return LetterWording.objects.filter(edition=edition, kind=kind, language=language).first()


def built_in(kind: LetterKind, edition: Edition, language: str) -> tuple[str, str]:
    """Subject and text of the built-in letter with its merge fields standing in it: what one begins to edit."""
    fields = (*kind.fields, *HOUSE_FIELDS)
    with translation.override(language):
        context = stand_in_context(fields) | {"language": language, "bare": True}
        subject = render_to_string(f"emails/{kind.name}/subject.txt", context)
        body = render_to_string(f"emails/{kind.name}/body.txt", context)
        return _one_line(with_fields_again(subject, fields)), _without_gaps(
            with_fields_again(body, fields)
        ).strip()


def _values(
    context: dict[str, Any], edition: Edition | None, recipient: Any, language: str, kind: str
) -> dict[str, Any]:
    return {
        **context,
        "edition": edition,
        "recipient": recipient,
        "portal_url": settings.PORTAL_URL,
        "language": language,
        "unsubscribe_url": stop_url(recipient) if recipient is not None and is_reminder(kind) else "",
    }


def _without_gaps(text: str) -> str:
    """Parts of a letter that have nothing to say leave no hole: at most one empty line, one line end at the end."""
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:SUBJECT_LENGTH]
