"""Pictures that somebody sends: real ones only, upright, in sRGB, and nothing of what else was in the file.

Only pixels are taken over; a camera's data, places, comments and whatever is hidden behind the picture stay behind.
"""

import warnings
from contextlib import suppress
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from submissions.exceptions import BadStill
from submissions.stills import PRINT

MAX_BYTES = 25 * 1024**2
MAX_PIXELS = 80_000_000  # a 60-megapixel camera passes; a bomb of a few kilobytes does not
SHORTEST_SIDE = 200
LARGEST = (PRINT, PRINT * 2)
FORMATS = ("JPEG", "PNG", "WEBP")
BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombWarning,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,  # Pillow's word for a broken PNG
    ValueError,
    EOFError,
)


def read_picture(file: IO[bytes], *, shortest_side: int = SHORTEST_SIDE) -> Image.Image:
    """The pixels alone, upright and in sRGB. The size is read from the header before a pixel is decoded.

    Of a moving picture the first frame. Raises BadStill, whose sentence says what to do.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadStill(_("The picture is larger than %(limit)s MB. Send a smaller one.") % {"limit": 25})
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(BytesIO(data), formats=FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise BadStill(_too_many_pixels()) from error
        except BROKEN as error:
            raise BadStill(_what_it_is(data)) from error
        _look_at_size(picture, shortest_side)
        try:
            picture.draft(None, LARGEST)  # a JPEG is decoded no larger than it is kept
            picture.load()
            if picture.mode in ("RGB", "RGBA", "L", "LA", "CMYK"):
                picture.thumbnail(LARGEST, Image.Resampling.LANCZOS)
            return _bare(ImageOps.exif_transpose(picture))
        except BROKEN as error:
            raise BadStill(
                _("The picture is damaged or cut short. Export it again, and send that file.")
            ) from error


def _look_at_size(picture: Image.Image, least: int) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise BadStill(_too_many_pixels())
    if min(picture.size) < least:
        raise BadStill(
            _("The picture is too small (%(width)d × %(height)d). Each side needs %(least)d pixels or more.")
            % {"width": picture.width, "height": picture.height, "least": least}
        )


def _too_many_pixels() -> str:
    return _("The picture has too many pixels. Send one of at most %(limit)d megapixels.") % {
        "limit": MAX_PIXELS // 1_000_000
    }


def _what_it_is(data: bytes) -> str:
    """A sentence for the files that people send most often instead of a picture we take."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype")):
        return _("This is a drawing (SVG) or a page, not a picture. Export it as JPEG or PNG.")
    if data[4:8] == b"ftyp":
        return _("This kind of picture (HEIC, AVIF) or film cannot be read here. Export it as JPEG or PNG.")
    if head.startswith((b"gif8", b"ii*\0", b"mm\0*", b"8bps", b"bm")):
        return _("This kind of picture (GIF, TIFF, BMP, PSD) is not taken. Export it as JPEG or PNG.")
    if head.startswith(b"%pdf"):
        return _("This is a PDF, not a picture. Export the page as JPEG or PNG.")
    if not data:
        return _("The file is empty.")
    return str(BadStill.default_message)


def _bare(picture: Image.Image) -> Image.Image:
    """A new picture with these pixels on white, and with nothing else."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("I;16", "I;16B", "I;16L", "I"):
        picture = (
            picture.convert("I").point(lambda value: value / 256).convert("L")
        )  # 16 bits: keep the upper
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    alpha = picture.getchannel("A") if "A" in picture.getbands() else None
    colours = _in_srgb(picture.convert({"LA": "L", "RGBA": "RGB"}.get(picture.mode, picture.mode)), profile)
    bare = Image.new("RGB", picture.size, "white")
    bare.paste(colours, mask=alpha)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """By its own colour profile, if it has one that fits; a broken profile is no reason to refuse a picture."""
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
            if turned is not None:
                return turned
    return picture.convert("RGB")
