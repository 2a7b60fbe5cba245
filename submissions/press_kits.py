"""Press kits: a PDF or a ZIP, looked at from outside only, and never shown by the portal: it is a download."""

import uuid
import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from submissions.exceptions import BadPressKit

MAX_BYTES = 60 * 1024**2
MOST_MEMBERS = 5000
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def kind_of(file: IO[bytes], size: int) -> str:
    """Either pdf or zip, by content and not by name. Raises BadPressKit."""
    if size > MAX_BYTES:
        raise BadPressKit(
            _("The press kit has %(size)s; at most %(limit)s are allowed.")
            % {"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)}
        )
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK") and _is_zip(file):
        return "zip"
    raise BadPressKit


def _is_zip(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return 0 < len(archive.infolist()) <= MOST_MEMBERS
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False
    finally:
        file.seek(0)


def store_kit(file: IO[bytes], kind: str) -> str:
    """The name under which it is kept: random, since nothing that a stranger typed becomes a path."""
    return default_storage.save(f"press_kits/{uuid.uuid4().hex}.{kind}", File(file))


def discard_kit(name: str) -> None:
    if name.startswith("press_kits/"):
        default_storage.delete(name)


def kit_filename(told: str, kind: str) -> str:
    """A name that can be offered for saving: no path, no control characters, and the ending that is true."""
    stem = PurePosixPath(told.replace("\\", "/")).stem
    clean = "".join(char for char in stem if char.isprintable() and char not in '<>:"/\\|?*').strip(" .")
    return f"{clean[:120] or 'press-kit'}.{kind}"
