"""The code of a ticket: short enough to be typed from paper, and not to be guessed or forged.

Nothing but its number lies in the database: the rest is a keyed digest of poll and number, made anew for each sheet.
"""

from hashlib import sha256
from hmac import compare_digest, new

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, which are read as 1, 1, 0 and V."""
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": ""})
NUMBER_LETTERS = 4
SEAL_LETTERS = 10
MOST_TICKETS = 32**NUMBER_LETTERS - 1


def ticket_code(key: bytes, number: int) -> str:
    """Of the ticket of this number, as it is printed: "0007-K3W9P-X2M4T"."""
    head, seal = _letters(number, NUMBER_LETTERS), _seal(key, number)
    return f"{head}-{seal[:5]}-{seal[5:]}"


def number_of(key: bytes, typed: str) -> int | None:
    """The number of a genuine ticket, however it was typed; None for anything else."""
    text = typed.upper().translate(READ_AS)
    if len(text) != NUMBER_LETTERS + SEAL_LETTERS or not set(text) <= set(ALPHABET):
        return None
    number = 0
    for letter in text[:NUMBER_LETTERS]:
        number = 32 * number + ALPHABET.index(letter)
    return number if compare_digest(text[NUMBER_LETTERS:], _seal(key, number)) else None


def _seal(key: bytes, number: int) -> str:
    digest = int.from_bytes(new(key, str(number).encode(), sha256).digest()[:8], "big")
    return _letters(digest, SEAL_LETTERS)


def _letters(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
