"""What is learnt in the first seconds beside a film's way: its sound, its key frames, its fingerprint as a file.

A task of its own, because the verdict on headers and packets must not wait for it, and the first play neither. It holds
no claim: to measure twice does no harm, and whoever is later finds everything there.
"""

import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.db import transaction

from media_pipeline import budgets, storage, verdicts, workbench
from media_pipeline.enums import AssetState, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.measurements import Measurements
from media_pipeline.models import Asset
from media_pipeline.patience import patiently
from media_pipeline.recipes import Source
from media_pipeline.signature import read_signature

log = logging.getLogger(__name__)


class Missing(StrEnum):
    """What a glance finds."""

    SOUND = "sound"
    PICTURE = "picture"
    HASH = "hash"


def is_wanted(asset: Asset) -> bool:
    """Something that a glance finds is not known yet."""
    return bool(_missing(asset))


def _missing(asset: Asset) -> set[Missing]:
    known, facts = asset.measurements, asset.facts
    missing = set() if asset.sha256 else {Missing.HASH}
    if facts and facts.sound and known.silent is None:
        missing.add(Missing.SOUND)
    if facts and facts.film and known.from_key_frames is None and workbench.has_sparse_key_frames(facts.film):
        missing.add(Missing.PICTURE)
    return missing


def glance(asset_id: UUID) -> None:
    """Look, listen, and judge by what is known then. Raises FfmpegError when the machine failed, not the film."""
    asset = Asset.objects.filter(pk=asset_id, state=AssetState.PREPARING).first()
    if asset is None or not is_wanted(asset):
        return
    with storage.original_file(asset) as path:
        signature = read_signature(path, name=asset.original_name)
        measured, sha256 = _measure(asset, path, _missing(asset))
    with transaction.atomic():
        asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset_id)
        _note(asset, measured, sha256)
        if asset.state == AssetState.PREPARING:
            verdicts.write(asset, signature)


def make_up_for(asset: Asset, path: Path) -> None:
    """Measure what a glance should have, if its message was lost; for films whose every picture was looked at."""
    patiently(asset.refresh_from_db)
    missing = _missing(asset) - {Missing.PICTURE}
    if not missing:
        return
    measured, sha256 = _measure(asset, path, missing)

    @transaction.atomic
    def note() -> None:
        _note(Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk), measured, sha256)

    patiently(note)


def _note(asset: Asset, measured: Measurements, sha256: str) -> None:
    """What was seen of every picture is better than what a glance saw, so only what is missing is written."""
    asset.measured = measured.updated(asset.measurements).to_json()
    asset.sha256 = asset.sha256 or sha256
    asset.save(update_fields=["measured", "sha256"])


def _measure(asset: Asset, path: Path, missing: set[Missing]) -> tuple[Measurements, str]:
    facts = asset.facts
    if facts is None:
        raise ValueError(f"Asset {asset.pk} has not been checked.")
    source = Source(path, read_signature(path, name=asset.original_name).demuxers, facts)
    # More modest than the ladder: where a film cannot be copied, its first picture must not wait for its loudness.
    limits = replace(budgets.limits(Step.CHECK, facts), niceness=19)
    looks = {Missing.SOUND: workbench.listen, Missing.PICTURE: workbench.glance}
    # Two programs and a hash that waits for the disk: side by side they take as long as the slowest.
    with ThreadPoolExecutor(3) as pool:
        under_way = [pool.submit(looks[what], source, limits=limits) for what in looks if what in missing]
        digest = pool.submit(_sha256, path) if Missing.HASH in missing else None
        measured = Measurements()
        for look in under_way:
            try:
                measured = measured.updated(look.result())
            except FfmpegError as error:
                if error.is_ours:
                    raise
                # The look at every picture will say what is wrong with it.
                log.info("Asset %s cannot be glanced at: %s", asset.pk, error)
        return measured, digest.result() if digest else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
