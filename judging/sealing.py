"""A juror's private note: sealed with a key of its author's, so that nobody else's session ever opens it.

The key of a person is derived from the installation's secret (settings.NOTE_SECRETS) and the account's number; the
secret lies apart from SECRET_KEY and from the database, so that a copy of the database tells no note. The first secret
seals, all of them open: that is how they are changed (docs/deployment.md).
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from festival.exceptions import FestivalError

SALT = b"judging.private_note"


class NoteUnreadable(FestivalError):
    """The secret that sealed it is gone from NOTE_SECRETS."""

    default_message = _(
        "Your private note was sealed with a key that this portal no longer has. Tell the people who run it."
    )


def seal(words: str, author: int) -> str:
    """`author`: the key of the account. Nothing stays nothing."""
    return _box(author).encrypt(words.encode()).decode() if words else ""


def unseal(sealed: str, author: int) -> str:
    """Raises NoteUnreadable."""
    if not sealed:
        return ""
    try:
        return _box(author).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise NoteUnreadable from error


def reseal(sealed: str, author: int) -> str:
    """The same words under the newest secret. Raises NoteUnreadable."""
    try:
        return _box(author).rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise NoteUnreadable from error


def _box(author: int) -> MultiFernet:
    return _box_of(tuple(settings.NOTE_SECRETS), author)


@lru_cache(maxsize=256)
def _box_of(secrets: tuple[str, ...], author: int) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret, author)) for secret in secrets])


def _key(secret: str, author: int) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=SALT, info=str(author).encode())
    return urlsafe_b64encode(kdf.derive(secret.encode()))
