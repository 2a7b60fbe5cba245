"""Who works on a piece: a claim with an end, taken by one conditional update, as for whole films."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Avg, F, Q
from django.utils import timezone

from media_pipeline.chunks import budget
from media_pipeline.enums import Step
from media_pipeline.job import ClaimLost
from media_pipeline.models import Asset, Chunk
from media_pipeline.patience import await_database


def take(chunk: Chunk, *, claimant: str) -> bool:
    """Claim a piece and refresh the instance; False when somebody else is at it, or it is done or gone.

    ``claimant`` is the id of the queue's message: one that comes twice comes because its first worker died.
    """
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_by=claimant)
    # No join in this filter: the row is looked at again, and locked, only if it stands alone.
    if (
        not Chunk.objects.to_do()
        .filter(free, pk=chunk.pk)
        .update(
            claimed_by=claimant,
            claimed_until=now + timedelta(seconds=budget.lease_s(chunk)),
            attempts=F("attempts") + 1,
            progress=0,
        )
    ):
        return False
    chunk.refresh_from_db()
    return True


def take_most_urgent(*, claimant: str, named: UUID) -> Chunk | None:
    """Claim the piece that a message should be spent on; None when none waits."""
    to_do = Chunk.objects.wanted().select_related("asset")
    held = to_do.filter(claimed_by=claimant).first()
    if held is not None and take(held, claimant=claimant):
        return held
    while True:
        now = timezone.now()
        waiting = to_do.filter(pk=named).unclaimed_at(now) | to_do.waiting_at(now)
        wanted = waiting.most_urgent_first().first()
        if wanted is None or take(wanted, claimant=claimant):
            return wanted
        # Another worker was quicker; look again.


@contextmanager
def writing(chunk: Chunk, claimant: str) -> Iterator[Chunk]:
    """Write results: one transaction, the row locked and fresh, and only while the claim is held. Raises ClaimLost."""
    await_database()
    with transaction.atomic():
        fresh = Chunk.objects.to_do().select_for_update(of=("self",)).filter(pk=chunk.pk).first()
        if fresh is None or fresh.claimed_by != claimant or not fresh.is_claimed_at(timezone.now()):
            raise ClaimLost
        yield fresh


def release(chunk: Chunk, claimant: str, *, rests_s: float = 0) -> bool:
    """Give a claim back undone; True if it was still held."""
    rest = timezone.now() + timedelta(seconds=rests_s)
    held = Chunk.objects.filter(pk=chunk.pk, claimed_by=claimant)
    return bool(held.update(claimed_by="", claimed_until=None, progress=0, rests_until=rest))


def report(chunk: Chunk, claimant: str, percent: float) -> None:
    """Write the progress; only its own worker may."""
    shown = max(0, min(100, round(percent)))
    Chunk.objects.filter(pk=chunk.pk, claimed_by=claimant).update(progress=shown)
    show(chunk)


def show(chunk: Chunk) -> None:
    """Let a film that waits for nothing but its pieces show their progress as its own."""
    waits = Asset.objects.filter(pk=chunk.asset_id, step=Step.CHUNKS, claimed_until=None)
    if waits.exists():
        together = chunk.asset.chunks.filter(position__gt=0).aggregate(percent=Avg("progress"))["percent"]
        waits.update(progress=round(together or 0))
