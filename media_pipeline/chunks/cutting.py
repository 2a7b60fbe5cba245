"""Cut a film into pieces, where that pays; ask workers for those that are not done."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from media_pipeline import budgets, tasks
from media_pipeline.chunks import bench
from media_pipeline.chunks.planning import Farm, Plan, plan, shared, stays_whole
from media_pipeline.enums import Step
from media_pipeline.job import Job
from media_pipeline.ladder import Rung, lower_rungs, rungs
from media_pipeline.models import Asset, Chunk


def farm() -> Farm:
    """What the festival has set up."""
    return Farm(**settings.CHUNKED_ENCODING)


def wanted_rungs(asset: Asset) -> tuple[Rung, ...]:
    """The sizes that are to be made of a film, largest first; none as long as nothing is known about it."""
    facts = asset.facts
    if facts is None or facts.film is None:
        return ()
    return lower_rungs(facts.film) if asset.is_copied else rungs(facts.film)


def is_to_be_tried(asset: Asset) -> bool:
    """True when the film is heavy enough, fit for it, and was neither cut nor found unfit before."""
    facts = asset.facts
    if asset.cut_at or asset.whole_because or facts is None:
        return False
    return stays_whole(facts, wanted_rungs(asset), farm()) is None


def cut(job: Job) -> None:
    """Decide where to cut, and write down the pieces; or why there are none."""
    source, wanted = job.source, wanted_rungs(job.asset)
    entries = bench.read_map(source, limits=budgets.limits(Step.CHECK, source.probe))
    decided = plan(source.probe, wanted, entries, farm())
    with job.writing() as asset:
        if decided.whole is None:
            _enter(asset, decided, [rung.name for rung in shared(wanted)])
            asset.cut_at = timezone.now()
        asset.whole_because = decided.whole or ""
        asset.save(update_fields=["cut_at", "whole_because"])


def _enter(asset: Asset, decided: Plan, names: list[str]) -> None:
    facts = asset.facts
    pieces = [
        Chunk(asset=asset, position=position, first_frame=cut.first, end_frame=cut.end, rungs=names)
        for position, cut in enumerate(decided.cuts, start=1)
    ]
    if facts and facts.sound:
        pieces.insert(0, Chunk(asset=asset, position=0))
    Chunk.objects.bulk_create(pieces)
    ask(asset)


@transaction.atomic
def ask(asset: Asset) -> None:
    """Send a message for each piece that waits and was not asked for lately."""
    for chunk in asset.chunks.forgotten_at(timezone.now()):
        send(chunk)


def send(chunk: Chunk, *, pause_s: float = 0) -> None:
    """Ask for one piece after the commit."""
    Chunk.objects.filter(pk=chunk.pk).update(enqueued_at=timezone.now())
    enqueue = tasks.encode_chunk.apply_async
    # Robust: with the broker away nothing is lost, and the sweep asks again.
    transaction.on_commit(lambda: enqueue(args=[str(chunk.pk)], countdown=pause_s), robust=True)


def is_done(asset: Asset) -> bool:
    """All pieces lie ready to be joined."""
    return not asset.chunks.to_do().exists()
