"""Reading and writing the headers of tus 1.0. Pure: what cannot be understood is a BadHeader that names itself."""

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = "1.0.0"
EXTENSIONS = (
    "creation",
    "creation-with-upload",
    "creation-defer-length",
    "expiration",
    "checksum",
    "termination",
    "concatenation",
)
CHECKSUMS = ("sha1", "sha256", "md5")
BODY_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 8192
LARGEST_NUMBER = 2**63 - 1


class BadHeader(ValueError):
    """A header that breaks the specification; `name` says which."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True)
class Checksum:
    """What a chunk must add up to."""

    algorithm: str
    digest: bytes

    def start(self) -> Any:
        return hashlib.new(self.algorithm, usedforsecurity=False)


@dataclass(frozen=True)
class Concat:
    """`partial`, or `final` with the addresses of its parts."""

    is_final: bool
    urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Creation:
    """What a POST asks for. `length` None: not known yet, or to be summed up from the parts."""

    length: int | None
    metadata: str
    filename: str
    concat_header: str
    concat: Concat | None


def read_number(headers: Mapping[str, str], name: str) -> int | None:
    """A non-negative whole number in plain digits, or None when the header is absent."""
    text = headers.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) > LARGEST_NUMBER:
        raise BadHeader(name)
    return int(text)


def read_creation(headers: Mapping[str, str]) -> Creation:
    length = read_number(headers, "Upload-Length")
    deferred = headers.get("Upload-Defer-Length")
    concat = read_concat(headers.get("Upload-Concat", ""))
    if deferred not in {None, "1"}:
        raise BadHeader("Upload-Defer-Length")
    ways = [length is not None, deferred is not None, concat is not None and concat.is_final]
    if ways.count(True) != 1:
        raise BadHeader("Upload-Length")
    metadata = headers.get("Upload-Metadata", "").strip()
    return Creation(
        length=length,
        metadata=metadata,
        filename=tidy_name(text_of(read_metadata(metadata), "filename")),
        concat_header=headers.get("Upload-Concat", ""),
        concat=concat,
    )


def read_metadata(header: str) -> dict[str, bytes]:
    """Key-value pairs; a value is Base64, empty, or absent together with its space."""
    pairs: dict[str, bytes] = {}
    if len(header) > LONGEST_METADATA:
        raise BadHeader("Upload-Metadata")
    for pair in header.split(",") if header else []:
        key, *values = pair.strip(" ").split(" ")
        if not key or not key.isascii() or not key.isprintable() or key in pairs or len(values) > 1:
            raise BadHeader("Upload-Metadata")
        try:
            pairs[key] = b64decode(values[0], validate=True) if values else b""
        except (binascii.Error, ValueError):
            raise BadHeader("Upload-Metadata") from None
    return pairs


def write_metadata(pairs: Mapping[str, str]) -> str:
    return ",".join(
        f"{key} {b64encode(value.encode()).decode()}" if value else key for key, value in pairs.items()
    )


def text_of(pairs: Mapping[str, bytes], key: str) -> str:
    try:
        return pairs.get(key, b"").decode()
    except UnicodeDecodeError:
        raise BadHeader("Upload-Metadata") from None


def tidy_name(name: str) -> str:
    """A file's own name, for people to read: without folders and control characters, never used as a path."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:255]


def read_checksum(header: str | None) -> Checksum | None:
    if header is None:
        return None
    algorithm, _, value = header.partition(" ")
    try:
        digest = b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise BadHeader("Upload-Checksum") from None
    checksum = Checksum(algorithm, digest)
    if algorithm not in CHECKSUMS or len(digest) != checksum.start().digest_size:
        raise BadHeader("Upload-Checksum")
    return checksum


def read_concat(header: str) -> Concat | None:
    if not header:
        return None
    if header == "partial":
        return Concat(is_final=False)
    kind, semicolon, urls = header.partition(";")
    if (
        kind != "final"
        or not semicolon
        or not urls.split()
        or not header.isascii()
        or not header.isprintable()
    ):
        raise BadHeader("Upload-Concat")
    return Concat(is_final=True, urls=tuple(urls.split()))
