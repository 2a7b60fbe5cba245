"""Who voted is kept only as a keyed digest: of the installation's secret and a salt that is thrown away afterwards."""

from hashlib import sha256
from hmac import new

from django.conf import settings

LETTERS = 32


def digest(salt: str, what: str, value: str) -> str:
    """128 bits; nothing for nothing. Without the salt of this poll nobody can try addresses against it."""
    if not value or not salt:
        return ""
    return new(_key(salt), f"{what}:{value}".encode(), sha256).hexdigest()[:LETTERS]


def ticket_key(salt: str) -> bytes:
    return new(_key(salt), b"tickets", sha256).digest()


def _key(salt: str) -> bytes:
    return f"judging.audience:{settings.SECRET_KEY}:{salt}".encode()
