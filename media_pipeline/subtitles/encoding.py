"""Bytes to text. What is certain is said so; what is guessed is guessed with the help of the declared language."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from media_pipeline.subtitles.commonest import COMMONEST, WESTERN
from media_pipeline.subtitles.cues import UnreadableError
from media_pipeline.subtitles.languages import base

SAMPLE_BYTES = 64 * 1024
ENOUGH = 0.25
"""Of the letters beyond ASCII, so many belong to the commonest of the language when the guess is right."""
SURELY = 0.9

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866")
_CENTRAL = ("cp1250", "iso8859_2")
_BY_LANGUAGE = {
    **dict.fromkeys(WESTERN, ("cp1252",)),
    "zh-hans": ("gb18030", "big5hkscs"),
    "zh-hant": ("big5hkscs", "gb18030"),
    "zh": ("gb18030", "big5hkscs"),
    "yue": ("big5hkscs", "gb18030"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"), _CYRILLIC),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), _CENTRAL),
    "el": ("cp1253",),
    "tr": ("cp1254",),
    "az": ("cp1254",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
    "et": ("cp1257",),
    "lv": ("cp1257",),
    "lt": ("cp1257",),
    "vi": ("cp1258",),
    "th": ("cp874",),
}
_NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB 18030",
    "big5hkscs": "Big5",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "iso8859_5": "ISO 8859-5",
    "iso8859_2": "ISO 8859-2",
    "cp866": "DOS 866",
    "cp874": "Windows-874",
}
_NO_TEXT = (
    (b"PK\x03\x04", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"%PDF", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"\x1a\x45\xdf\xa3", "film"),
    (b"\x00\x00\x01\xba", "pictures"),
    (b"PG", "pictures"),
)


@dataclass(frozen=True)
class Decoded:
    """Text, and how sure we are of it."""

    text: str
    encoding: str
    is_certain: bool
    lost: int = 0
    """Characters that could not be read and are missing."""


def decode(data: bytes, language: str = "") -> Decoded:
    """Turn the bytes of a subtitle file into text. Raises UnreadableError for what is no text."""
    for start, kind in _NO_TEXT:
        if data.startswith(start):
            raise UnreadableError("subtitle_not_text", kind=kind)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _certain(data[len(mark) :], codec)
    if codec := _wide_without_mark(data):
        return _certain(data, codec)
    stray = data.count(0)
    if stray > max(8, len(data) // 1000):
        raise UnreadableError("subtitle_not_text", kind="binary")
    data = data.replace(b"\0", b"")
    try:
        return Decoded(data.decode(), "UTF-8", is_certain=True, lost=stray)
    except UnicodeDecodeError:
        return _nearly_utf8(data) or _guessed(data, language)


def name_of(codec: str) -> str:
    """The name that people know the encoding by."""
    return _NAMES.get(codec, codec.upper().replace("CP125", "Windows-125").replace("_", "-"))


def _certain(data: bytes, codec: str) -> Decoded:
    text = data.decode(codec, "replace")
    return Decoded(text.replace("\0", ""), name_of(codec), is_certain=True, lost=text.count("\ufffd"))


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 of Latin text has a zero in every second byte; of Chinese text at least in its digits and line ends."""
    head = data[:SAMPLE_BYTES]
    if len(head) < 8:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    if many < max(2, len(head) // 20) or few > many // 20:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 that was cut or patched in a few places; other encodings are broken in nearly every letter."""
    text = data.decode("utf-8", "replace")
    lost, beyond_ascii = text.count("\ufffd"), sum(letter > "\x7f" for letter in text)
    if lost * 20 > beyond_ascii:
        return None
    return Decoded(text, "UTF-8", is_certain=False, lost=lost)


def _guessed(data: bytes, language: str) -> Decoded:
    codecs_to_try = _BY_LANGUAGE.get(language) or _BY_LANGUAGE.get(base(language), ())
    scored = [(likeness(data, codec, language), codec) for codec in codecs_to_try]
    best, codec = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    if best < ENOUGH:
        codec = _by_statistics(data, language) or codec or "cp1252"
    text = data.decode(codec, "replace")
    return Decoded(text, name_of(codec), is_certain=False, lost=text.count("\ufffd"))


def likeness(data: bytes, codec: str, language: str) -> float:
    """The share of the commonest letters of a language among all beyond ASCII, when read in this encoding."""
    text = data[:SAMPLE_BYTES].decode(codec, "replace")
    beyond = [letter for letter in text if letter > "\x7f"]
    commonest = COMMONEST.get(language) or COMMONEST.get(base(language), frozenset())
    if not beyond:
        return 0.0
    wrong = sum(letter == "\ufffd" for letter in beyond)
    return (sum(letter in commonest for letter in beyond) - 5 * wrong) / len(beyond)


def _by_statistics(data: bytes, language: str) -> str:
    """Nothing is known of the language, or it does not fit: East Asian by the commonest letters, else by statistics."""
    asian = [
        (likeness(data, codec, tongue), codec)
        for tongue in ("zh", "ja", "ko")
        for codec in _BY_LANGUAGE[tongue]
    ]
    best, codec = max(asian)
    if best >= ENOUGH and base(language) not in COMMONEST:
        return codec
    if not language and likeness(data, "cp1252", "fr") > SURELY:
        return "cp1252"
    found = from_bytes(data[:SAMPLE_BYTES]).best()
    return found.encoding if found else ""
