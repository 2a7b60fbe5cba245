"""Films long enough to be cut, and a farm that cuts them."""

from pathlib import Path

from tests import clips

FARM = {"workers": 2, "worth_s": 0, "shortest_s": 3}
"""As ``settings.CHUNKED_ENCODING``: any film of six seconds is cut."""
GRAIN = ("-vf", "noise=alls=6:allf=t", "-bf", "2", "-g", "40")


@clips.kept("mp4")
def cinema(target: Path) -> None:
    """23.976 pictures a second, key frames that fall on no cut, sound that starts with the pictures."""
    clips.film(target, *GRAIN, rate="24000/1001", seconds=14)


@clips.kept("mov")
def upright_from_the_editor(target: Path) -> None:
    """Ten bits, every picture a key frame; vertical, 30 a second."""
    codec = ("-c:v", "prores", "-profile:v", "0", "-pix_fmt", "yuv422p10le", "-preset", "none")
    clips.film(target, *codec, "-c:a", "pcm_s16le", size="180x320", rate="30", seconds=12)


@clips.kept("mkv")
def rounded_to_milliseconds(target: Path) -> None:
    """Matroska knows no finer times; and there is no sound."""
    clips.film(target, "-c:v", "libx265", "-x265-params", "log-level=none", rate="25", seconds=13, sound=None)


@clips.kept("mp4")
def turned(target: Path) -> None:
    """Held upright: its pictures are turned before they are scaled."""
    lying = target.with_name("turned-lying.mp4")
    clips.film(lying, *GRAIN, rate="30000/1001", seconds=12)
    clips.run("-display_rotation", "90", "-i", str(lying), "-c", "copy", str(target))


@clips.kept("mp4")
def bright(target: Path) -> None:
    """High dynamic range, which is brought down for judges."""
    colours = "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    codec = ("-c:v", "libx265", "-x265-params", colours, "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")
    clips.film(target, *codec, size="240x136", seconds=7)


@clips.kept("mp4")
def large(target: Path) -> None:
    """Just large enough for two sizes: its own in pieces, 480 in one. No browser plays it as it is."""
    clips.film(target, *GRAIN, "-c:v", "mpeg4", "-q:v", "6", size="872x490", rate="12", seconds=9.5)


@clips.kept("mp4")
def large_and_web_safe(target: Path) -> None:
    """Shown as it is; 720 is made in pieces, 480 in one."""
    clips.film(target, "-profile:v", "main", size="1312x738", rate="12", seconds=7)


@clips.kept("mp4")
def snowstorm(target: Path) -> None:
    """A piece of it keeps an encoder busy for a second or two: long enough to be interrupted."""
    snow = ("-vf", "noise=alls=70:allf=t", "-c:v", "mpeg4", "-q:v", "8")
    clips.film(target, *snow, size="872x490", rate="24", seconds=16)
