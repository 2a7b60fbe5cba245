"""Read a film's Content Credentials from its original and keep them beside it."""

from typing import Any
from uuid import UUID

from media_pipeline import credentials, storage
from media_pipeline.models import Asset, Credentials
from media_pipeline.signature import read_signature


def read_credentials(asset_id: UUID) -> None:
    """Read once; asked again, it reads again and writes the same. A film that is gone is no error."""
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None:
        return
    try:
        with storage.original_file(asset) as path:
            container = str(read_signature(path, name=asset.original_name).container)
            reading = credentials.read(path, container)
    except FileNotFoundError:
        reading = credentials.GONE
    Credentials.objects.update_or_create(
        asset=asset,
        defaults={
            "state": str(reading.facts.state),
            "facts": storable(reading.facts.to_json()),
            "raw": storable(reading.raw),
        },
    )


def storable(value: Any) -> Any:
    """Take out what PostgreSQL's JSON cannot hold: NUL, and halves of surrogate pairs."""
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return value
