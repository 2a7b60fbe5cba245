"""Pictures as people send them, good and bad: made on the spot, a few kilobytes each."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms


def made(kind: str = "JPEG", size: tuple[int, int] = (800, 400), mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, options.pop("colour", 0 if mode in ("1", "P", "I;16") else None)).save(
        out, kind, **options
    )
    return out.getvalue()


def sent(content: bytes, name: str = "still.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def with_camera_data() -> bytes:
    """Turned on its side by its orientation, with a maker's name and a place."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ada"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return made(exif=exif, comment=b"written at home", colour="teal")


def in_other_colours() -> bytes:
    """Pure red of a profile in which it is another red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    return made("PNG", colour=(200, 10, 10), icc_profile=profile)


def bomb() -> bytes:
    """A PNG of 20,000 × 20,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (2501 * 2000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving() -> bytes:
    out = BytesIO()
    red, blue = (Image.new("RGB", (300, 300), colour) for colour in ("red", "blue"))
    red.save(out, "WEBP", save_all=True, append_images=[blue], duration=100, lossless=True)
    return out.getvalue()
