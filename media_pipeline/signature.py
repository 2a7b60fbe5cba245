"""What a file is by its own bytes, before any demuxer may touch it.

A playlist, a script or a text file never reaches ffmpeg at all, whatever its name says.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

HEAD_BYTES = 64 * 1024
_MOST_BOXES = 200_000


class Container(StrEnum):
    """The families of files we can tell apart; the value is ffmpeg's demuxer name where it has one."""

    EMPTY = "empty"
    MOV = "mov"
    MATROSKA = "matroska"
    MPEGTS = "mpegts"
    MPEGPS = "mpeg"
    MXF = "mxf"
    AVI = "avi"
    SOUND = "sound"
    PICTURE = "picture"
    TEXT = "text"
    DOCUMENT = "document"
    OTHER_FILM = "other_film"
    """A film in a format that we do not open: WMV, Ogg, Flash, RealMedia."""
    UNKNOWN = "unknown"


FILM_CONTAINERS = (
    Container.MOV,
    Container.MATROSKA,
    Container.MPEGTS,
    Container.MPEGPS,
    Container.MXF,
    Container.AVI,
)
"""The only demuxers that are ever opened: none of them can name another file by default."""

SOUND_DEMUXERS = ("mp3", "wav", "flac", "ogg", "aiff", "aac")
"""For naming what is in a sound file; such a file never goes further into the workshop."""

EXTENSIONS = {
    Container.MOV: {"mp4", "m4v", "mov", "qt", "3gp", "3g2", "m4a", "f4v", "mj2"},
    Container.MATROSKA: {"mkv", "webm", "mka", "mk3d"},
    Container.MPEGTS: {"ts", "mts", "m2ts", "m2t", "mpg", "mpeg"},
    Container.MPEGPS: {"mpg", "mpeg", "vob", "m2p", "ps", "dat"},
    Container.MXF: {"mxf"},
    Container.AVI: {"avi", "divx"},
    Container.SOUND: {"mp3", "wav", "flac", "ogg", "oga", "opus", "aif", "aiff", "aac"},
    Container.PICTURE: {"jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff"},
}

_STARTS = (
    (b"\x1a\x45\xdf\xa3", Container.MATROSKA),
    (b"\x00\x00\x01\xba", Container.MPEGPS),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02", Container.MXF),
    (b"ID3", Container.SOUND),
    (b"fLaC", Container.SOUND),
    (b"OggS", Container.SOUND),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Container.OTHER_FILM),
    (b"FLV\x01", Container.OTHER_FILM),
    (b".RMF", Container.OTHER_FILM),
    (b"FORM", Container.SOUND),
    (b"\xff\xd8\xff", Container.PICTURE),
    (b"\x89PNG", Container.PICTURE),
    (b"GIF8", Container.PICTURE),
    (b"BM", Container.PICTURE),
    (b"II*\x00", Container.PICTURE),
    (b"MM\x00*", Container.PICTURE),
    (b"%PDF", Container.DOCUMENT),
    (b"PK\x03\x04", Container.DOCUMENT),
    (b"Rar!", Container.DOCUMENT),
    (b"7z\xbc\xaf", Container.DOCUMENT),
    (b"\x1f\x8b", Container.DOCUMENT),
    (b"MZ", Container.DOCUMENT),
    (b"\x7fELF", Container.DOCUMENT),
)
_RIFF = {b"AVI ": Container.AVI, b"WAVE": Container.SOUND, b"WEBP": Container.PICTURE}
_SCRIPTS = (
    (b"#EXTM3U", "HLS playlist"),
    (b"ffconcat version", "concat script"),
    (b"<MPD", "DASH manifest"),
    (b"m=video", "SDP description"),
    (b"m=audio", "SDP description"),
)
_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"moof", b"sidx", b"uuid"}


@dataclass(frozen=True)
class Boxes:
    """The top-level boxes of an MP4 or QuickTime file."""

    index_at_end: bool
    """The index (moov) comes after the pictures: the file plays only when all of it has arrived."""
    fragmented: bool
    """Written as fragments: the durations in its headers mean nothing."""
    cut_short: bool
    """A box claims more bytes than the file has."""


@dataclass(frozen=True)
class Signature:
    """The first look at a file."""

    size: int
    container: Container
    extension_fits: bool
    boxes: Boxes | None = None
    script: str = ""
    """What kind of text it is, when it is one of those that name other files."""
    partial_packet: bool = False
    """A transport stream that ends in the middle of a packet."""

    @property
    def cut_short(self) -> bool:
        """The file ends before its last part does."""
        return self.partial_packet or (self.boxes is not None and self.boxes.cut_short)

    @property
    def may_be_film(self) -> bool:
        """True when a demuxer may look at it."""
        return self.container in FILM_CONTAINERS or self.container == Container.UNKNOWN

    @property
    def demuxers(self) -> tuple[str, ...]:
        """The only demuxers that may open this file."""
        if self.container == Container.SOUND:
            return SOUND_DEMUXERS
        found = (self.container,) if self.container in FILM_CONTAINERS else FILM_CONTAINERS
        return tuple(str(container) for container in found)


def read_signature(path: Path, *, name: str = "") -> Signature:
    """Look at the head and the box structure of a file; ``name`` is what its owner called it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    container = sniff(head)
    boxes = read_boxes(path) if container == Container.MOV else None
    script = kind_of_script(head) if container == Container.TEXT else ""
    partial = container == Container.MPEGTS and size % _packet_bytes(head) != 0
    return Signature(size, container, extension_fits(name or path.name, container), boxes, script, partial)


def sniff(head: bytes) -> Container:
    """Name the family a file belongs to by its first bytes."""
    if not head:
        return Container.EMPTY
    if head[4:8] in _BOXES:
        return Container.MOV
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], Container.UNKNOWN)
    if head.startswith(b"OggS") and b"theora" in head[:512]:
        return Container.OTHER_FILM
    for start, container in _STARTS:
        if head.startswith(start):
            return container
    if _packet_bytes(head):
        return Container.MPEGTS
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in head[2:64]:
        return Container.TEXT
    if head[0] == 0xFF and len(head) > 1 and head[1] & 0xE0 == 0xE0:
        return Container.SOUND
    return Container.TEXT if _is_text(head) else Container.UNKNOWN


def extension_fits(name: str, container: Container) -> bool:
    """Tell whether the name promises what the bytes are; a name without a known ending promises nothing."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if container in (Container.EMPTY, Container.UNKNOWN) or not any(ending in e for e in EXTENSIONS.values()):
        return True
    return ending in EXTENSIONS.get(container, set())


def read_boxes(path: Path) -> Boxes:
    """Walk over the top-level boxes of an MP4; only their headers are read."""
    size, position, cut_short = path.stat().st_size, 0, False
    order: list[bytes] = []
    with path.open("rb") as file:
        while position + 8 <= size and len(order) < _MOST_BOXES:
            file.seek(position)
            header = file.read(16)
            length = int.from_bytes(header[:4], "big")
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            elif length == 0:
                length = size - position
            if length < 8:
                break
            order.append(header[4:8])
            # Rubbish behind the last box looks like one that never ends.
            cut_short = position + length > size and header[4:8] in _BOXES
            position += length
    return Boxes(
        index_at_end=b"moov" in order and b"mdat" in order and order.index(b"moov") > order.index(b"mdat"),
        fragmented=b"moof" in order,
        cut_short=cut_short,
    )


def kind_of_script(head: bytes) -> str:
    """Name the texts that make players open other files; empty for any other text."""
    words = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ")
    return next((kind for mark, kind in _SCRIPTS if mark in words[:2048]), "")


def _packet_bytes(head: bytes) -> int:
    """The length of a transport stream's packets; 0 for anything else.

    MPEG-TS has its sync byte every 188 bytes (192 on discs, with four bytes before).
    """
    for start, packet in ((0, 188), (4, 192)):
        if len(head) > start + 2 * packet and all(head[start + n * packet] == 0x47 for n in range(3)):
            return packet
    return 0


def _is_text(head: bytes) -> bool:
    """Text holds no control bytes; UTF-16 shows by its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 27 for byte in head[:4096])
