"""Which files we take as papers, and whether a file is what its name says. Pure.

The first bytes are looked at, never more is opened: nothing here unpacks, renders or parses a stranger's file.
Signatures: PDF 32000-1 §7.5.2, RFC 9110 types of the files, the zip APPNOTE §4.3.7, RIFF, ID3v2 §3.1, ISO 14496-12 §4.3.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

HEAD = 4096  # bytes that are looked at
LONGEST_NAME = 120


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _office(folder: bytes) -> Callable[[bytes], bool]:
    """A zip whose first names are those of an Office document."""
    return lambda head: head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or folder in head)


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    marked = b"mimetypeapplication/vnd.oasis.opendocument." + kind
    return lambda head: head.startswith(b"PK\x03\x04") and head[30 : 30 + len(marked)] == marked


def is_plain_text(head: bytes) -> bool:
    """Text in UTF-8 or UTF-16 with a mark; nothing that a browser might take for a page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    try:
        # The head may end within a letter.
        words = (
            head.decode("utf-8-sig", "strict")
            if len(head) < HEAD
            else head[:-4].decode("utf-8-sig", "ignore")
        )
    except UnicodeDecodeError:
        return False
    return not words.lstrip().lower().startswith(("<!doctype", "<html", "<svg", "<?xml", "<script", "#!"))


@dataclass(frozen=True)
class PaperType:
    extension: str
    label: str
    fits: Callable[[bytes], bool]


TYPES: dict[str, PaperType] = {
    kind.extension: kind
    for kind in (
        PaperType("pdf", "PDF", _begins(b"%PDF-")),
        PaperType("jpg", "JPEG", _begins(b"\xff\xd8\xff")),
        PaperType("png", "PNG", _begins(b"\x89PNG\r\n\x1a\n")),
        PaperType("webp", "WebP", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
        PaperType("docx", "Word", _office(b"word/")),
        PaperType("xlsx", "Excel", _office(b"xl/")),
        PaperType("odt", "OpenDocument", _open_document(b"text")),
        PaperType("ods", "OpenDocument", _open_document(b"spreadsheet")),
        PaperType("txt", "TXT", is_plain_text),
        PaperType("csv", "CSV", is_plain_text),
        PaperType("zip", "ZIP", _begins(b"PK\x03\x04")),
        PaperType(
            "mp3",
            "MP3",
            lambda head: head[:3] == b"ID3" or head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
        ),
        PaperType("wav", "WAV", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
        PaperType("m4a", "M4A", lambda head: head[4:8] == b"ftyp"),
    )
}
ALIASES = {"jpeg": "jpg"}
DOCUMENTS = ("pdf", "jpg", "png")
"""What a licence or a letter usually is."""


class BadPaper(ValueError):
    """`code`: empty, too_large, type_not_taken, not_what_it_says."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def look_at(name: str, size: int, head: bytes, *, types: tuple[str, ...], most_bytes: int) -> str:
    """The type of the file as its extension. Raises BadPaper."""
    if size <= 0:
        raise BadPaper("empty")
    if size > most_bytes:
        raise BadPaper("too_large")
    extension = extension_of(name)
    if extension not in types or extension not in TYPES:
        raise BadPaper("type_not_taken")
    if not TYPES[extension].fits(head[:HEAD]):
        raise BadPaper("not_what_it_says")
    return extension


def extension_of(name: str) -> str:
    extension = PurePosixPath(tidy_name(name)).suffix.lower().removeprefix(".")
    return ALIASES.get(extension, extension)


def tidy_name(name: str) -> str:
    """The last part of the path without signs that hide, turn round or break a line; short; never empty."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    seen = seen.replace('"', "").strip(" .")
    path = PurePosixPath(seen or "file")
    return f"{path.stem[: LONGEST_NAME - len(path.suffix[:12])]}{path.suffix[:12]}"
