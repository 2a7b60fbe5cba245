"""Film files, without a film: rows as the workshop leaves them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from festival.models import User
from media_pipeline.enums import AssetState, UploadState
from media_pipeline.models import Asset, Upload


def upload(
    owner: User, *, state: str = UploadState.OPEN, filename: str = "film.mp4", **fields: Any
) -> Upload:
    now = timezone.now()
    defaults = {"length": 1000, "expires_at": now + timedelta(days=7)}
    if state == UploadState.FINISHED:
        defaults["finished_at"] = now
    return Upload.objects.create(owner=owner, filename=filename, state=state, **{**defaults, **fields})


def asset(owner: User, *, state: str = AssetState.READY, **fields: Any) -> Asset:
    return Asset.objects.create(owner=owner, state=state, **{"original_name": "film.mp4", **fields})
