"""Films of one to three seconds, made with ffmpeg when a test first asks for one, and kept for the next run.

Their names say what is special about them. Several test processes may ask at once; one of them makes the film.
"""

import fcntl
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path

from media_pipeline import binaries

HOUSE = Path(__file__).resolve().parent.parent
SHELF = HOUSE / "var" / "clips"
BARS = "testsrc2=size={size}:rate={rate}:duration={seconds}"
TONE = "sine=frequency=330:sample_rate=48000:duration={seconds}"
NOISE_FREE = ("-fflags", "+bitexact", "-flags:v", "+bitexact")


def kept(ending: str) -> Callable[[Callable[[Path], None]], Callable[[], Path]]:
    """Let a function that makes a file return the kept one; a change of its module, or of this one, makes it anew."""

    def decorate(make: Callable[[Path], None]) -> Callable[[], Path]:
        recipes = {__file__, make.__code__.co_filename}
        edition = hashlib.sha256(b"".join(Path(name).read_bytes() for name in sorted(recipes))).hexdigest()[
            :12
        ]

        @wraps(make)
        def fetch() -> Path:
            shelf = SHELF / edition
            shelf.mkdir(parents=True, exist_ok=True)
            clip = shelf / f"{make.__name__}.{ending}"
            with (shelf / f"{make.__name__}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not clip.exists():
                    with tempfile.TemporaryDirectory(dir=shelf) as bench:
                        made = Path(bench) / clip.name
                        make(made)
                        made.replace(clip)
            return clip

        return fetch

    return decorate


def film(
    target: Path,
    *options: str,
    size: str = "320x180",
    rate: str = "24",
    seconds: float = 2,
    sound: str | None = TONE,
    picture: str = BARS,
) -> None:
    """Write a film; ``options`` go to the encoder, H.264 and AAC unless they say otherwise."""
    values = {"size": size, "rate": rate, "seconds": seconds}
    inputs = ["-f", "lavfi", "-i", picture.format(**values)]
    if sound:
        inputs += ["-f", "lavfi", "-i", sound.format(**values)]
    usual = [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "24",
        "-c:a",
        "aac",
        "-ac",
        "2",
    ]
    faststart = ["-movflags", "+faststart"] if target.suffix in {".mp4", ".mov"} else []
    run(*inputs, *usual, *faststart, *options, str(target))


def run(*arguments: str | Sequence[str]) -> None:
    """Start ffmpeg for the tests' own films (the house's own runs are another matter)."""
    command = [binaries.ffmpeg().path, "-hide_banner", "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)


@kept("mp4")
def horizontal_h264(target: Path) -> None:
    """Plays in every browser as it is: it is only copied. The horizontal film of most tests."""
    film(target, "-profile:v", "main", size="640x360", seconds=2)


@kept("mp4")
def with_b_frames(target: Path) -> None:
    """Frames are stored in another order than they are shown in."""
    film(target, "-preset", "medium", "-bf", "2")


@kept("mp4")
def signed_by_its_maker(target: Path) -> None:
    """Carries its maker's name in its tags, as exports of editing programs do."""
    film(target, "-metadata", "artist=Jane Filmmaker", "-metadata:s:v", "title=Jane Filmmaker")


@kept("mp4")
def vertical_hevc(target: Path) -> None:
    """An upright film that must be re-encoded."""
    film(
        target,
        "-c:v",
        "libx265",
        "-x265-params",
        "log-level=none",
        "-tag:v",
        "hvc1",
        size="270x480",
        rate="30",
    )


@kept("mp4")
def turned_phone(target: Path) -> None:
    """Coded lying down, shown upright by its display matrix."""
    lying = target.with_name("lying.mp4")
    film(lying, size="480x270", rate="30")
    run("-display_rotation", "90", "-i", str(lying), "-c", "copy", str(target))


@kept("mp4")
def wide_pixels(target: Path) -> None:
    """Coded 160x180 with pixels twice as wide: shown 320x180, lying."""
    film(target, "-vf", "setsar=2/1", size="160x180")


@kept("webm")
def vp9(target: Path) -> None:
    film(
        target, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus", rate="25"
    )


@kept("mp4")
def silent(target: Path) -> None:
    """Has a sound track with nothing on it."""
    film(target, sound="anullsrc=sample_rate=48000:channel_layout=stereo,atrim=duration={seconds}")


@kept("mp4")
def mute(target: Path) -> None:
    """Has no sound track at all."""
    film(target, sound=None)


@kept("mp4")
def black_and_silent(target: Path) -> None:
    film(
        target,
        picture="color=black:size={size}:rate={rate}:duration={seconds}",
        sound="anullsrc=sample_rate=48000:channel_layout=stereo,atrim=duration={seconds}",
    )


@kept("mp4")
def too_long(target: Path) -> None:
    """Four seconds: over any limit a test sets at three."""
    film(target, seconds=4)


@kept("mp4")
def uneven(target: Path) -> None:
    """Frames come when they like, as in a screen recording."""
    film(target, "-vf", "select='not(mod(n,7))+not(mod(n,5))'", "-fps_mode", "vfr", rate="30", seconds=3)


@kept("mp4")
def interlaced(target: Path) -> None:
    film(target, "-vf", "interlace", "-flags", "+ilme+ildct", "-x264opts", "tff=1", rate="50")


@kept("mkv")
def subtitled(target: Path) -> None:
    """Carries a text subtitle track in French."""
    words, plain = target.with_name("words.srt"), target.with_name("plain.mkv")
    words.write_text("1\n00:00:00,200 --> 00:00:01,200\nBonjour\n", encoding="utf-8")
    film(plain)
    run("-i", plain, "-i", words, "-c", "copy", "-c:s", "srt", "-metadata:s:s:0", "language=fre", target)


@kept("mp4")
def square(target: Path) -> None:
    film(target, size="240x240")


@kept("mp4")
def tall_16x4000(target: Path) -> None:
    film(target, size="16x4000", seconds=1, sound=None)


@kept("mp4")
def huge_picture(target: Path) -> None:
    """A few kilobytes that unpack to 67 million pixels a frame."""
    picture = "color=gray:size={size}:rate={rate}:duration={seconds}"
    film(target, picture=picture, size="8192x8192", rate="2", seconds=1, sound=None)


@kept("mp4")
def hours_of_nothing(target: Path) -> None:
    """A few kilobytes with 2000 pictures of 4K: a matter of seconds here, of hours for somebody who means it."""
    second = target.with_name("second.mp4")
    picture = "color=gray:size={size}:rate={rate}:duration={seconds}"
    film(second, "-preset", "ultrafast", "-g", "50", picture=picture, size="3840x2160", rate="25", sound=None)
    run("-stream_loop", "39", "-i", str(second), "-c", "copy", str(target))


@kept("mp4")
def truncated(target: Path) -> None:
    """The first half of a film whose index came first: header and exit code look fine."""
    data = horizontal_h264().read_bytes()
    target.write_bytes(data[: len(data) // 2])


@kept("mp4")
def without_index(target: Path) -> None:
    """The first half of a film whose index would have come last."""
    whole = target.with_name("whole.mp4")
    film(whole, "-movflags", "0")
    data = whole.read_bytes()
    target.write_bytes(data[: len(data) // 2])


@kept("mp4")
def damaged(target: Path) -> None:
    """Every packet is there, and some hold rubbish; ffmpeg's exit code is 0."""
    data = bytearray(horizontal_h264().read_bytes())
    body = data.index(b"mdat") + 2000
    for hit in range(body, len(data) - 100, max(400, (len(data) - body) // 40)):
        data[hit : hit + 24] = hashlib.sha256(str(hit).encode()).digest()[:24]
    target.write_bytes(bytes(data))


@kept("mp4")
def renamed_text(target: Path) -> None:
    target.write_text("This is my film. It is about a lighthouse.\n" * 40, encoding="utf-8")


@kept("mp4")
def renamed_matroska(target: Path) -> None:
    """A real film under the wrong ending."""
    real = target.with_name("real.mkv")
    film(real)
    shutil.copyfile(real, target)


@kept("mp4")
def audio_only(target: Path) -> None:
    run("-f", "lavfi", "-i", TONE.format(seconds=1), "-c:a", "aac", str(target))


@kept("mp4")
def song_with_cover(target: Path) -> None:
    """An MP3 with a cover picture, called a film."""
    song, cover = target.with_name("song.mp3"), target.with_name("cover.png")
    run("-f", "lavfi", "-i", "color=red:size=300x300:duration=1", "-frames:v", "1", str(cover))
    tune = ("-f", "lavfi", "-i", TONE.format(seconds=1), "-i", str(cover))
    run(*tune, "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic", str(song))
    song.replace(target)


@kept("mp4")
def zero_bytes(target: Path) -> None:
    target.touch()


@kept("mp4")
def playlist_named_mp4(target: Path) -> None:
    """An HLS playlist that points at a sibling: old ffmpegs play the other maker's film."""
    sibling = horizontal_h264().name
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:3", "#EXTINF:2.0,", sibling, "#EXT-X-ENDLIST", ""]
    target.write_text("\n".join(lines), encoding="utf-8")


@kept("mp4")
def concat_script_named_mp4(target: Path) -> None:
    """An ffconcat script that names a sibling: ffmpeg 9 still opens it."""
    target.write_text(f"ffconcat version 1.0\nfile {horizontal_h264().name}\n", encoding="utf-8")


def bench() -> Path:
    """An empty folder for output; the system's temporary folder is cleaned by the system."""
    return Path(tempfile.mkdtemp(prefix="festival-bench-"))


@kept("mp4")
def busy(target: Path) -> None:
    """Twelve seconds of confetti: long enough in the encoder to be interrupted there."""
    picture = "nullsrc=size={size}:rate={rate}:duration={seconds},geq=random(1)*255:128:128"
    film(target, "-c:v", "mpeg4", "-q:v", "8", size="640x360", seconds=12, picture=picture)


@kept("mp4")
def of_key_frames(target: Path) -> None:
    """As editing formats are: every picture stands alone."""
    film(target, "-g", "1")


@kept("mp4")
def three_minutes_of_noise(target: Path) -> None:
    """Longer in sound than the two minutes that fpcalc hears; a tiny picture, so that it costs nothing."""
    noise = "anoisesrc=color=pink:seed=3:sample_rate=16000:duration={seconds}"
    film(target, size="64x64", rate="2", seconds=180, sound=noise)
