"""Stills: real pictures only, turned upright, without the metadata that a camera adds, in two sizes.

A still's address holds 128 random bits and nothing else: whoever may see the entry is told the address, and
nobody can guess it. So jurors, the desk and the public page share one cacheable file without a question asked.
"""

import re
import uuid
import warnings
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signing import Signer
from django.urls import reverse
from PIL import Image, ImageOps, UnidentifiedImageError

from media_pipeline.models import Asset
from submissions.exceptions import BadStill

LARGE, SMALL = 1600, 480
MAX_BYTES = 25 * 1024**2
MAX_PIXELS = 80_000_000  # a 60-megapixel camera passes; a bomb of a few kilobytes does not
FORMATS = ("JPEG", "PNG", "WEBP")
NAME = re.compile(r"stills/[0-9a-f]{32}\.jpg")


def store_picture(picture: Image.Image) -> str:
    """Encode the picture anew and return the name under which both sizes are kept."""
    name = f"stills/{uuid.uuid4().hex}.jpg"
    for width in (LARGE, SMALL):
        default_storage.save(sized(name, width), ContentFile(encode(picture, width)))
    return name


def read_picture(file: IO[bytes]) -> Image.Image:
    """The pixels alone, upright and in RGB. The size is read from the header before a pixel is decoded."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadStill
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS or min(picture.size) < 16:
                raise BadStill
            upright = ImageOps.exif_transpose(picture)
            bare = Image.new("RGB", upright.size, "white")
            layer = (
                upright.convert("RGBA")
                if "A" in upright.getbands() or "transparency" in upright.info
                else None
            )
            bare.paste(layer or upright.convert("RGB"), mask=layer)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,  # Pillow's word for a broken PNG
        ValueError,
    ) as error:
        raise BadStill from error
    return bare


def encode(picture: Image.Image, width: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
    out = BytesIO()
    smaller.save(out, "JPEG", quality=86, progressive=True, optimize=True)
    return out.getvalue()


def sized(name: str, width: int) -> str:
    return f"{name.removesuffix('.jpg')}-{width}.jpg"


def discard_still(name: str) -> None:
    if NAME.fullmatch(name):
        for width in (LARGE, SMALL):
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
