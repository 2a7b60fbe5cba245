"""The films that are measured: bars with a little grain, so that the encoder has something to do."""

from pathlib import Path

from tests import clips

GRAIN = ("-vf", "noise=alls=5:allf=t")
SECONDS = 60
"""So long that what every film costs once (processes, a poster, a few small tasks) does not stand for the whole."""
CAMERA_SECONDS = 20
HD = "1920x1080"


def short(folder: Path) -> Path:
    """Two seconds in a small size: what is left is the portal's own time."""
    target = folder / "short.mp4"
    clips.film(target, "-profile:v", "main", size="640x360")
    return target


def web_safe(folder: Path) -> Path:
    """Plays in browsers as it is."""
    target = folder / "web-safe.mp4"
    rate = ("-b:v", "8M", "-maxrate", "9M", "-bufsize", "9M")
    clips.film(target, *GRAIN, *rate, size=HD, seconds=SECONDS)
    return target


def camera(folder: Path) -> Path:
    """As cameras and export dialogues write it: as much to decode as real films have, key frames two seconds apart."""
    target = folder / "camera.mp4"
    rate = ("-b:v", "20M", "-maxrate", "25M", "-bufsize", "25M", "-g", "48", "-preset", "veryfast")
    moving = "testsrc2=size={size}:rate={rate}:duration={seconds},noise=alls=25:allf=t"
    clips.film(target, *rate, "-profile:v", "high", size=HD, seconds=CAMERA_SECONDS, picture=moving)
    return target


def prores(folder: Path) -> Path:
    """As editing programs export it; no browser plays it."""
    target = folder / "prores.mov"
    codec = ("-c:v", "prores", "-profile:v", "0", "-pix_fmt", "yuv422p10le", "-preset", "none")
    clips.film(target, *GRAIN, *codec, "-c:a", "pcm_s16le", size=HD, seconds=SECONDS)
    return target
