"""Films that were prepared before fingerprints existed, or by an older method, are read once more for them."""

import logging
from uuid import UUID

import numpy as np
from django.db.models import QuerySet

from media_pipeline import budgets, claims, fingerprints, likenesses, storage, tasks
from media_pipeline.enums import AssetState, FingerprintKind, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.fingerprints import Fingerprints, PictureFingerprint, SoundFingerprint
from media_pipeline.job import Job
from media_pipeline.models import Asset, Fingerprint

log = logging.getLogger(__name__)

NOTHING = Fingerprints(PictureFingerprint.from_bytes(b""), SoundFingerprint(np.zeros(0, np.uint32)))


def unrecognised() -> "QuerySet[Asset]":
    """Finished films without a fingerprint of today's method."""
    current = Fingerprint.objects.current().filter(kind=FingerprintKind.PICTURE)
    return Asset.objects.filter(state=AssetState.READY).exclude(pk__in=current.values("asset"))


def ask_for_missing(*, most: int = 10) -> int:
    """Ask for a few of them; asking twice does no harm. Return how many were asked for."""
    lacking = list(unrecognised().order_by("created_at").values_list("pk", flat=True)[:most])
    for asset_id in lacking:
        tasks.fingerprint.delay_on_commit(str(asset_id))
    return len(lacking)


def fingerprint(asset_id: UUID, *, claimant: str) -> None:
    """Decode one film for its fingerprints, if it still lacks them and nobody is at it."""
    asset = unrecognised().filter(pk=asset_id).first()
    if asset is None or not claims.take(asset, Step.VERIFY, claimant=claimant):
        return
    try:
        made = _read(asset, claimant)
    finally:
        claims.release(asset, claimant, done=True)
    likenesses.keep(asset, made)


def _read(asset: Asset, claimant: str) -> Fingerprints:
    try:
        with storage.original_file(asset) as path:
            source = Job(asset, claimant, path).source
            return fingerprints.of_file(source, limits=budgets.limits(Step.VERIFY, source.probe))
    except (FfmpegError, FileNotFoundError, ValueError) as error:
        if isinstance(error, FfmpegError) and error.is_ours:
            raise
        # A film that cannot be read a second time is not asked again and again.
        log.warning("Asset %s has no fingerprint: %s", asset.pk, error)
        return NOTHING
