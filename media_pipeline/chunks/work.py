"""Do one piece of a film: claim it, encode it, put it where the joining worker finds it.

A piece that does not come out right costs nobody the film: it is then made in one pass by one worker, as ever.
"""

import logging
from pathlib import Path
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from media_pipeline import actions, attempts, storage
from media_pipeline.attempts import Trouble
from media_pipeline.chunks import bench, budget, claims, cutting
from media_pipeline.chunks.planning import Whole, pictures
from media_pipeline.deadline import OutOfTime, deadline
from media_pipeline.effort import Effort
from media_pipeline.enums import AssetState, Cause, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.job import ClaimLost
from media_pipeline.ladder import output_rate
from media_pipeline.models import Asset, Chunk
from media_pipeline.patience import AWAY, await_database, patiently
from media_pipeline.recipes import Source
from media_pipeline.signature import read_signature

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3


def serve(named: UUID, *, claimant: str, worker: str = "") -> None:
    """Spend a message of the queue on the most urgent piece that waits."""
    await_database()
    chunk = claims.take_most_urgent(claimant=claimant, named=named)
    if chunk is not None:
        _do(chunk, claimant, worker)


def keep_whole(asset: Asset, why: str) -> None:
    """Give up the pieces: the film's sizes are made in one pass instead. Nothing happens if they were joined already."""
    with transaction.atomic():
        asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
        if asset.cut_at is None or asset.laddered_at is not None:
            return
        log.error("Asset %s is not encoded in pieces after all: %s", asset.pk, why)
        asset.cut_at, asset.whole_because = None, Whole.FAILED
        asset.save(update_fields=["cut_at", "whole_because"])
        clear(asset)
        if asset.state == AssetState.PREPARING:
            actions.advance(asset)


def clear(asset: Asset) -> None:
    """Remove all pieces of a film, rows now and files after the commit."""
    asset.chunks.all().delete()
    transaction.on_commit(lambda: storage.discard(folder_of(asset)), robust=True)


def folder_of(asset: Asset) -> str:
    """Where among the renditions a film's pieces lie; nobody is ever given an address there."""
    return f"{asset.pk.hex[:2]}/{asset.pk.hex}/chunks"


def _do(chunk: Chunk, claimant: str, worker: str) -> None:
    """Work on a claimed piece within its own time, and write down how it went."""
    if chunk.attempts > MOST_ATTEMPTS:
        keep_whole(chunk.asset, f"piece {chunk.position}: the worker died {MOST_ATTEMPTS} times over it")
        return
    effort, began = Effort(), timezone.now()
    trouble: Trouble | None = Trouble(Cause.PORTAL, "An error in the portal itself; the worker's log has it.")
    hopeless = lost = False
    try:
        with deadline(budget.hard_limit_s(chunk)), storage.original_file(chunk.asset) as path:
            _encode(chunk, claimant, path)
        trouble = None
    except ClaimLost:
        log.warning("Asset %s: the claim for piece %s was lost.", chunk.asset_id, chunk.position)
        trouble, lost = None, True
        return
    except (OutOfTime, SoftTimeLimitExceeded):
        trouble = Trouble(Cause.TIME, f"piece {chunk.position}: took too long.")
    except FfmpegError as error:
        trouble, hopeless = attempts.of_ffmpeg(Step.CHUNKS, error), not error.is_ours
    except OSError as error:
        trouble = attempts.of_system(Step.CHUNKS, error)
    except AWAY as error:
        trouble = attempts.of_database(Step.CHUNKS, error)
    finally:
        # Also for errors that nobody foresaw: they are raised on, and the row still tells of them.
        await_database()
        if trouble:
            _try_later(chunk, claimant, trouble, hopeless=hopeless)
        if not lost:
            attempts.note(
                chunk.asset,
                Step.CHUNKS,
                claimant=claimant,
                worker=worker,
                asked_at=chunk.enqueued_at,
                began=began,
                cpu_s=effort.spent_s(),
                trouble=trouble,
            )
    if trouble is None and cutting.is_done(chunk.asset):
        actions.advance(chunk.asset)


def _encode(chunk: Chunk, claimant: str, path: Path) -> None:
    asset = chunk.asset
    facts = asset.facts
    if facts is None or facts.film is None:
        raise ValueError(f"Asset {asset.pk} has no film to work on.")
    source = Source(path, read_signature(path, name=asset.original_name).demuxers, facts)
    with storage.bench() as out:
        names = _run(chunk, claimant, source, out)
        # A folder for each attempt: who overslept the claim cannot disturb the next one's files.
        prefix = f"{folder_of(asset)}/{chunk.pk.hex}-{chunk.attempts}"
        for name in names:
            storage.publish(out / name, f"{prefix}/{name}")
        with claims.writing(chunk, claimant) as fresh:
            fresh.prefix, fresh.done_at, fresh.progress = prefix, timezone.now(), 100
            fresh.claimed_by, fresh.claimed_until = "", None
            fresh.save(update_fields=["prefix", "done_at", "progress", "claimed_by", "claimed_until"])
        claims.show(chunk)


def _run(chunk: Chunk, claimant: str, source: Source, out: Path) -> list[str]:
    limits, told = budget.limits(chunk), -1

    def tell(done_s: float, of_s: float) -> None:
        nonlocal told
        percent = round(100 * done_s / (of_s or 1.0))
        if percent != told:
            told = percent
            patiently(lambda: claims.report(chunk, claimant, percent))

    if chunk.is_sound:
        length = source.probe.duration_s
        return bench.encode_sound(source, out, limits=limits, on_progress=lambda done: tell(done, length))
    cut = chunk.cut
    end = pictures(source.film) if cut.end is None else cut.end
    length = float((end - cut.first) / output_rate(source.film))
    sizes = [rung for rung in cutting.wanted_rungs(chunk.asset) if rung.name in chunk.rungs]
    return bench.encode_pictures(
        source, out, cut, sizes, limits=limits, on_progress=lambda done: tell(done, length)
    )


def _try_later(chunk: Chunk, claimant: str, trouble: Trouble, *, hopeless: bool) -> None:
    log.error("Asset %s, piece %s: %s", chunk.asset_id, chunk.position, trouble.reason)
    pause_s = attempts.pause_s(chunk.attempts)
    if not claims.release(chunk, claimant, rests_s=pause_s):
        return  # somebody else has it by now, or it is gone
    if hopeless or chunk.attempts >= MOST_ATTEMPTS:
        keep_whole(chunk.asset, trouble.reason)
    else:
        cutting.send(chunk, pause_s=pause_s)
