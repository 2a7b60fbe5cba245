"""What happens to a film in the workshop: it is received, judged anew, tried again; and what is next for it."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid5

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from festival import audit
from festival.commits import after_commit
from media_pipeline import storage, tasks
from media_pipeline.chunks import cutting
from media_pipeline.enums import UNDER_WAY, AssetState, Step
from media_pipeline.exceptions import StillWorking
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.ladder import is_web_safe
from media_pipeline.lifecycle import asset_state
from media_pipeline.models import Asset, Upload
from media_pipeline.signals import asset_settled

TASKS = {
    Step.CHECK: tasks.check,
    Step.PLAY: tasks.make_playable,
    Step.VERIFY: tasks.verify,
    Step.CHUNKS: tasks.encode_chunk,
    Step.LADDER: tasks.build_ladder,
}


def receive_file(
    *,
    owner: Any,
    path: Path | None = None,
    file: BinaryIO | None = None,
    original_name: str,
    spec: TechnicalSpec | None = None,
    keep: bool = False,
) -> Asset:
    """Take a film into the workshop, at once whatever its size, and begin the check after the commit.

    Give a ``path`` (on the originals' own disk nothing is copied; the file is gone from there after the commit,
    unless ``keep``) or an open ``file``.
    """
    source = path if path is not None else file
    if source is None:
        raise ValueError("Give a path or a file.")
    asset = Asset(owner=owner, original_name=original_name[:255], spec=(spec or TechnicalSpec()).to_json())
    storage.take_in(asset, source)
    with transaction.atomic():
        if path is not None and not keep:
            transaction.on_commit(partial(path.unlink, missing_ok=True))
        _begin(asset)
    return asset


def film_of(upload: Upload) -> Asset:
    """The film that an upload becomes, not saved yet. Its id follows from the upload's: a hand-over that was cut off
    and done again uses the same place in the store.
    """
    return Asset(
        id=uuid5(upload.pk, "film"),
        owner=upload.owner,
        original_name=(upload.filename or upload.pk.hex)[:255],
        spec=TechnicalSpec.from_json(upload.spec).to_json(),
        upload=upload,
        due_at=upload.due_at,
    )


def enter(asset: Asset) -> None:
    """Begin with a film that lies in the originals; its upload is received herewith. Call it in a transaction."""
    Upload.objects.filter(pk=asset.upload_id).update(received_at=timezone.now())
    _begin(asset)


def _begin(asset: Asset) -> None:
    asset.save(force_insert=True)
    advance(asset)
    # Beside the check, which does not wait for it; a lost message is found by the sweep of missing evidence.
    after_commit(tasks.read_credentials.delay, str(asset.pk))


@transaction.atomic
def reinspect(asset: Asset, spec: TechnicalSpec, *, by: Any = None) -> Asset:
    """Judge a film by other rules. Nothing that is known about it is measured again, so it takes a moment only."""
    asset.spec = spec.to_json()
    Asset.objects.filter(pk=asset.pk).update(spec=asset.spec)
    asset.refresh_from_db()
    if asset.state not in {AssetState.RECEIVED, AssetState.CHECKING}:
        _begin_anew(asset, by=by)
    return asset


@transaction.atomic
def retry(asset: Asset, *, by: Any = None) -> Asset:
    """Try again after the workshop itself failed. Raises StillWorking."""
    asset.refresh_from_db()
    if asset.state in UNDER_WAY:
        raise StillWorking
    _begin_anew(asset, by=by)
    return asset


def _begin_anew(asset: Asset, *, by: Any) -> None:
    asset_state.move(asset, AssetState.RECEIVED, by=by, reason="", settled_at=None, attempts=0)
    advance(asset)


def due(film: Asset | Upload, at: datetime) -> None:
    """Say when the film is needed; of several dates the earliest counts. An upload hands its date on to its film."""
    later = Q(due_at=None) | Q(due_at__gt=at)
    type(film)._default_manager.filter(later, pk=film.pk).update(due_at=at)
    film.refresh_from_db(fields=["due_at"])


@transaction.atomic
def rush(asset: Asset, *, by: Any, first: bool = True, told_on: Model | None = None) -> None:
    """Put a film to the front of the line, or back to its place. ``told_on``: the row whose trail tells of it."""
    changed = Asset.objects.filter(pk=asset.pk, rush=not first).update(rush=first)
    asset.rush = first
    if changed:
        verb = "rushed" if first else "put_back_in_line"
        audit.record(f"asset.{verb}", told_on or asset, by=by, file=asset.original_name)


def next_step(asset: Asset) -> Step | None:
    """What is still missing, by the row itself; None when nothing is.

    While another film's sizes are being made, a film is looked through first: its verdict shall not wait for them.
    Alone it is looked through while its own sizes are made, which saves a decode. A film that is heavy enough for
    several workers is cut by the one who looks through it; its sizes come when all pieces are there to be joined.
    """
    if asset.state in {AssetState.RECEIVED, AssetState.CHECKING}:
        return Step.CHECK
    if asset.state != AssetState.PREPARING:
        return None
    if asset.is_copied is None and asset.facts and is_web_safe(asset.facts.film):
        return Step.PLAY
    if asset.verified_at is None and (_is_in_pieces(asset) or _others_take_long(asset)):
        return Step.VERIFY
    if asset.laddered_at is not None:
        return None
    return Step.CHUNKS if asset.cut_at and not cutting.is_done(asset) else Step.LADDER


def _is_in_pieces(asset: Asset) -> bool:
    return asset.cut_at is not None or cutting.is_to_be_tried(asset)


def _others_take_long(asset: Asset) -> bool:
    return Asset.objects.filter(step__in=(Step.CHUNKS, Step.LADDER)).exclude(pk=asset.pk).exists()


@transaction.atomic
def advance(asset: Asset, *, pause_s: int = 0) -> None:
    """Ask for the next step after the commit. Asking twice does no harm: a step is claimed before it is done."""
    asset.refresh_from_db()
    step = next_step(asset)
    asset.step = step or ""
    Asset.objects.filter(pk=asset.pk).update(step=asset.step)
    if step is None:
        if asset.state == AssetState.PREPARING:
            asset_state.move(asset, AssetState.READY, by=None, settled_at=asset.settled_at or timezone.now())
            announce(asset)
        return
    now = timezone.now()
    rest = now + timedelta(seconds=pause_s) if pause_s else None
    Asset.objects.filter(pk=asset.pk).update(enqueued_at=now, rests_until=rest)
    if step == Step.CHUNKS:
        cutting.ask(asset)
        return
    enqueue = TASKS[step].apply_async

    def ask() -> None:
        enqueue(args=[str(asset.pk)], countdown=pause_s)

    # Robust: with the broker away the film is safe all the same, and the sweep asks again.
    transaction.on_commit(ask, robust=True)


def announce(asset: Asset) -> None:
    """Tell the rooms above, once what they will read is committed."""

    def tell() -> None:
        asset_settled.send(sender=Asset, asset=asset)

    transaction.on_commit(tell, robust=True)
