"""From the spool to the originals. The spool lies on the disk of the machine that receives uploads; the originals may lie
elsewhere.

On one disk the hand-over is a second name, done by whoever comes first. Into a bucket a worker of the queue ``spool``,
which runs where the spool lies, carries the bytes. It may be killed at any moment: the spool's file stays until somebody
has read the stored film whole and found it right, and parts that are over already are not sent again.
"""

import logging
import time
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from media_pipeline import actions, fixity, masters, storage
from media_pipeline.enums import Fixity, MasterState, UploadState
from media_pipeline.models import Asset, FixityCheck, Master, Upload
from media_pipeline.uploads import spool
from media_pipeline.uploads.exceptions import Busy
from media_pipeline.uploads.lease import Lease, lease
from media_pipeline.uploads.tasks import carry_again, receive_late

log = logging.getLogger(__name__)

TELL_EVERY_S = 2


def deliver(upload_id: UUID) -> None:
    """Hand over at once where that is a matter of a second name; a worker carries films to a bucket."""
    if storage.is_one_disk():
        hand_over(upload_id)
    else:
        receive_late.delay_on_commit(upload_id.hex)


def hand_over_at_once(upload_id: UUID) -> None:
    """For whoever looks after a film and finds it on the doorstep: where carrying is needed, the beat asks for it."""
    if storage.is_one_disk():
        hand_over(upload_id)


def hand_over(upload_id: UUID) -> None:
    """Give a complete film to the workshop, once: a second call finds nothing left to do."""
    if storage.is_one_disk():
        _link(upload_id)
    else:
        _carry(upload_id)


@transaction.atomic
def _link(upload_id: UUID) -> None:
    upload = _waiting(upload_id)
    if upload is None:
        return
    received, path = _becomes(upload), spool.path(upload_id)
    storage.take_in(received, path)
    _enter(received)
    transaction.on_commit(partial(path.unlink, missing_ok=True))


def _carry(upload_id: UUID) -> None:
    upload = Upload.objects.to_hand_over().filter(pk=upload_id).first()
    if upload is None:
        return
    if not spool.path(upload_id).exists():
        log.error("Upload %s is not in the spool: does this worker run where SPOOL_ROOT is?", upload_id)
        return
    try:
        with lease(upload) as held:
            received = _becomes(upload)
            storage.take_in(received, spool.path(upload_id), on_progress=_Telling(held))
            with transaction.atomic():
                if _waiting(upload_id) is not None and held.held().exists():
                    _enter(received)
                    return
            _forget_cancelled(received)
    except Busy:
        log.info("Upload %s is being carried by somebody else, or was cancelled.", upload_id)


def _becomes(upload: Upload) -> Asset | Master:
    """Not saved yet; its id follows from the upload's."""
    return masters.master_of(upload) if upload.is_master else actions.film_of(upload)


def _enter(received: Asset | Master) -> None:
    if isinstance(received, Master):
        masters.enter(received)
    else:
        actions.enter(received)


def _forget_cancelled(received: Asset | Master) -> None:
    """Whoever sent the film has taken it back while it was carried."""
    is_cancelled = not Upload.objects.filter(pk=received.upload_id, state=UploadState.FINISHED).exists()
    if is_cancelled and not type(received)._default_manager.filter(pk=received.pk).exists():
        storage.discard_original(received)


def _waiting(upload_id: UUID) -> Upload | None:
    waiting = Upload.objects.select_for_update(skip_locked=True, of=("self",)).to_hand_over()
    return waiting.filter(pk=upload_id).first()


class _Telling:
    """Keep the lease and write down how far the film is over."""

    def __init__(self, held: Lease) -> None:
        self.held = held
        self.told = 0.0

    def __call__(self, done: int) -> None:
        self.held.keep()
        if time.monotonic() - self.told > TELL_EVERY_S:
            self.told = time.monotonic()
            self.held.held().update(carried_bytes=done)


def clear_proved() -> int:
    """Remove from the spool what somebody has read in the store and found right; return how many.

    What was found damaged or missing there is carried once more, because it is still here.
    """
    here = spool.files_older_than(timezone.now())
    received = Upload.objects.filter(pk__in=here, state=UploadState.FINISHED, received_at__isnull=False)
    # A master is read whole for its facts; until then the spool's file is the only proved one.
    received = received.exclude(master__state__in=(MasterState.RECEIVED, MasterState.FAILED))
    newest = FixityCheck.objects.filter(asset__upload=OuterRef("pk")).order_by("-checked_at", "-pk")
    seen = received.annotate(seen=Subquery(newest.values("outcome")[:1])).values_list("pk", "asset", "seen")
    cleared = 0
    for upload_id, asset_id, outcome in seen:
        if asset_id is None or outcome == Fixity.INTACT:
            spool.discard(upload_id)
            cleared += 1
        elif outcome is not None:
            carry_again.delay_on_commit(upload_id.hex)
    return cleared


def mend(upload_id: UUID) -> None:
    """Put a film whose stored copy was found broken in its place once more, and look whether it is right now."""
    broken: Asset | Master | None = (
        Asset.objects.filter(upload_id=upload_id).select_related("upload").first()
        or Master.objects.filter(upload_id=upload_id).select_related("upload").first()
    )
    if broken is None or broken.upload is None or not spool.path(upload_id).exists():
        return
    try:
        with lease(broken.upload) as held:
            storage.take_in(broken, spool.path(upload_id), on_progress=_Telling(held))
    except Busy:
        return
    broken.refresh_from_db()  # what it must be like is what the row says, not what the spool holds now
    if isinstance(broken, Master):
        masters.read_again(broken)
    else:
        fixity.verify(broken)
