"""Small files beside a message: a PDF or a picture, looked at before it is kept. No public address leads to one."""

import re
import uuid
from pathlib import PurePath
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from submissions.consents import KINDS, read_document
from submissions.exceptions import BadAttachment, BadConsent

MAX_BYTES = 5 * 1024**2
NAME = re.compile(r"messages/[0-9a-f]{32}\.(pdf|jpg|png|webp)")
_UNSAFE = re.compile(r"[^\w .()\[\]-]+")


def keep(file: IO[bytes], name: str) -> tuple[str, str, int]:
    """Store the file: its name there, a name that is safe to show and to save under, its size. Raises BadAttachment."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadAttachment
    try:
        document = read_document(ContentFile(data))
    except BadConsent as error:
        raise BadAttachment from error
    place = f"messages/{uuid.uuid4().hex}.{document.ending}"
    return default_storage.save(place, ContentFile(data)), safe_label(name, document.ending), len(data)


def safe_label(name: str, ending: str) -> str:
    """The sender's name for it without paths, control characters and a false ending."""
    stem = PurePath(name.replace("\\", "/").rpartition("/")[2]).stem
    clean = " ".join(_UNSAFE.sub(" ", stem).split()).strip(". ")[:80]
    return f"{clean or 'file'}.{ending}"


def content_type(name: str) -> str:
    return KINDS[name.rpartition(".")[2]]


def discard(name: str) -> None:
    if NAME.fullmatch(name):
        default_storage.delete(name)
