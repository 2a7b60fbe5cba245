"""Files for the projection: taken in, read once for digest and facts, kept as they are, removed. Never converted."""

import errno
import hashlib
import logging
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from festival.commits import after_commit
from media_pipeline import packages, storage, tasks, workbench
from media_pipeline.enums import MasterState
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.lifecycle import master_state
from media_pipeline.models import Master, Upload
from media_pipeline.models.asset import originals
from media_pipeline.probe import Probe
from media_pipeline.scratch import DamagedTransfer
from media_pipeline.signals import master_settled
from media_pipeline.signature import Signature, read_signature
from media_pipeline.uploads.tasks import carry_again

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=3900)  # longer than the hard limit of tasks.read_master
REST = timedelta(minutes=5)
MOST_ATTEMPTS = 3
MAY_BE_LOST_AFTER = timedelta(minutes=2)
STEP = 4 * 1024**2


def master_of(upload: Upload) -> Master:
    """What an upload becomes, not saved yet. Its id follows from the upload's, as a film's does."""
    return Master(
        id=uuid5(upload.pk, "master"),
        owner=upload.owner,
        original_name=(upload.filename or upload.pk.hex)[:255],
        upload=upload,
    )


def enter(master: Master) -> None:
    """It lies in the originals: its upload is received herewith. Call it in a transaction."""
    Upload.objects.filter(pk=master.upload_id).update(received_at=timezone.now())
    master.save(force_insert=True)
    _ask(master)


def read_again(master: Master) -> None:
    """It was carried into the store once more."""
    if master.state == MasterState.FAILED:
        master_state.move(master, MasterState.RECEIVED, by=None, attempts=0, claimed_until=None)
    _ask(master)


def read(master_id: UUID) -> None:
    """Read it, unless somebody does already or has. What fails on our side is tried again by the sweep."""
    master = _claimed(master_id)
    if master is None:
        return
    try:
        facts = _look(master)
    except OSError as error:
        log.warning("Master %s could not be read: %s", master.pk, error)
        _put_off(master, error)
        return
    _settle(master, MasterState.READ, read_at=timezone.now(), **facts)


def wake_forgotten() -> None:
    """For the sweep: those whose message or worker was lost, or that have rested after a failure."""
    now = timezone.now()
    waiting = Master.objects.filter(_free_at(now), created_at__lt=now - MAY_BE_LOST_AFTER)
    for master in waiting.order_by("created_at")[:100]:
        _ask(master)


def discard(master: Master) -> None:
    """Remove it, and its file after the commit."""
    after_commit(originals().delete, master.original.name)
    master.delete()


def _ask(master: Master) -> None:
    after_commit(tasks.read_master.delay, str(master.pk))


def _free_at(now: Any) -> Q:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return Q(state=MasterState.RECEIVED) & free


def _claimed(master_id: UUID) -> Master | None:
    now = timezone.now()
    mine = Master.objects.filter(_free_at(now), pk=master_id)
    if not mine.update(claimed_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return Master.objects.filter(pk=master_id).first()


def _look(master: Master) -> dict[str, Any]:
    with storage.original_file(master) as path:
        digest = _digest(path)
        if master.sha256 and digest != master.sha256:
            raise OSError(errno.EIO, "What was stored is not what came", master.original.name)
        package = packages.look_at(path)
        if package is not None:
            return {"sha256": digest, "container": package.kind, "package": asdict(package)}
        signature, probe = _film(path, master.original_name)
        found = probe.to_json() if probe and probe.film else {}
        return {"sha256": digest, "container": str(signature.container), "probe": found}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(STEP):
            digest.update(piece)
    return digest.hexdigest()


def _film(path: Path, name: str) -> tuple[Signature, Probe | None]:
    """Nothing for a film so long that its packets cannot be counted in time: it is kept all the same."""
    try:
        look = workbench.look_at(path, name=name)
    except FfmpegError as error:
        log.warning("A master could not be looked at: %s", error)
        return read_signature(path, name=name), None
    return look.signature, look.probe


def _put_off(master: Master, error: Exception) -> None:
    if isinstance(error, DamagedTransfer) and master.upload_id:
        carry_again.delay_on_commit(master.upload_id.hex)
    if master.attempts >= MOST_ATTEMPTS:
        _settle(master, MasterState.FAILED)
        return
    Master.objects.filter(pk=master.pk).update(claimed_until=timezone.now() + REST)


@transaction.atomic
def _settle(master: Master, state: MasterState, **facts: Any) -> None:
    """Nothing, where its maker has removed it meanwhile."""
    if Master.objects.select_for_update(of=("self",)).filter(pk=master.pk).exists():
        master_state.move(master, state, by=None, claimed_until=None, **facts)
        after_commit(master_settled.send, sender=Master, master=master)
