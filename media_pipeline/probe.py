"""Facts about a film file, from what ffprobe reports and from its packets; every claim is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from media_pipeline import hostile
from media_pipeline.packets import PacketRun, exact_rate

HDR_TRANSFERS = {"smpte2084": "HDR10 / PQ", "arib-std-b67": "HLG"}
MASTERING = {"Mastering display metadata", "Content light level metadata"}
INTERLACED_ORDERS = {"tt", "bb", "tb", "bt"}
TEXT_SUBTITLES = {"subrip", "ass", "ssa", "mov_text", "webvtt", "text"}
SQUARE_WITHIN = 0.05
_NO_PACKETS = PacketRun()


class Orientation(StrEnum):
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    SQUARE = "square"


@dataclass(frozen=True)
class FilmStream:
    """The one video stream that is the film."""

    index: int
    codec: str
    profile: str
    pix_fmt: str
    coded_width: int
    coded_height: int
    sample_aspect: Fraction
    rotation: int
    """Clockwise turn that a player makes before showing: 0, 90, 180 or 270."""
    odd_matrix: bool
    """The display matrix mirrors or skews; players disagree about it."""
    width: int
    """As displayed: sample aspect and rotation applied."""
    height: int
    fps: Fraction
    measured_fps: float
    unsteady: bool
    uneven_share: float
    interlaced: bool
    hdr: str
    transfer: str
    packets: int
    discarded: int
    header_frames: int | None
    start_s: float
    span_s: float
    header_duration_s: float | None
    key_gap_s: float
    bit_rate: int
    whole_span_s: float = 0.0
    """With the pictures that the edit list hides."""
    whole_unsteady: bool = False
    rotation_claimed: float = 0.0
    """As the header says it: counter-clockwise, in degrees."""
    rate_claimed: str = ""
    average_rate_claimed: str = ""
    field_order: str = ""
    primaries: str = ""
    matrix: str = ""
    largest_change: int = 0
    """Bytes of the largest packet that is no key frame."""
    hdr_suspected: bool = False
    """Made for high dynamic range by its other tags, but the transfer curve is not named."""

    @property
    def short_side(self) -> int:
        """The side that resolution is judged by, whichever way the picture stands."""
        return min(self.width, self.height)

    @property
    def pixels(self) -> int:
        """The size of one coded picture."""
        return self.coded_width * self.coded_height

    @property
    def side_ratio(self) -> float:
        """Long side over short side."""
        return max(self.width, self.height) / self.short_side if self.short_side else float("inf")

    @property
    def orientation(self) -> Orientation:
        """How the picture stands before the audience."""
        return orientation_of(self.width, self.height)


@dataclass(frozen=True)
class AudioStream:
    index: int
    codec: str
    profile: str
    channels: int
    sample_rate: int
    language: str
    """Empty when the file does not say, or says "und"."""
    language_claimed: str = ""
    duration_s: float | None = None
    """What the header says."""
    start_s: float = 0.0
    span_s: float | None = None
    """Measured; None while its packets were not counted."""


@dataclass(frozen=True)
class SubtitleStream:
    index: int
    codec: str
    language: str
    title: str = ""
    default: bool = False
    forced: bool = False
    """Only signs and foreign words: for those who understand the rest."""
    hearing_impaired: bool = False

    @property
    def is_text(self) -> bool:
        """Text can become captions in the player; pictures of text cannot."""
        return self.codec in TEXT_SUBTITLES


@dataclass(frozen=True)
class Probe:
    """What is in the file. ``film`` is None when nothing in it moves."""

    container: str
    header_duration_s: float | None
    packet_end_s: float
    """From the first packet to the last one, over all streams."""
    film: FilmStream | None
    audio: tuple[AudioStream, ...] = ()
    subtitles: tuple[SubtitleStream, ...] = ()
    attached_pictures: int = 0
    video_streams: int = 0

    @property
    def duration_s(self) -> float:
        """The measured running time in seconds: the pictures' own span, never the header's word."""
        return self.film.span_s if self.film else 0.0

    @property
    def sound(self) -> AudioStream | None:
        """The sound track that is played: the first with channels."""
        return next((stream for stream in self.audio if stream.channels), None)

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database; fractions as text."""
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Probe:
        """Read back what to_json wrote."""
        values = dict(data)
        if film := values.get("film"):
            fractions = {key: Fraction(film[key]) for key in ("sample_aspect", "fps")}
            values["film"] = FilmStream(**{**film, **fractions})
        values["audio"] = tuple(AudioStream(**stream) for stream in values.get("audio", ()))
        values["subtitles"] = tuple(SubtitleStream(**stream) for stream in values.get("subtitles", ()))
        return cls(**values)


def parse(report: Mapping[str, Any], packets: Mapping[int, PacketRun]) -> Probe:
    """Make a Probe of ffprobe's JSON (``-show_format -show_streams``) and the packet scan."""
    container = hostile.mapping(report.get("format"))
    streams = hostile.objects(report.get("streams"))
    videos = [stream for stream in streams if stream.get("codec_type") == "video"]
    moving = [stream for stream in videos if not _is_attached(stream)]
    chosen = choose_film(moving, packets)
    times = [
        time for run in packets.values() for time in (run.start_s, run.start_s + run.span_s) if run.times
    ]
    return Probe(
        container=hostile.word(container.get("format_name")),
        header_duration_s=hostile.seconds(container.get("duration")),
        packet_end_s=max(times, default=0.0) - min(times, default=0.0),
        film=_film(chosen, packets) if chosen else None,
        audio=tuple(_audio(stream, packets) for stream in streams if stream.get("codec_type") == "audio"),
        subtitles=tuple(_subtitle(stream) for stream in streams if stream.get("codec_type") == "subtitle"),
        attached_pictures=len(videos) - len(moving),
        video_streams=len(moving),
    )


def choose_film(streams: list[dict[str, Any]], packets: Mapping[int, PacketRun]) -> dict[str, Any] | None:
    """Pick the film among video streams: the one with most packets (at least two), then the largest picture."""

    def weight(stream: dict[str, Any]) -> tuple[int, int]:
        return _packets(stream, packets).count, _side(stream, "width") * _side(stream, "height")

    able = [stream for stream in streams if _packets(stream, packets).count >= 2 and weight(stream)[1] > 0]
    return max(able, key=weight, default=None)


def _film(stream: dict[str, Any], packets: Mapping[int, PacketRun]) -> FilmStream:
    run = _packets(stream, packets)
    rotation, odd = read_rotation(stream)
    aspect = read_sample_aspect(stream)
    width, height = display_size(_side(stream, "width"), _side(stream, "height"), aspect, rotation)
    tags = hostile.mapping(stream.get("tags"))
    return FilmStream(
        index=hostile.whole(stream.get("index")) or 0,
        codec=hostile.word(stream.get("codec_name")),
        profile=hostile.word(stream.get("profile")),
        pix_fmt=hostile.word(stream.get("pix_fmt")),
        coded_width=_side(stream, "width"),
        coded_height=_side(stream, "height"),
        sample_aspect=aspect,
        rotation=rotation,
        odd_matrix=odd,
        width=width,
        height=height,
        fps=exact_rate(
            run, hostile.ratio(stream.get("r_frame_rate")), hostile.ratio(stream.get("avg_frame_rate"))
        ),
        measured_fps=round(run.frames_per_second, 3),
        unsteady=run.unsteady,
        uneven_share=round(run.uneven_share, 4),
        interlaced=hostile.word(stream.get("field_order")) in INTERLACED_ORDERS,
        hdr=read_hdr(stream),
        transfer=_known(stream.get("color_transfer")),
        packets=run.count,
        discarded=run.discarded,
        header_frames=hostile.whole(stream.get("nb_frames"), least=1),
        start_s=round(run.start_s, 6),
        span_s=round(run.span_s, 6),
        header_duration_s=hostile.seconds(stream.get("duration") or tags.get("DURATION")),
        key_gap_s=round(run.longest_key_gap_s, 6),
        bit_rate=round(run.bytes * 8 / run.span_s) if run.span_s > 0 else 0,
        whole_span_s=round(run.whole_span_s, 6),
        whole_unsteady=run.whole_unsteady,
        rotation_claimed=_claimed_rotation(stream),
        rate_claimed=hostile.word(stream.get("r_frame_rate")),
        average_rate_claimed=hostile.word(stream.get("avg_frame_rate")),
        field_order=_known(stream.get("field_order")),
        primaries=_known(stream.get("color_primaries")),
        matrix=_known(stream.get("color_space")),
        largest_change=run.largest_change,
        hdr_suspected=suspects_hdr(stream),
    )


def read_rotation(stream: Mapping[str, Any]) -> tuple[int, bool]:
    """Return the clockwise turn and whether the display matrix is anything but a plain quarter turn."""
    for side_data in hostile.objects(stream.get("side_data_list")):
        if side_data.get("side_data_type") == "Display Matrix":
            angle = hostile.number(side_data.get("rotation"))
            mirrored = _is_mirrored(side_data.get("displaymatrix"))
            if angle is None or abs(angle) > 360:
                return 0, True
            quarter = round(angle / 90)
            return (-quarter * 90) % 360, mirrored or abs(angle - quarter * 90) > 1
    return 0, False


def _claimed_rotation(stream: Mapping[str, Any]) -> float:
    sides = hostile.objects(stream.get("side_data_list"))
    turns = (hostile.number(side.get("rotation")) for side in sides if "rotation" in side)
    return next((turn for turn in turns if turn is not None and abs(turn) <= 360), 0.0)


def read_sample_aspect(stream: Mapping[str, Any]) -> Fraction:
    """The shape of one pixel; absurd shapes count as square."""
    aspect = hostile.ratio(stream.get("sample_aspect_ratio"))
    return aspect if aspect and Fraction(1, 10) <= aspect <= 10 else Fraction(1)


def read_hdr(stream: Mapping[str, Any]) -> str:
    """Name the kind of high dynamic range, or an empty string."""
    kinds = (
        hostile.word(item.get("side_data_type")) for item in hostile.objects(stream.get("side_data_list"))
    )
    if any("DOVI" in kind for kind in kinds):
        return "Dolby Vision"
    return HDR_TRANSFERS.get(hostile.word(stream.get("color_transfer")), "")


def orientation_of(width: int, height: int) -> Orientation:
    """How a picture of this size stands; within five per cent it is square."""
    if not height or abs(width / height - 1) <= SQUARE_WITHIN:
        return Orientation.SQUARE
    return Orientation.HORIZONTAL if width > height else Orientation.VERTICAL


def suspects_hdr(stream: Mapping[str, Any]) -> bool:
    """Ten bits in BT.2020, or a mastering display's record, without a word about the transfer."""
    if read_hdr(stream) or _known(stream.get("color_transfer")):
        return False
    kinds = {
        hostile.word(item.get("side_data_type")) for item in hostile.objects(stream.get("side_data_list"))
    }
    wide = hostile.word(stream.get("color_primaries")) == "bt2020" and "10" in hostile.word(
        stream.get("pix_fmt")
    )
    return wide or bool(kinds & MASTERING)


def display_size(width: int, height: int, aspect: Fraction, rotation: int) -> tuple[int, int]:
    """The picture as the audience sees it: pixels made square, then turned."""
    width = round(width * aspect)
    return (height, width) if rotation in (90, 270) else (width, height)


def _is_mirrored(matrix: object) -> bool:
    """A negative determinant of the 2x2 part mirrors the picture."""
    rows = [line.partition(":")[2].split() for line in str(matrix).splitlines() if ":" in line]
    figures = [[hostile.number(cell) or 0.0 for cell in row] for row in rows]
    if len(figures) < 2 or len(figures[0]) < 2 or len(figures[1]) < 2:
        return False
    return figures[0][0] * figures[1][1] - figures[0][1] * figures[1][0] < 0


def _is_attached(stream: Mapping[str, Any]) -> bool:
    disposition = hostile.mapping(stream.get("disposition"))
    return bool(disposition.get("attached_pic") or disposition.get("timed_thumbnails"))


def _packets(stream: Mapping[str, Any], packets: Mapping[int, PacketRun]) -> PacketRun:
    return packets.get(hostile.whole(stream.get("index")) or 0, _NO_PACKETS)


def _side(stream: Mapping[str, Any], name: str) -> int:
    value = hostile.whole(stream.get(name)) or 0
    return value if value <= 2**16 else 0


def _audio(stream: Mapping[str, Any], packets: Mapping[int, PacketRun]) -> AudioStream:
    run = _packets(stream, packets)
    return AudioStream(
        index=hostile.whole(stream.get("index")) or 0,
        codec=hostile.word(stream.get("codec_name")),
        profile=hostile.word(stream.get("profile")),
        channels=hostile.whole(stream.get("channels")) or 0,
        sample_rate=hostile.whole(stream.get("sample_rate")) or 0,
        language=_language(stream),
        language_claimed=hostile.word(hostile.mapping(stream.get("tags")).get("language"), longest=16),
        duration_s=hostile.seconds(stream.get("duration")),
        start_s=round(run.start_s, 6),
        span_s=round(run.span_s, 6) if run.count else None,
    )


def _subtitle(stream: Mapping[str, Any]) -> SubtitleStream:
    marks = hostile.mapping(stream.get("disposition"))
    return SubtitleStream(
        index=hostile.whole(stream.get("index")) or 0,
        codec=hostile.word(stream.get("codec_name")),
        language=_language(stream),
        title=hostile.word(hostile.mapping(stream.get("tags")).get("title"), longest=100),
        default=bool(marks.get("default")),
        forced=bool(marks.get("forced")),
        hearing_impaired=bool(marks.get("hearing_impaired") or marks.get("captions")),
    )


def _known(value: object) -> str:
    """A word, unless the word is that nothing is known."""
    word = hostile.word(value)
    return "" if word == "unknown" else word


def _language(stream: Mapping[str, Any]) -> str:
    language = hostile.word(hostile.mapping(stream.get("tags")).get("language"), longest=16)
    return "" if language == "und" else language


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Fraction) else value
