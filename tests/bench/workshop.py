"""The workshop's commands against the same work done by hand, in processor seconds: one pass, a look, a glance."""

from collections.abc import Sequence
from pathlib import Path

from media_pipeline import binaries, recipes, workbench
from media_pipeline.ladder import Rung, rungs
from media_pipeline.recipes import Source
from tests.bench import films, meter
from tests.bench.meter import Cost
from tests.bench.table import Row, at_most, row

SMALL = "scale=320:-2:flags=area"
BLACK_AND_FROZEN = f"{SMALL},blackdetect=d=0.5:pix_th=0.03,freezedetect=n=-60dB:d=2"
TURNS = 3
LOUD_AND_SILENT = "ebur128=peak=true:framelog=verbose,silencedetect=n=-60dB:d=2"


def measure(folder: Path) -> list[Row]:
    """No queue, no database: what ffmpeg is asked to do, and what it would be asked by somebody in a hurry."""
    film = films.camera(folder)
    look = workbench.look_at(film)
    assert look.probe is not None
    source = Source(film, look.signature.demuxers, look.probe)
    hand = _ByHand(film, folder / "by-hand")
    return [
        *_one_pass(source, hand, folder / "one-pass"),
        _full_look(source, hand, folder),
        _glance(source, hand),
    ]


class _ByHand:
    """One run of ffmpeg or ffprobe for each product, as tutorials do it."""

    def __init__(self, film: Path, out: Path) -> None:
        out.mkdir()
        self._film, self._out = film, out

    def ffmpeg(self, *output: str, before: Sequence[str] = ()) -> Cost:
        command = [binaries.ffmpeg().path, "-v", "error", "-nostdin", "-y", *before, "-i", str(self._film)]
        return meter.run([*command, *output])

    def ffprobe(self, *what: str) -> Cost:
        return meter.run([binaries.ffprobe().path, "-v", "error", *what, str(self._film)])

    def ladder(self, sizes: Sequence[Rung]) -> float:
        """Processor seconds of one run a rung."""
        return sum(self._rung(size).cpu_s for size in sizes)

    def _rung(self, size: Rung) -> Cost:
        picture = ["-vf", f"scale={size.width}:{size.height}", "-c:v", "libx264", "-preset", "veryfast"]
        rate = ["-crf", str(size.crf), "-maxrate", f"{size.maxrate_k}k", "-bufsize", f"{size.bufsize_k}k"]
        keys = ["-profile:v", "high", "-g", "48", "-keyint_min", "48", "-sc_threshold", "0"]
        sound = ["-c:a", "aac", "-b:a", "128k", "-ac", "2"]
        cut = ["-f", "hls", "-hls_time", "6", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"]
        playlist = self._out / f"{size.name}.m3u8"
        return self.ffmpeg(*picture, *rate, *keys, *sound, *cut, str(playlist))

    def looks(self) -> float:
        """Processor seconds of everything that is learnt from every picture and the whole sound."""
        still = ["-frames:v", "1", "-update", "1"]
        runs = (
            self.ffmpeg(*still, "-q:v", "3", str(self._out / "poster.jpg"), before=["-ss", "6"]),
            self.ffmpeg("-vf", "fps=1,scale=160:-2,tile=10x2", *still, str(self._out / "sheet.jpg")),
            self.ffmpeg(
                "-vf", "fps=2,scale=160:90:flags=area,format=gray", "-f", "rawvideo", str(self._out / "gray")
            ),
            self.ffmpeg("-map", "0:v", "-vf", BLACK_AND_FROZEN, "-f", "null", "-"),
            self.ffmpeg("-map", "0:v", "-vf", f"{SMALL},cropdetect", "-f", "null", "-"),
            self.ffmpeg("-map", "0:a", "-af", LOUD_AND_SILENT, "-f", "null", "-"),
            self.ffmpeg(
                "-map", "0:a", "-ac", "1", "-ar", "11025", "-f", "chromaprint", str(self._out / "print")
            ),
        )
        return sum(run.cpu_s for run in runs)


def _one_pass(source: Source, hand: _ByHand, out: Path) -> list[Row]:
    binary, sizes = binaries.ffmpeg(), rungs(source.film)
    hears = binary.can_fingerprint_sound
    ours = _run(recipes.one_pass(binary.path, source, _new(out), rungs=sizes, hears=hears))
    ours += _run(recipes.sound_check(binary.path, source))
    ours += _run(recipes.poster(binary.path, source, out, at_s=6))
    bare = _run(recipes.one_pass(binary.path, source, _new(out.with_name("bare")), rungs=sizes, look=False))
    naive = hand.ladder(sizes) + hand.looks()
    names = " ".join(size.name for size in sizes)
    against_bare = at_most(1.08, ours / bare, "ratio")
    against_naive = at_most(0.58, ours / naive, "ratio")
    return [
        row(
            f"CPU of the complete set (floor: bare ladder {names} in one command)",
            ours,
            bare,
            "s",
            against_bare,
        ),
        row("CPU of the complete set (peer: one run a product)", ours, naive, "s", against_naive),
    ]


def _full_look(source: Source, hand: _ByHand, folder: Path) -> Row:
    binary = binaries.ffmpeg()
    look = recipes.one_pass(binary.path, source, _new(folder / "look"), hears=binary.can_fingerprint_sound)
    # A few per cent are told apart by turns and by the best of them, not by one run each.
    turns = [(_run(look), hand.ffmpeg("-f", "null", "-").cpu_s) for _ in range(TURNS)]
    looked, decoded = (min(costs) for costs in zip(*turns, strict=True))
    return row(
        "CPU of the full verdict (floor: plain decode)",
        looked,
        decoded,
        "s",
        at_most(1.1, looked / decoded, "ratio"),
    )


def _glance(source: Source, hand: _ByHand) -> Row:
    """Through the workbench, so with sandbox, limits and the reading of what they print."""
    before = meter.own_and_ended_s()
    workbench.look_at(source.path)
    workbench.listen(source)
    workbench.glance(source)
    ours = meter.own_and_ended_s() - before
    runs = (
        hand.ffprobe("-show_format", "-show_streams"),
        hand.ffprobe("-show_entries", "packet=pts_time,dts_time,duration_time,flags,size", "-of", "compact"),
        hand.ffmpeg("-map", "0:a", "-af", LOUD_AND_SILENT, "-f", "null", "-"),
        hand.ffmpeg(
            "-map", "0:v", "-vf", f"{SMALL},blackdetect", "-f", "null", "-", before=["-skip_frame", "nokey"]
        ),
    )
    floor = sum(run.cpu_s for run in runs)
    return row(
        "CPU of the provisional verdict (floor: the same four by hand)",
        ours,
        floor,
        "s",
        at_most(1.3, ours / floor, "ratio"),
    )


def _run(command: Sequence[str]) -> float:
    return meter.run(command).cpu_s


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
