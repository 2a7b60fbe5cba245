"""Who works on a film: a claim with an end, taken by one conditional update."""

import platform
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from media_pipeline import attempts, budgets
from media_pipeline.models import Asset


@transaction.atomic
def take(asset: Asset, step: str, *, claimant: str, worker: str = "") -> bool:
    """Claim a film for a step and refresh the instance; False when somebody else is at it.

    ``claimant`` is the id of the queue's message. A message that comes twice comes because its first worker died
    (the broker waits longer than any task may last), so it may take over its own claim at once.
    """
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_by=claimant)
    taken = Asset.objects.filter(free, pk=asset.pk, state=asset.state).update(
        claimed_by=claimant,
        claimed_until=now + timedelta(seconds=budgets.lease_s(step, asset.facts)),
        attempts=F("attempts") + 1,
        progress=0,
    )
    if taken:
        asset.refresh_from_db()
        attempts.begin(asset, step, claimant=claimant, worker=worker or platform.node(), now=now)
    return bool(taken)


def take_most_urgent(step: str, *, claimant: str, named: UUID, worker: str = "") -> Asset | None:
    """Claim the film that a message of this step should be spent on; None when none waits.

    Messages come in the order of their sending, films are wanted in another. Every film sends a message and every
    message takes one film, so none is left over. The film that the message ``named`` need not rest any longer.
    """
    of_this_step = Asset.objects.in_progress().filter(step=step)
    held = of_this_step.filter(claimed_by=claimant).first()
    if held is not None and take(held, step, claimant=claimant, worker=worker):
        return held
    while True:
        now = timezone.now()
        waiting = of_this_step.filter(pk=named).unclaimed_at(now) | of_this_step.waiting_at(now)
        wanted = waiting.most_urgent_first().first()
        if wanted is None or take(wanted, step, claimant=claimant, worker=worker):
            return wanted
        # Another worker was quicker; look again.


def renew(asset: Asset, step: str, *, claimant: str) -> None:
    """Let the claim last as long as the step may, from now on; one that was lost stays lost."""
    until = timezone.now() + timedelta(seconds=budgets.lease_s(step, asset.facts))
    mine = Asset.objects.filter(pk=asset.pk, claimed_by=claimant, claimed_until__gt=timezone.now())
    mine.update(claimed_until=until)


def holds(asset: Asset, claimant: str) -> bool:
    """Still mine? Asked before results are written, so that a worker that overslept changes nothing."""
    return Asset.objects.filter(pk=asset.pk, claimed_by=claimant, claimed_until__gt=timezone.now()).exists()


def release(asset: Asset, claimant: str, *, done: bool) -> None:
    """Give the claim back; a step that is done starts the next one with a clean count of attempts."""
    facts = {"attempts": 0} if done else {}
    Asset.objects.filter(pk=asset.pk, claimed_by=claimant).update(
        claimed_by="", claimed_until=None, progress=0, **facts
    )
    asset.refresh_from_db()


def report(asset: Asset, claimant: str, percent: float, *, cpu_s: float) -> None:
    """Write the progress of the present step, and what it has cost; only its own worker may."""
    shown = max(0, min(100, round(percent)))
    changed = Asset.objects.filter(pk=asset.pk, claimed_by=claimant).exclude(progress=shown)
    if changed.update(progress=shown):
        attempts.report(asset, claimant, cpu_s)
