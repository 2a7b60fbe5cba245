"""What films lack to be compared and believed is asked for again: after an update of the portal, or a lost message."""

import logging
from datetime import timedelta
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone

from media_pipeline import budgets, claims, fingerprints, likenesses, storage, tasks
from media_pipeline.enums import AssetState, FingerprintKind, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.fingerprints import Fingerprints, PictureFingerprint, SoundFingerprint
from media_pipeline.job import Job
from media_pipeline.models import Asset, Fingerprint

log = logging.getLogger(__name__)

PROBABLY_LOST = timedelta(minutes=30)
"""A message that has not been answered for so long."""
NOTHING = Fingerprints(PictureFingerprint.from_bytes(b""), SoundFingerprint(np.zeros(0, np.uint32)))


def unrecognised() -> "QuerySet[Asset]":
    """Finished films without a fingerprint of today's method, or with one of yesterday's."""
    current = Fingerprint.objects.current()
    seen = current.filter(kind=FingerprintKind.PICTURE).values("asset")
    outdated = Fingerprint.objects.exclude(pk__in=current.values("pk")).values("asset")
    return Asset.objects.filter(~Q(pk__in=seen) | Q(pk__in=outdated), state=AssetState.READY)


def ask_for_missing(*, most: int = 10) -> int:
    """Ask for a few of what is missing: credentials, fingerprints, searches whose message was lost.

    Asking twice does no harm. Return how many were asked for.
    """
    lately = timezone.now() - PROBABLY_LOST
    arrived = Asset.objects.filter(created_at__lt=lately, credentials=None).exclude(original="")
    unsearched = Fingerprint.objects.current().filter(searched_at=None, created_at__lt=lately)
    asked = 0
    for task, missing in (
        (tasks.read_credentials, arrived.order_by("created_at").values_list("pk", flat=True)),
        (tasks.fingerprint, unrecognised().order_by("created_at").values_list("pk", flat=True)),
        (tasks.find_likenesses, unsearched.order_by("asset").values_list("asset", flat=True).distinct()),
    ):
        for asset_id in list(missing[:most]):
            task.delay_on_commit(str(asset_id))
            asked += 1
    return asked


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
