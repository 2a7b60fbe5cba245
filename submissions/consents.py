"""Consent documents: what may be one, and where it is kept. Private: no public address ever leads to one."""

import hashlib
import re
import uuid
from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from submissions.exceptions import BadConsent, BadStill
from submissions.picture_reading import read_picture

MAX_BYTES = 20 * 1024**2
NAME = re.compile(r"consents/[0-9a-f]{32}\.(pdf|jpg|png|webp)")
KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@dataclass(frozen=True)
class Document:
    """A file that was looked at and found to be what it says."""

    data: bytes
    ending: str

    @property
    def content_type(self) -> str:
        return KINDS[self.ending]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_document(file: IO[bytes]) -> Document:
    """The bytes as they came: a signed paper is not to be made anew. Raises BadConsent."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadConsent
    ending = _ending(data)
    if ending != "pdf":
        try:
            # A signature cut out of a letter may be small.
            read_picture(ContentFile(data), shortest_side=1)
        except BadStill as error:
            raise BadConsent from error
    return Document(data, ending)


def store(document: Document) -> str:
    return default_storage.save(f"consents/{uuid.uuid4().hex}.{document.ending}", ContentFile(document.data))


def discard(name: str) -> None:
    if NAME.fullmatch(name):
        default_storage.delete(name)


def _ending(data: bytes) -> str:
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    raise BadConsent
