"""A QR code as the path of an SVG: drawn in the page itself, so that no policy has to allow anything."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True)
class QrPath:
    """`size`: modules on each side, with the quiet border."""

    size: int
    path: str


def qr_path(text: str) -> QrPath:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return QrPath(len(rows), "".join(dark))
