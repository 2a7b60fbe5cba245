"""What counts as an answer to a question of the festival's own. Pure; the words for refusals are elsewhere.

`read` takes what a form or a program sent and gives the value as it is kept in JSON: a text, a number, an option's
key, a list of keys, an ISO date, true. None means that nothing was answered.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

TEXT, LONG_TEXT, NUMBER, ONE, SEVERAL = "text", "long_text", "number", "one", "several"
DATE, URL, FILE, CONSENT = "date", "url", "file", "consent"
LONGEST_URL = 2000
MOST_DIGITS = 15  # what a JSON number carries through every program unharmed
FIRST_YEAR, LAST_YEAR = 1888, 2200  # the oldest film that is kept; a slip of the finger


@dataclass(frozen=True)
class Ask:
    """What a question accepts."""

    kind: str
    longest: int = 0
    """Letters at most; 0: no limit of its own."""
    smallest: Decimal | None = None
    largest: Decimal | None = None
    decimals: int = 0
    options: tuple[str, ...] = ()
    kept: frozenset[str] = frozenset()
    """Options no longer offered that this entry has chosen before: they may stay."""
    most: int = 0
    """Options at most; 0: all."""


class BadAnswer(ValueError):
    """`code` says what is wrong, `params` with which limit."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Reading:
    """Several answers at once: those that are good, and what is wrong with the others."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, BadAnswer] = field(default_factory=dict)


def read(ask: Ask, sent: Any) -> Any:
    """The value to keep, or None for no answer. Raises BadAnswer."""
    if sent is None or sent in ("", []):
        return None
    return READERS[ask.kind](ask, sent)


def read_all(asks: dict[str, Ask], sent: dict[str, Any]) -> Reading:
    """Each answer that was sent; a key nobody asked for is wrong, too."""
    found = Reading()
    for key, value in sent.items():
        try:
            if key not in asks:
                raise BadAnswer("unknown_question")
            found.values[key] = read(asks[key], value)
        except BadAnswer as error:
            found.wrong[key] = error
    return found


def _words(sent: Any) -> str:
    if not isinstance(sent, str):
        raise BadAnswer("not_a_text")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\r\n\t" for sign in sent):
        raise BadAnswer("control_signs")
    return sent.replace("\r\n", "\n").replace("\r", "\n").strip()


def _text(ask: Ask, sent: Any) -> str | None:
    words = " ".join(_words(sent).split())
    return _short_enough(ask, words)


def _long_text(ask: Ask, sent: Any) -> str | None:
    return _short_enough(ask, _words(sent))


def _short_enough(ask: Ask, words: str) -> str | None:
    if ask.longest and len(words) > ask.longest:
        raise BadAnswer("too_long", limit=ask.longest, length=len(words))
    return words or None


def _number(ask: Ask, sent: Any) -> int | float | None:
    value = _decimal(sent)
    if value is None:
        return None
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > ask.decimals:
        raise BadAnswer("too_exact" if ask.decimals else "not_whole", limit=ask.decimals)
    if ask.smallest is not None and value < ask.smallest:
        raise BadAnswer("too_small", limit=plain(ask.smallest))
    if ask.largest is not None and value > ask.largest:
        raise BadAnswer("too_large", limit=plain(ask.largest))
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(sent: Any) -> Decimal | None:
    """Digits of any script, one dot or one comma before the decimals; no other sign."""
    if isinstance(sent, bool) or not isinstance(sent, str | int | float | Decimal):
        raise BadAnswer("not_a_number")
    words = unicodedata.normalize("NFKC", str(sent)).strip() if len(str(sent)) <= 60 else "too long"
    if not words:
        return None
    if not re.fullmatch(r"[+-]?\d+([.,]\d+)?", words, re.ASCII):
        raise BadAnswer("not_a_number")
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", words):
        raise BadAnswer("which_number")  # 1,250 is two different numbers, depending on who reads it
    try:
        value = Decimal(words.replace(",", "."))
    except InvalidOperation as error:
        raise BadAnswer("not_a_number") from error
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS or abs(value) >= 10**MOST_DIGITS:
        raise BadAnswer("too_many_digits", limit=MOST_DIGITS)
    return value


def plain(number: Decimal) -> str:
    """7 rather than 7.00, and never 1E+1."""
    return f"{number.normalize():f}"


def _one(ask: Ask, sent: Any) -> str:
    if not isinstance(sent, str) or (sent not in ask.options and sent not in ask.kept):
        raise BadAnswer("no_such_option")
    return sent


def _several(ask: Ask, sent: Any) -> list[str]:
    if not isinstance(sent, list | tuple):
        raise BadAnswer("not_a_list")
    if any(not isinstance(key, str) for key in sent):
        raise BadAnswer("no_such_option")
    chosen = list(dict.fromkeys(sent))
    if any(key not in ask.options and key not in ask.kept for key in chosen):
        raise BadAnswer("no_such_option")
    if ask.most and len(chosen) > ask.most:
        raise BadAnswer("too_many_options", limit=ask.most)
    order = {key: place for place, key in enumerate(ask.options)}
    return sorted(chosen, key=lambda key: order.get(key, len(order)))


def _date(ask: Ask, sent: Any) -> str:
    if not isinstance(sent, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", sent.strip(), re.ASCII):
        raise BadAnswer("not_a_date")
    try:
        day = date.fromisoformat(sent.strip())
    except ValueError as error:
        raise BadAnswer("not_a_date") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadAnswer("strange_year", year=day.year)
    return day.isoformat()


def _url(ask: Ask, sent: Any) -> str | None:
    address = _words(sent)
    if not address:
        return None
    if len(address) > LONGEST_URL:
        raise BadAnswer("too_long", limit=LONGEST_URL, length=len(address))
    if not is_web_address(address):
        raise BadAnswer("not_an_address")
    return address


def is_web_address(address: str) -> bool:
    """An http(s) address with a host, without a password and without white space or invisible signs."""
    if any(sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in address):
        return False
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in address:
        return False
    return "." in host.strip(".") or ":" in host


def _consent(ask: Ask, sent: Any) -> bool | None:
    if sent in (True, "on", "true", "1"):
        return True
    if sent in (False, "false", "0"):
        return None
    raise BadAnswer("not_a_tick")


def _file(ask: Ask, sent: Any) -> None:
    raise BadAnswer("file_comes_otherwise")


READERS = {
    TEXT: _text,
    LONG_TEXT: _long_text,
    NUMBER: _number,
    ONE: _one,
    SEVERAL: _several,
    DATE: _date,
    URL: _url,
    CONSENT: _consent,
    FILE: _file,
}
