"""Read the text tracks inside a film: claim them, one walk through the file, write down what came out."""

import logging
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from media_pipeline import binaries, ffmpeg, recipes, storage, subtitling
from media_pipeline.enums import Severity, TrackState
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.inspection import Problem
from media_pipeline.lifecycle import track_state
from media_pipeline.models import Asset, SubtitleTrack
from media_pipeline.probe import Probe, SubtitleStream
from media_pipeline.processes import Limits
from media_pipeline.recipes import Source
from media_pipeline.signature import read_signature
from media_pipeline.subtitles import MOST_BYTES, Reading, UnreadableError, read

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
PAUSE_BEFORE_RETRY_S = 60
LEASE = timedelta(minutes=20)
"""Longer than the task may last (``tasks.read_subtitles``), shorter than the broker's patience."""
LIMITS = Limits(wall_s=780, memory=2 * 1024**3, file_bytes=64 * 1024**2, niceness=10)


def perform(asset_id: UUID, *, claimant: str) -> None:
    """Read what waits and nobody else is at. Told twice, it does its work once."""
    asset = Asset.objects.filter(pk=asset_id).first()
    facts = asset.facts if asset else None
    if asset is None or facts is None:
        return
    tracks = _claim(asset, claimant)
    if not tracks:
        return
    if tracks[0].attempts > MOST_ATTEMPTS:
        _give_up(tracks, claimant)
        return
    done = False
    try:
        with storage.original_file(asset) as path, storage.bench() as bench:
            readings = _read_all(path, bench, asset, facts, tracks)
            _write_down(asset, claimant, tracks, readings)
        done = True
    except (SoftTimeLimitExceeded, FfmpegError, OSError):
        log.exception("Asset %s, subtitles, attempt %s", asset_id, tracks[0].attempts)
    finally:
        # Also after errors that nobody foresaw; they are raised on.
        if not done:
            _try_later(asset, claimant, tracks)


def _claim(asset: Asset, claimant: str) -> list[SubtitleTrack]:
    now = timezone.now()
    free = asset.subtitle_tracks.waiting().unclaimed_at(now, claimant)
    free.update(claimed_by=claimant, claimed_until=now + LEASE, attempts=F("attempts") + 1)
    return list(asset.subtitle_tracks.waiting().filter(claimed_by=claimant))


def _read_all(
    path: Path, bench: Path, asset: Asset, facts: Probe, tracks: list[SubtitleTrack]
) -> dict[UUID, Reading]:
    source = Source(path, read_signature(path, name=asset.original_name).demuxers, facts)
    streams = {stream.index: stream for stream in facts.subtitles}
    wanted = {track.pk: streams[track.stream_index] for track in tracks if track.stream_index in streams}
    _extract(source, bench, list(wanted.values()))
    found = {}
    for track in tracks:
        if track.pk not in wanted:
            continue
        written = bench / recipes.text_file(wanted[track.pk])
        try:
            found[track.pk] = read(_head(written), language=track.language)
        except UnreadableError as error:
            log.info("Asset %s, stream %s: %s", asset.pk, track.stream_index, error.code)
    return found


def _extract(source: Source, bench: Path, streams: list[SubtitleStream]) -> None:
    """All at once; if one track spoils that, each by itself, and the bad one stays empty."""
    binary = binaries.ffmpeg().path
    for batch in (streams, *([stream] for stream in streams)):
        try:
            command = recipes.text_tracks(binary, source, bench, batch)
            ffmpeg.run(command, reads=source.path, writes=bench, limits=LIMITS)
        except FfmpegError as error:
            if error.is_ours:
                raise
            log.info("Subtitle streams %s: %s", [stream.index for stream in batch], error)
        else:
            if batch is streams:
                return


def _head(path: Path) -> bytes:
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _write_down(
    asset: Asset, claimant: str, tracks: list[SubtitleTrack], readings: dict[UUID, Reading]
) -> None:
    names = {
        track.pk: subtitling.keep_vtt(track, readings[track.pk]) for track in tracks if track.pk in readings
    }
    with transaction.atomic():
        held = asset.subtitle_tracks.waiting().filter(claimed_by=claimant).select_for_update(of=("self",))
        for track in held:
            if track.pk in names:
                facts = subtitling.understood(asset, readings[track.pk], track.language)
                _settle(track, TrackState.READY, vtt=names[track.pk], **facts)
            else:
                _settle(track, TrackState.UNUSABLE, findings=[_told("subtitle_not_extracted")])


def _settle(track: SubtitleTrack, state: TrackState, **facts: object) -> None:
    track_state.move(track, state, by=None, claimed_by="", claimed_until=None, **facts)


def _try_later(asset: Asset, claimant: str, tracks: list[SubtitleTrack]) -> None:
    if tracks[0].attempts >= MOST_ATTEMPTS:
        _give_up(tracks, claimant)
        return
    asset.subtitle_tracks.waiting().filter(claimed_by=claimant).update(claimed_by="", claimed_until=None)
    subtitling.ask(asset, pause_s=PAUSE_BEFORE_RETRY_S * tracks[0].attempts)


def _give_up(tracks: list[SubtitleTrack], claimant: str) -> None:
    for track in SubtitleTrack.objects.waiting().filter(pk__in=[t.pk for t in tracks], claimed_by=claimant):
        _settle(track, TrackState.UNUSABLE, findings=[_told(subtitling.OUR_FAULT)])


def _told(code: str) -> dict[str, object]:
    return subtitling.stored(Problem(code, Severity.WARNS))
