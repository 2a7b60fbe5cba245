"""The four steps of a film's way: check, first play, verify, ladder. Each takes a Job and writes down its result."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from media_pipeline import budgets, shelf, storage, verdicts, workbench
from media_pipeline.enums import AssetState, RenditionKind, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.job import Job
from media_pipeline.ladder import Rung, first_rung, is_web_safe, lower_rungs, output_rate, rungs
from media_pipeline.lifecycle import asset_state
from media_pipeline.measurements import Measurements
from media_pipeline.models import Asset
from media_pipeline.probe import Probe
from media_pipeline.recipes import Source

log = logging.getLogger(__name__)

COPY = "source"
"""The stream that is the original's own pictures, only cut."""
FIRST = "first"
"""The stream that was made in a hurry; the ladder replaces it."""


def check(job: Job) -> None:
    """Identify the file, read its facts, listen to it, judge."""
    if job.asset.state == AssetState.RECEIVED:
        asset_state.move(job.asset, AssetState.CHECKING, by=None)
    probe = job.asset.facts or workbench.look_at(job.path, name=job.asset.original_name).probe
    measured = _listen(job, probe)
    digest = job.asset.sha256 or _sha256(job.path)
    with job.writing() as asset:
        asset.container = str(job.signature.container)
        asset.probe = probe.to_json() if probe else {}
        asset.measured = measured.to_json()
        asset.sha256 = digest
        asset.save(update_fields=["container", "probe", "measured", "sha256"])
        verdicts.write(asset, job.signature)


def _listen(job: Job, probe: Probe | None) -> Measurements:
    known = job.asset.measurements
    if probe is None or probe.film is None or known.silent is not None:
        return known
    source = Source(job.path, job.signature.demuxers, probe)
    try:
        return known.updated(workbench.listen(source, limits=budgets.limits(Step.CHECK, probe)))
    except FfmpegError as error:
        if error.is_ours:
            raise
        # The full look at the film will say what is wrong with it.
        log.info("Asset %s: the sound cannot be decoded alone: %s", job.asset.pk, error)
        return known


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def play(job: Job) -> None:
    """Copy a web-safe film into a stream; encode any other into its smallest size, and look at it in the same pass."""
    source = job.source
    with storage.bench() as bench:
        try:
            measured = None if _copied(job, source, bench / COPY) else _encode_first(job, source, bench)
            workbench.picture(source, bench, limits=budgets.limits(Step.PLAY, source.probe))
        except FfmpegError as error:
            _refuse_unplayable(job, error)
            return
        with job.writing() as asset:
            if measured is None:
                film = source.film
                shelf.keep_stream(asset, bench / COPY, COPY, (film.width, film.height), film.fps)
            else:
                _keep_rung(asset, bench, first_rung(source.film), source, name=FIRST)
                _note_verified(asset, bench, source, measured)
            shelf.keep_poster(asset, bench, source)
            asset.playable_at = timezone.now()
            asset.save(update_fields=["playable_at", "measured", "verified_at"])
            verdicts.write(asset, job.signature)


def _copied(job: Job, source: Source, out: Path) -> bool:
    """Try the quick way; a file that looks fit for it and is not takes the other."""
    if not is_web_safe(source.film):
        return False
    out.mkdir()
    try:
        limits = budgets.limits(Step.PLAY, source.probe)
        workbench.copy_for_play(source, out, limits=limits, on_progress=job.tell)
    except FfmpegError as error:
        if error.is_ours:
            raise
        return False
    return True


def _encode_first(job: Job, source: Source, bench: Path) -> Measurements:
    return workbench.make(
        source,
        bench,
        rungs=[first_rung(source.film)],
        preset="ultrafast",
        check=True,
        storyboard=True,
        limits=budgets.limits(Step.PLAY, source.probe),
        on_progress=job.tell,
    )


def verify(job: Job) -> None:
    """Decode a film that was only copied so far: damage, black, frozen; and its storyboard."""
    source = job.source
    with storage.bench() as bench:
        try:
            limits = budgets.limits(Step.VERIFY, source.probe)
            measured = workbench.watch(source, bench, limits=limits, on_progress=job.tell)
        except FfmpegError as error:
            _refuse_unplayable(job, error)
            return
        with job.writing() as asset:
            _note_verified(asset, bench, source, measured)
            asset.save(update_fields=["measured", "verified_at"])
            verdicts.write(asset, job.signature)


def ladder(job: Job) -> None:
    """Make the sizes that are missing, in one pass."""
    source = job.source
    copied = job.asset.renditions.streams().filter(name=COPY).exists()
    wanted = lower_rungs(source.film) if copied else rungs(source.film)
    with storage.bench() as bench:
        if wanted:
            workbench.make(
                source,
                bench,
                rungs=wanted,
                check=False,
                storyboard=False,
                limits=budgets.limits(Step.LADDER, source.probe),
                on_progress=job.tell,
            )
        with job.writing() as asset:
            for rung in wanted:
                _keep_rung(asset, bench, rung, source, name=rung.name)
            hurried = asset.renditions.current().filter(kind=RenditionKind.HLS, name=FIRST)
            hurried.update(superseded_at=timezone.now())
            asset.laddered_at = timezone.now()
            asset.save(update_fields=["laddered_at"])


def _keep_rung(asset: Asset, bench: Path, rung: Rung, source: Source, *, name: str) -> None:
    shelf.keep_stream(asset, bench / rung.name, name, (rung.width, rung.height), output_rate(source.film))


def _note_verified(asset: Asset, bench: Path, source: Source, measured: Measurements) -> None:
    if (bench / "storyboard.jpg").exists():
        shelf.keep_storyboard(asset, bench, source)
    asset.measured = asset.measurements.updated(measured).to_json()
    asset.verified_at = timezone.now()


def _refuse_unplayable(job: Job, error: FfmpegError) -> None:
    """A decoder that gives up tells about the file; a full disk or a killed process tells about us."""
    if error.is_ours:
        raise error
    log.info("Asset %s cannot be played: %s", job.asset.pk, error)
    with job.writing() as asset:
        verdicts.write(asset, job.signature, unplayable=True)


STEPS: dict[Step, Callable[[Job], None]] = {
    Step.CHECK: check,
    Step.PLAY: play,
    Step.VERIFY: verify,
    Step.LADDER: ladder,
}
