"""Files for the projection: they come as films do, are read once, and never converted."""

from django.utils import timezone

from media_pipeline import masters, storage
from media_pipeline.models import Asset, Master
from media_pipeline.models.asset import originals
from media_pipeline.signals import master_settled
from media_pipeline.uploads import spool
from media_pipeline.uploads.actions import begin_upload
from media_pipeline.uploads.handover import clear_proved, hand_over
from tests import clips


def arrived(owner, data, name="film.mov"):
    upload = begin_upload(owner=owner, filename=name, length=len(data), is_master=True)
    spool.path(upload.pk).write_bytes(data)
    type(upload).objects.filter(pk=upload.pk).update(state="finished", finished_at=timezone.now())
    hand_over(upload.pk)
    return Master.objects.get(upload=upload)


def read(master):
    masters.read(master.pk)
    master.refresh_from_db()
    return master


def test_a_film_is_taken_in_as_it_came_and_read(filmmaker, django_capture_on_commit_callbacks):
    data = clips.horizontal_h264().read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        master = arrived(filmmaker, data)
    assert (master.state, master.size, Asset.objects.count()) == ("received", len(data), 0)
    assert b"".join(storage.original_pieces(master)) == data
    assert spool.size(master.upload_id) == 0
    read(master)
    assert (master.state, master.container, len(master.sha256)) == ("read", "mov", 64)
    assert (master.facts.film.codec, master.facts.duration_s > 1) == ("h264", True)


def test_whoever_listens_hears_of_it_once_it_is_read(filmmaker, django_capture_on_commit_callbacks):
    heard = []
    master = arrived(filmmaker, b"no film at all")
    master_settled.connect(lambda master, **_news: heard.append(master.pk), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            masters.read(master.pk)
            masters.read(master.pk)
    finally:
        master_settled.disconnect(dispatch_uid="test")
    master.refresh_from_db()
    assert (heard, master.state, master.facts) == ([master.pk], "read", None)


def test_what_another_worker_reads_is_left_to_it(filmmaker):
    master = arrived(filmmaker, b"no film at all")
    Master.objects.filter(pk=master.pk).update(claimed_until=timezone.now() + masters.LEASE)
    assert read(master).state == "received"


def test_a_file_that_is_away_is_tried_again_and_then_given_up(filmmaker):
    master = arrived(filmmaker, b"film")
    originals().delete(master.original.name)
    states = []
    for _attempt in range(masters.MOST_ATTEMPTS):
        Master.objects.filter(pk=master.pk).update(claimed_until=None)
        states.append(read(master).state)
    assert states == ["received", "received", "failed"]
    masters.read_again(master)
    master.refresh_from_db()
    assert (master.state, master.attempts) == ("received", 0)


def test_a_stored_file_that_is_not_what_came_is_not_taken_for_it(filmmaker):
    master = arrived(filmmaker, b"film")
    Master.objects.filter(pk=master.pk).update(sha256="0" * 64)
    assert read(master).state == "received"


def test_a_lost_message_is_found_by_the_sweep(filmmaker, django_capture_on_commit_callbacks):
    master = arrived(filmmaker, b"film")
    late = timezone.now() - 2 * masters.MAY_BE_LOST_AFTER
    Master.objects.filter(pk=master.pk).update(created_at=late)
    with django_capture_on_commit_callbacks() as asked:
        masters.wake_forgotten()
    read(master)
    with django_capture_on_commit_callbacks() as asked_again:
        masters.wake_forgotten()
    assert (len(asked), len(asked_again)) == (1, 0)


def test_the_spool_keeps_its_file_until_the_master_is_read(filmmaker):
    """Where masters go into a bucket, only the reading proves that they arrived."""
    master = arrived(filmmaker, b"film")  # without a commit the spool's file stays
    assert (clear_proved(), spool.size(master.upload_id)) == (0, 4)
    read(master)
    assert (clear_proved(), spool.size(master.upload_id)) == (1, 0)


def test_discarded_its_file_is_gone(filmmaker, django_capture_on_commit_callbacks):
    master = arrived(filmmaker, b"film")
    with django_capture_on_commit_callbacks(execute=True):
        masters.discard(master)
    assert (originals().exists(master.original.name), Master.objects.count()) == (False, 0)
