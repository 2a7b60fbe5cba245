"""Real short videos for the demo: two drifting shots, a title in both scripts, a chord that swells and fades."""

import tempfile
from pathlib import Path
from random import Random

from media_pipeline import binaries, ffmpeg
from media_pipeline.processes import Limits
from screenings.demo.lettering import corner_mark, title_card
from screenings.demo.plans import FilmPlan
from screenings.demo.scenery import paint

LIMITS = Limits(wall_s=600, niceness=5)
SECOND_SHOT = {
    "ridge": "birds",
    "sea": "ridge",
    "city": "lattice",
    "stage": "tree",
    "birds": "sea",
    "lattice": "city",
    "tree": "birds",
}
# Small and quick to make; a key frame every two seconds keeps them fit for playing without re-encoding.
ENCODERS = {
    "h264": ("mp4", ["-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-profile:v", "high"]),
    "hevc": ("mp4", ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "27", "-tag:v", "hvc1"]),
    "vp9": (
        "webm",
        ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "36", "-b:v", "0"],
    ),
}
STAND_IN = "demonstration clip · 演示短片"
CHORDS = ((220.0, 277.18, 329.63), (196.0, 246.94, 293.66), (174.61, 220.0, 261.63), (146.83, 174.61, 220.0))


def suffix(film: FilmPlan) -> str:
    return ENCODERS[film.codec][0]


def shoot(film: FilmPlan, target: Path) -> Path:
    """Write the film to `target`. Raises FfmpegError."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        layers = Path(folder)
        for shot, scene in enumerate((film.scene, SECOND_SHOT[film.scene])):
            painted = paint(scene, f"{film.key}-{shot}", film.width, film.height)
            for name in ("sky", "far", "near"):
                getattr(painted, name).save(layers / f"{shot}-{name}.png")
        title_card(film.title, film.original, film.width, film.height).save(layers / "title.png")
        # Our picture stands under a real film's name: every frame says what it is.
        words = "" if film.invented else STAND_IN
        corner_mark(words, film.width, film.height).save(layers / "mark.png")
        finished = layers / f"film.{suffix(film)}"
        ffmpeg.run(_command(film, layers, finished), reads=layers, writes=layers, limits=LIMITS)
        return finished.rename(target)


def _command(film: FilmPlan, layers: Path, target: Path) -> list[str]:
    half = film.seconds / 2
    pictures = [f"{shot}-{name}.png" for shot in (0, 1) for name in ("sky", "far", "near")]
    inputs = [part for name in (*pictures, "title.png", "mark.png") for part in ("-i", str(layers / name))]
    sound: list[str] = []
    if not film.silent:
        inputs += ["-f", "lavfi", "-t", str(film.seconds), "-i", _chord(film)]
        sound = [
            "-map",
            "8:a",
            "-ac",
            "2",
            *(["-c:a", "libopus"] if film.codec == "vp9" else ["-c:a", "aac"]),
        ]
    gop = ["-g", str(int(film.fps) * 2), "-keyint_min", str(int(film.fps) * 2)]
    if film.codec == "h264":
        gop += ["-sc_threshold", "0"]
    return [
        *(binaries.ffmpeg().path, "-hide_banner", "-nostdin", "-v", "error", "-y"),
        *inputs,
        *("-filter_complex", _graph(film, half), "-map", "[film]"),
        *sound,
        *ENCODERS[film.codec][1],
        *gop,
        *("-pix_fmt", "yuv420p"),
        *([] if film.codec == "vp9" else ["-movflags", "+faststart"]),
        str(target),
    ]


def _graph(film: FilmPlan, half: float) -> str:
    """Parallax: the near silhouette crosses half a frame in the time of the shot, the far one a fifth.

    Each picture is read and converted once and then repeated, which is ten times quicker than reading it per frame.
    """
    repeat = f"loop=loop=-1:size=1,setpts=N/{film.fps}/TB,trim=duration={half}"
    stills = [
        f"[{n}]format={'yuv420p' if n in (0, 3) else 'yuva420p'},fps={film.fps},{repeat}[p{n}]"
        for n in range(7)
    ]
    stills.append(f"[7]format=yuva420p,fps={film.fps},loop=loop=-1:size=1,setpts=N/{film.fps}/TB[mark]")
    shots = []
    for shot in (0, 1):
        sky, far, near = (shot * 3 + layer for layer in range(3))
        sign = "-" if shot == 0 else "-W/2+"
        shots.append(
            f"[p{sky}][p{far}]overlay=x='{sign}W*0.2*t/{half}':shortest=1[f{shot}];"
            f"[f{shot}][p{near}]overlay=x='{sign}W*0.45*t/{half}':shortest=1[n{shot}]"
        )
    title = (
        f"[p6]fade=in:st=1:d=1:alpha=1,fade=out:st={min(5.0, half - 1.5)}:d=1:alpha=1[title];"
        "[n0][title]overlay=shortest=1[t0]"
    )
    end = (
        f"[t0]fade=in:st=0:d=0.6,setsar=1[s0];[n1]fade=out:st={half - 0.8}:d=0.8,setsar=1[s1];"
        f"[s0][s1]concat=n=2:v=1:a=0,fps={film.fps}[both];[both][mark]overlay=shortest=1,format=yuv420p[film]"
    )
    return ";".join([*stills, *shots, title, end])


def _chord(film: FilmPlan) -> str:
    dice = Random(film.key)
    tones = CHORDS[dice.randrange(len(CHORDS))]
    swell = f"(0.55+0.45*sin(2*PI*t/{dice.randrange(5, 9)}))"
    voices = "+".join(f"sin(2*PI*{tone * dice.choice((0.5, 1, 1))}*t)" for tone in tones)
    return f"aevalsrc='0.11*{swell}*({voices})':s=48000,afade=in:d=1,afade=out:st={film.seconds - 1.5}:d=1.5"
