"""Which words were agreed to."""

from hashlib import sha256

from festival.models import Edition


def regulations_digest(edition: Edition) -> str:
    """The SHA-256 over the regulations in all their languages."""
    words = "\n".join(f"{code}:{text}" for code, text in sorted(edition.regulations.items()))
    return sha256(words.encode()).hexdigest()
