"""A juror's private note: sealed with a key of its author's, so that nobody else's session ever opens it.

The key of a person is derived from the installation's secret (settings.NOTE_SECRETS) and the account's number; the
secret lies apart from SECRET_KEY and from the database, so that a copy of the database tells no note. The first secret
seals, all of them open: that is how they are changed (docs/deployment.md).
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from festival.exceptions import FestivalError

SALT = b"judging.private_note"
NAME_SALT = b"judging.device_name"
DEVICE_SALT = b"judging.device_key"


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


@dataclass(frozen=True)
class Keeper:
    """What a browser needs to keep unsent words for one person: under which name, and locked with which key."""

    name: str
    key: str


def keeper_of(user: Any) -> Keeper:
    """Told to the person's own pages alone: who sits down at the same device later finds locked words."""
    name, key = (_derived(settings.NOTE_SECRETS[0], user.pk, salt) for salt in (NAME_SALT, DEVICE_SALT))
    return Keeper(urlsafe_b64encode(name[:9]).decode(), urlsafe_b64encode(key).decode())


def _box(author: int) -> MultiFernet:
    return _box_of(tuple(settings.NOTE_SECRETS), author)


@lru_cache(maxsize=256)
def _box_of(secrets: tuple[str, ...], author: int) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret, author)) for secret in secrets])


def _key(secret: str, author: int) -> bytes:
    return urlsafe_b64encode(_derived(secret, author, SALT))


def _derived(secret: str, author: int, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=str(author).encode()).derive(secret.encode())
