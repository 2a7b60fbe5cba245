import pytest

from festival.exceptions import FestivalError
from media_pipeline.enums import UploadState
from media_pipeline.models import Upload
from media_pipeline.uploads import spool
from media_pipeline.uploads.actions import begin_upload, upload_url


def test_an_upload_begins_empty_and_has_an_address(filmmaker):
    upload = begin_upload(owner=filmmaker, filename="../film.mp4", length=10, spec={"max_duration_s": 60})
    upload.refresh_from_db()
    assert (upload.filename, upload.length, upload.offset, upload.state) == (
        "film.mp4",
        10,
        0,
        UploadState.OPEN,
    )
    assert upload.spec == {"max_duration_s": 60}
    assert upload.metadata == "filename Li4vZmlsbS5tcDQ="
    assert upload_url(upload) == f"/uploads/{upload.pk.hex}"


def test_the_file_is_the_offset(filmmaker):
    upload = begin_upload(owner=filmmaker, filename="film.mp4", length=10)
    spool.path(upload.pk).write_bytes(b"1234")
    assert upload.offset == 4


def test_a_film_too_large_is_refused_before_the_first_byte(filmmaker, settings):
    settings.UPLOAD_MAX_BYTES = 100
    with pytest.raises(FestivalError) as refusal:
        begin_upload(owner=filmmaker, filename="film.mp4", length=101)
    assert refusal.value.status == 413
    assert list(Upload.objects.all()) == []


def test_a_film_for_which_there_is_no_room_is_refused_before_the_first_byte(filmmaker, settings):
    settings.UPLOAD_DISK_RESERVE_BYTES = 2**62
    with pytest.raises(FestivalError) as refusal:
        begin_upload(owner=filmmaker, filename="film.mp4", length=1)
    assert refusal.value.status == 507
