"""What happens to a film in the workshop."""

from pathlib import Path

from django.core.files import File
from django.core.files.storage import storages

from media_pipeline.models import Asset, Upload
from media_pipeline.uploads import spool


def receive_upload(upload: Upload) -> Asset:
    """Take a finished upload out of the spool into the originals, and open its asset.

    Runs inside the transaction that notes the hand-over. A process may die after the move and before the commit, so
    the name follows from the upload, and a file that is already there is not moved again.
    """
    originals = storages["originals"]
    name = f"{upload.pk.hex}/original{Path(upload.filename).suffix.lower()[:8]}"
    if not originals.exists(name):
        with spool.path(upload.pk).open("rb") as film:
            originals.save(name, File(film))
    spool.discard(upload.pk)
    return Asset.objects.create(
        owner=upload.owner, upload=upload, original_name=upload.filename, spec=upload.spec
    )
