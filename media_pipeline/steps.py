"""The four steps of a film's way: check, first play, verify, ladder. Each takes a Job and writes down its result."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from django.utils import timezone

from media_pipeline import (
    budgets,
    fingerprints,
    glances,
    likenesses,
    shelf,
    storage,
    tasks,
    verdicts,
    workbench,
)
from media_pipeline.chunks import bench as chunk_bench
from media_pipeline.chunks import cutting, joining
from media_pipeline.chunks.fragments import CannotJoinError
from media_pipeline.chunks.planning import shared
from media_pipeline.chunks.work import clear, keep_whole
from media_pipeline.enums import AssetState, RenditionKind, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.job import Job
from media_pipeline.ladder import KEY_FRAME_S, Rung, output_rate
from media_pipeline.lifecycle import asset_state
from media_pipeline.making import Making
from media_pipeline.measurements import Measurements
from media_pipeline.models import Asset, Rendition
from media_pipeline.patience import await_database, patiently
from media_pipeline.recipes import STORYBOARD

log = logging.getLogger(__name__)

COPY = "source"
"""The stream that is the original's own pictures, only cut."""


def check(job: Job) -> None:
    """Identify the file, read its headers and packets, judge: all that can be told within a second."""
    if job.asset.state == AssetState.RECEIVED:
        asset_state.move(job.asset, AssetState.CHECKING, by=None)
    probe = job.asset.facts or workbench.look_at(job.path, name=job.asset.original_name).probe
    with job.writing() as asset:
        asset.container = str(job.signature.container)
        asset.probe = probe.to_json() if probe else {}
        asset.save(update_fields=["container", "probe"])
        verdicts.write(asset, job.signature)
        if asset.state == AssetState.PREPARING and glances.is_wanted(asset):
            tasks.glance.delay_on_commit(str(asset.pk))


def play(job: Job) -> None:
    """Copy a web-safe film into a stream: there to watch after a quarter of a second, and complete after a few."""
    source = job.source
    film = source.film
    with storage.bench() as bench:
        (bench / COPY).mkdir()
        making = Making(
            job,
            bench,
            [(COPY, (film.width, film.height))],
            fps=film.fps,
            longest_piece_s=film.key_gap_s,
            on_begin=lambda: _take_still(job, bench),
        )
        copied = _copied(job, bench / COPY, making)
        with job.writing() as asset:
            (making.complete if copied else making.abandon)(asset)
            asset.is_copied = copied
            asset.save(update_fields=["playable_at", "is_copied"])


def _copied(job: Job, out: Path, making: Making) -> bool:
    """Try the quick way; a file that looks fit for it and is not is shown by its ladder."""
    try:
        limits = budgets.limits(Step.PLAY, job.source.probe)
        workbench.copy_for_play(job.source, out, limits=limits, on_progress=job.tell, on_tick=making.tick)
    except FfmpegError as error:
        if error.is_ours:
            raise
        log.info("Asset %s cannot be copied: %s", job.asset.pk, error)
        return False
    making.finish()
    return True


def verify(job: Job) -> None:
    """Look at every picture of a film whose ladder has to wait: damage, black, frozen; and its storyboard.

    A film that several workers encode is cut first, so that they may begin; its smallest size is made here.
    """
    if cutting.is_to_be_tried(job.asset):
        cutting.cut(job)
        if job.asset.whole_because:
            # Its sizes are made in one pass after all, and that pass looks at the pictures as well.
            return
    _look(job, Step.VERIFY, rungs=cutting.wanted_rungs(job.asset)[-1:] if job.asset.cut_at else ())


def ladder(job: Job) -> None:
    """Make the sizes that are missing, and look at every picture in the same pass if nobody has yet."""
    if job.asset.cut_at:
        _join(job)
    else:
        _look(job, Step.LADDER, rungs=cutting.wanted_rungs(job.asset))


def _join(job: Job) -> None:
    """Make streams of the pieces that several workers encoded; if they do not fit, of the whole film after all."""
    try:
        _stream_pieces(job)
    except (CannotJoinError, FileNotFoundError) as error:
        keep_whole(job.asset, str(error))
    except FfmpegError as error:
        if error.is_ours:
            raise
        keep_whole(job.asset, f"{error}\n{error.command}")


def _stream_pieces(job: Job) -> None:
    source, wanted = job.source, cutting.wanted_rungs(job.asset)
    with storage.bench() as bench:
        parts = bench / "parts"
        parts.mkdir()
        joining.collect(job.asset, shared(wanted), parts)
        making = Making(
            job,
            bench,
            [(rung.name, (rung.width, rung.height)) for rung in shared(wanted)],
            fps=output_rate(source.film),
            longest_piece_s=KEY_FRAME_S,
            on_begin=None,
        )
        chunk_bench.put_together(
            parts,
            [rung.name for rung in shared(wanted)],
            bench,
            with_sound=source.probe.sound is not None,
            limits=budgets.limits(Step.LADDER, source.probe),
            on_progress=job.tell,
            on_tick=making.tick,
        )
        making.finish()
        with job.writing() as asset:
            making.complete(asset)
            _note_laddered(asset, wanted)
            asset.save(update_fields=["playable_at", "laddered_at"])
            clear(asset)


def _look(job: Job, step: Step, *, rungs: Sequence[Rung]) -> None:
    source, look = job.source, job.asset.verified_at is None
    with storage.bench() as bench:
        making = Making(
            job,
            bench,
            [(rung.name, (rung.width, rung.height)) for rung in rungs],
            fps=output_rate(source.film),
            longest_piece_s=KEY_FRAME_S,
            # Beside a complete copy, sizes that still grow would only be in the way.
            on_begin=None if job.asset.is_copied else lambda: _take_still(job, bench),
        )
        measured = Measurements()
        if rungs or look:
            try:
                limits = budgets.limits(step, source.probe)
                measured = workbench.make(
                    source,
                    bench,
                    rungs=rungs,
                    look=look,
                    limits=limits,
                    on_progress=job.tell,
                    on_tick=making.tick,
                )
            except FfmpegError as error:
                _refuse_unplayable(job, error)
                return
        await_database()
        making.finish()
        _take_still(job, bench)
        # A second of work for half an hour of film: before the row is locked, not while.
        recognised = fingerprints.of_folder(bench, source) if look else None
        glances.make_up_for(job.asset, job.path)
        sheet = _stored(job, RenditionKind.STORYBOARD, bench) if (bench / STORYBOARD).exists() else None

        def note(asset: Asset) -> None:
            making.complete(asset)
            if recognised:
                _note_looked(asset, measured)
                if sheet:
                    shelf.keep_storyboard(asset, sheet, source)
                likenesses.keep(asset, recognised)
            if step == Step.LADDER:
                _note_laddered(asset, rungs)
            asset.save(update_fields=["playable_at", "measured", "verified_at", "laddered_at"])
            verdicts.write(asset, job.signature)

        job.write(note)


def _note_looked(asset: Asset, measured: Measurements) -> None:
    asset.measured = asset.measurements.updated(measured).to_json()
    asset.verified_at = timezone.now()


def _note_laddered(asset: Asset, rungs: Sequence[Rung]) -> None:
    """What earlier versions made in a hurry has served; it stays for those who are watching it."""
    kept = {COPY, *(rung.name for rung in rungs)}
    streams = asset.renditions.current().filter(kind=RenditionKind.HLS)
    streams.exclude(name__in=kept).update(superseded_at=timezone.now())
    asset.laddered_at = timezone.now()


def _take_still(job: Job, bench: Path) -> None:
    """Take the picture that stands for the film, once."""
    if patiently(job.asset.renditions.current().filter(kind=RenditionKind.POSTER).exists):
        return
    try:
        workbench.picture(job.source, bench, limits=budgets.limits(Step.PLAY, job.source.probe))
    except FfmpegError as error:
        if error.is_ours:
            raise
        # The look at every picture will say what is wrong there; a film without a poster is no reason to refuse it.
        log.info("Asset %s: no still could be taken: %s", job.asset.pk, error)
        return
    still = _stored(job, RenditionKind.POSTER, bench)
    job.write(lambda asset: shelf.keep_poster(asset, still, job.source))


def _stored(job: Job, kind: RenditionKind, bench: Path) -> Rendition:
    """Store a picture where only its own worker knows of it."""
    made = job.write(lambda asset: shelf.reserve(asset, kind))
    shelf.store(made, bench)
    return made


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
