"""Keep what films are recognised by, and note what people make of two that resemble each other."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from festival.commits import after_commit
from media_pipeline import tasks
from media_pipeline.enums import FingerprintKind, LikenessState
from media_pipeline.fingerprints import Fingerprints
from media_pipeline.fingerprints.picture import VERSION as PICTURE_VERSION
from media_pipeline.fingerprints.sound import VERSION as SOUND_VERSION
from media_pipeline.lifecycle import likeness_state
from media_pipeline.models import Asset, Fingerprint, Likeness


@transaction.atomic
def keep(asset: Asset, made: Fingerprints) -> None:
    """Keep a film's fingerprints and look for films like it after the commit. Asked twice, it does no harm.

    ``made`` comes from ``fingerprints.of_folder(bench, source)``, called before the transaction begins: a film of
    half an hour takes a second of work. A picture is kept even when it is empty, so that nobody asks for it again.
    """
    _keep(asset, FingerprintKind.PICTURE, PICTURE_VERSION, made.picture.to_bytes(), len(made.picture))
    if len(made.sound):
        _keep(asset, FingerprintKind.SOUND, SOUND_VERSION, made.sound.to_bytes(), len(made.sound))
    else:
        asset.fingerprints.filter(kind=FingerprintKind.SOUND).delete()
    after_commit(tasks.find_likenesses.delay, str(asset.pk))


def _keep(asset: Asset, kind: FingerprintKind, version: int, data: bytes, count: int) -> None:
    Fingerprint.objects.update_or_create(
        asset=asset,
        kind=kind,
        defaults={"version": version, "data": data, "count": count, "searched_at": None},
    )


def decide(likeness: Likeness, to: LikenessState, *, by: Any, note: str = "") -> Likeness:
    """Write down what people found. Nothing else follows from it. Raises MoveNotAllowed."""
    decided = to != LikenessState.OPEN
    return likeness_state.move(
        likeness,
        to,
        by=by,
        note=note,
        remark=note,
        decided_by=by if decided else None,
        decided_at=timezone.now() if decided else None,
    )
