"""A film's way through real workers, and what plain ffmpeg and ffprobe need for the same file."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from festival.models import User
from media_pipeline import binaries, recipes, workbench
from media_pipeline.enums import UNDER_WAY, AssetState, Step
from media_pipeline.ladder import Rung, is_web_safe, lower_rungs, rungs
from media_pipeline.models import Asset
from media_pipeline.recipes import Source
from media_pipeline.uploads.actions import begin_upload, upload_url
from tests.bench import films, meter
from tests.bench.sending import Sender, pieces_of
from tests.bench.table import Row, at_most, row
from tests.factories.media_pipeline import OPEN_TO_SMALL

PATIENCE_S = 240
LOOK_EVERY_S = 0.02
TRIES = 3
REST_S = 5


@dataclass(frozen=True)
class Journey:
    """Seconds from the last byte to the verdict of the check, to the first playlist; and of all workers' processors."""

    verdict_s: float
    playable_s: float
    cpu_s: float


def measure(sender: Sender, owner: User, folder: Path) -> list[Row]:
    """Verdict, first playlist and processor time, the workers having nothing else to do; and a verdict while they do."""
    travel = partial(_travel, sender, owner)
    short = films.short(folder)
    tries = [travel(short) for _ in range(TRIES)]
    found = [_verdict(short, min(journey.verdict_s for journey in tries), "an idle workshop")]
    for path, seconds in ((films.web_safe(folder), 1), (films.prores(folder), 3)):
        ours = _best([travel(path) for _ in range(TRIES - 1)])
        found += _pipeline(path, ours, folder / f"bare-{path.stem}", playable_within_s=seconds)
    return [*found, _verdict_beside_a_ladder(sender, owner, films.prores(folder), short)]


def _best(tries: Sequence[Journey]) -> Journey:
    return Journey(
        min(journey.verdict_s for journey in tries),
        min(journey.playable_s for journey in tries),
        min(journey.cpu_s for journey in tries),
    )


def _verdict_beside_a_ladder(sender: Sender, owner: User, heavy: Path, short: Path) -> Row:
    asset, _ = send(sender, owner, heavy)
    while asset.step != Step.LADDER or not asset.claimed_by:
        time.sleep(LOOK_EVERY_S)
        asset.refresh_from_db(fields=["step", "claimed_by", "state"])
    verdict_s = min(_travel(sender, owner, short, wait=False).verdict_s for _ in range(TRIES))
    asset.refresh_from_db(fields=["state"])
    if asset.state != AssetState.PREPARING:
        raise RuntimeError("The heavy film was ready too early to be in the way.")
    wait(asset, UNDER_WAY)
    return _verdict(short, verdict_s, "a workshop at its ladder")


def send(sender: Sender, owner: User, path: Path) -> tuple[Asset, float]:
    """The film, and when its last byte was out."""
    upload = begin_upload(
        owner=owner, filename=path.name, length=path.stat().st_size, spec=OPEN_TO_SMALL.to_json()
    )
    last_byte_at = sender.send(upload_url(upload), pieces_of(path))
    return Asset.objects.get(upload=upload), last_byte_at


def _travel(sender: Sender, owner: User, path: Path, *, wait: bool = True) -> Journey:
    workers = meter.programs("celery", "worker")
    before = meter.cpu_s(workers) + meter.orphans_s()
    asset, last_byte_at = send(sender, owner, path)
    asset = wait(asset, {AssetState.RECEIVED, AssetState.CHECKING})
    judged_at = time.time()
    if not wait:
        return Journey(judged_at - last_byte_at, 0.0, 0.0)
    asset = wait(asset, UNDER_WAY)
    if asset.state != AssetState.READY or asset.playable_at is None:
        raise RuntimeError(f"{path.name} is {asset.state}: {asset.reason}")
    time.sleep(0.5)  # until the workers have reaped their last child
    return Journey(
        judged_at - last_byte_at,
        asset.playable_at.timestamp() - last_byte_at,
        meter.cpu_s(workers) + meter.orphans_s() - before,
    )


def wait(
    asset: Asset,
    while_in: set[str] | frozenset[str],
    *,
    patience_s: float = PATIENCE_S,
    look_every_s: float = LOOK_EVERY_S,
) -> Asset:
    """Until it is in none of these states. Raises RuntimeError when patience ends."""
    deadline = time.monotonic() + patience_s
    while asset.state in while_in:
        if time.monotonic() > deadline:
            raise RuntimeError(f"{asset.original_name} is still {asset.state} after {patience_s} s")
        time.sleep(look_every_s)
        asset.refresh_from_db(fields=["state", "reason", "playable_at"])
    return asset


def _verdict(path: Path, ours_s: float, where: str) -> Row:
    command = [binaries.ffprobe().path, "-v", "error", "-show_format", "-show_streams", str(path)]
    floor_s = min(meter.run(command).wall_s for _ in range(TRIES))
    target = at_most(2, ours_s - floor_s, "s beyond")
    return row(f"verdict after the last byte, {where} (floor: one ffprobe)", ours_s, floor_s, "s", target)


def _pipeline(path: Path, ours: Journey, out: Path, *, playable_within_s: float) -> list[Row]:
    look = workbench.look_at(path)
    assert look.probe is not None
    source = Source(path, look.signature.demuxers, look.probe)
    copied = is_web_safe(source.film)
    sizes = lower_rungs(source.film) if copied else rungs(source.film)
    binary, names = binaries.ffmpeg().path, " ".join(size.name for size in sizes)
    for folder in (out, out / "copy", out / "whole"):
        folder.mkdir()
    ladder = recipes.one_pass(binary, source, out, rungs=sizes, look=False)
    copy = recipes.remux(binary, source, out / "copy")
    # The best of several, as ours: on a machine that shares its processors two runs differ by some per cent.
    bare = min((meter.run(ladder) for _ in range(TRIES - 1)), key=lambda cost: cost.cpu_s)
    first_s = min(
        _rested_until_there(copy if copied else ladder, _playlists(out, [] if copied else sizes))
        for _ in range(TRIES)
    )
    found = [
        row(
            f"first playlist, {path.name} (floor: bare ffmpeg's)",
            ours.playable_s,
            first_s,
            "s",
            at_most(playable_within_s, ours.playable_s, "s"),
        )
    ]
    if (
        copied
    ):  # the top of its ladder is the film itself: what that saves, and what is left beside the lower rungs
        name = f"CPU of all tasks, {path.name} (beside the lower rungs {names} alone)"
        found.append(row(name, ours.cpu_s, bare.cpu_s, "s"))
        bare = meter.run(
            recipes.one_pass(binary, source, out / "whole", rungs=rungs(source.film), look=False)
        )
        names = " ".join(size.name for size in rungs(source.film))
    name = f"CPU of all tasks, {path.name} (floor: bare ladder {names})"
    target = at_most(1.08, ours.cpu_s / bare.cpu_s, "ratio")
    return [*found, row(name, ours.cpu_s, bare.cpu_s, "s", target)]


def _rested_until_there(command: Sequence[str], files: Sequence[Path]) -> float:
    """As the portal finds the machine: a virtual one gives freed memory back within seconds and pays to get it again."""
    for file in files:
        file.unlink(missing_ok=True)
    time.sleep(REST_S)
    return meter.until_there(command, files)


def _playlists(out: Path, sizes: Sequence[Rung]) -> list[Path]:
    folders = [out / size.name for size in sizes] or [out / "copy"]
    return [folder / recipes.PLAYLIST for folder in folders]
