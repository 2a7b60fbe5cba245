"""Where pictures lie, and under which address they are seen. How they are read is told in picture_reading.py.

A still's address holds 128 random bits and nothing else: whoever may see the entry is told the address, and
nobody can guess it. So jurors, the desk and the public page share one cacheable file without a question asked.
"""

import re
import uuid
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signing import Signer
from django.urls import reverse
from PIL import Image

from media_pipeline.models import Asset

PRINT, LARGE, SMALL = 4096, 1600, 480  # pixels wide; print is for the office alone
QUALITY = {PRINT: 93}
NAME = re.compile(r"stills/[0-9a-f]{32}\.jpg")


def store_picture(picture: Image.Image) -> str:
    """Encode the picture anew and return the name under which its sizes are kept."""
    name = new_name()
    for width in (PRINT, LARGE, SMALL):
        default_storage.save(sized(name, width), ContentFile(encode(picture, width)))
    return name


def new_name() -> str:
    return f"stills/{uuid.uuid4().hex}.jpg"


def encode(picture: Image.Image, width: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
    out = BytesIO()
    smaller.save(out, "JPEG", quality=QUALITY.get(width, 86), progressive=True, optimize=True)
    return out.getvalue()


def sized(name: str, width: int) -> str:
    return f"{name.removesuffix('.jpg')}-{width}.jpg"


def discard_still(name: str) -> None:
    if NAME.fullmatch(name):
        for width in (PRINT, LARGE, SMALL):
            default_storage.delete(sized(name, width))


def still_address(name: str, width: int) -> str:
    if not name:
        return ""
    key = name.removeprefix("stills/").removesuffix(".jpg")
    return reverse("entries:still", kwargs={"key": key, "width": width})


def poster_of(film: Asset | None) -> str:
    """The address of the picture taken from the film; empty before there is one. Signed, so not to be guessed."""
    if film is None or film.playable_at is None:
        return ""
    return reverse("entries:poster", kwargs={"key": _signer().sign(film.pk.hex)})


def film_of_poster(key: str) -> uuid.UUID:
    """The film whose picture an address names. Raises BadSignature."""
    return uuid.UUID(hex=_signer().unsign(key))


def _signer() -> Signer:
    return Signer(salt="submissions.poster")
