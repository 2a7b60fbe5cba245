"""Who may? The workshop knows owners; the rooms above know jurors and staff and ask for playback in their name."""

from typing import Any

from media_pipeline.models import Asset


def can_see(user: Any, asset: Asset) -> bool:
    """The owner sees the file's way through the workshop. Agrees with ``Asset.objects.visible_to``."""
    return user.is_authenticated and asset.owner_id == user.pk
