"""What is stored in a bucket breaks there: it is found, never judged, told, and mended from the spool if that still can."""

from pathlib import Path

import pytest

from media_pipeline import checks, fixity, scratch, storage
from media_pipeline.buckets import StoreError
from media_pipeline.enums import Fixity
from media_pipeline.models import Asset, FixityCheck
from media_pipeline.uploads import handover
from media_pipeline.uploads.actions import begin_upload
from tests.services.s3 import BUCKET, Store

pytestmark = pytest.mark.django_db

FILM = b"pictures" * 1000


@pytest.fixture
def film(bucket: Store, filmmaker, tmp_path, settings) -> Asset:
    """Carried into the bucket; nobody has read it there."""
    settings.SPOOL_ROOT, settings.SCRATCH_ROOT = tmp_path / "spool", tmp_path / "scratch"
    upload = begin_upload(owner=filmmaker, filename="f.mp4", length=len(FILM))
    spooled(upload.pk, settings).write_bytes(FILM)
    type(upload).objects.update(state="finished", finished_at=upload.created_at)
    handover.hand_over(upload.pk)
    return Asset.objects.get(upload=upload)


def spooled(upload_id, settings) -> Path:
    return settings.SPOOL_ROOT / upload_id.hex


def put(bucket: Store, asset: Asset, content: bytes) -> None:
    bucket.client.put_object(Bucket=BUCKET, Key=f"originals/{asset.original.name}", Body=content)


def outcomes(asset: Asset) -> list[str]:
    return list(asset.fixity_checks.order_by("pk").values_list("outcome", flat=True))


def test_fetching_a_film_proves_it_and_frees_the_spool(film, settings):
    assert (film.size, handover.clear_proved(), outcomes(film)) == (len(FILM), 0, [])
    for _step in range(3):
        with storage.original_file(film) as path:
            assert path.read_bytes() == FILM
    assert outcomes(film) == [Fixity.INTACT]
    assert (handover.clear_proved(), spooled(film.upload_id, settings).exists()) == (1, False)


def test_a_film_that_broke_in_the_store_is_never_worked_on(film, bucket, django_capture_on_commit_callbacks):
    put(bucket, film, b"PICTURES" * 1000)
    with (
        django_capture_on_commit_callbacks() as messages,
        pytest.raises(scratch.DamagedTransfer),
        storage.original_file(film),
    ):
        pytest.fail("a damaged film must not be handed out")
    assert (len(messages), outcomes(film)) == (1, [])
    fixity.verify_one(film.pk)
    assert outcomes(film) == [Fixity.DAMAGED]


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_broke_in_the_store_is_mended_from_the_spool(
    film, bucket, settings, is_gone, django_capture_on_commit_callbacks
):
    if is_gone:
        bucket.clear()
    else:
        put(bucket, film, FILM[:-1])
    fixity.verify(film)
    with django_capture_on_commit_callbacks() as messages:
        assert handover.clear_proved() == 0
    assert (len(messages), spooled(film.upload_id, settings).exists()) == (1, True)
    handover.mend(film.upload_id)
    assert outcomes(film) == [Fixity.MISSING if is_gone else Fixity.DAMAGED, Fixity.INTACT]
    assert (handover.clear_proved(), FixityCheck.objects.broken().count()) == (1, 0)
    handover.mend(film.upload_id)
    assert b"".join(storage.original_pieces(film)) == FILM


def test_a_bucket_that_is_not_there_is_no_missing_film(film, bucket):
    def errors() -> list[str]:
        return [str(found.id) for found in checks.comforts(None) if str(found.id) == "media_pipeline.E003"]

    assert errors() == []
    bucket.client.delete_object(Bucket=BUCKET, Key=f"originals/{film.original.name}")
    bucket.client.delete_bucket(Bucket=BUCKET)
    assert errors() == ["media_pipeline.E003"]
    with pytest.raises(StoreError):
        fixity.verify(film)
    assert outcomes(film) == []
