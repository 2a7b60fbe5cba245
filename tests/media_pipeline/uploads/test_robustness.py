"""Cables are pulled, tabs opened twice, workers killed: nothing that arrived is lost, nothing counts twice."""

import os
import signal
import socket
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from festival.exceptions import Conflict
from media_pipeline.models import Asset, Upload
from media_pipeline.uploads import actions, handover, spool
from media_pipeline.uploads.actions import begin_upload, upload_url
from media_pipeline.uploads.tasks import receive_late, tidy_uploads
from tests.media_pipeline.uploads.conftest import BODY

MEBI = 1024**2


def dial(server, token: str, url: str, *, offset: int, promised: int, **headers: str) -> socket.socket:
    """Begin a PATCH by hand, so that it can be left hanging."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=90)
    head = {
        "Host": f"127.0.0.1:{server.port}",
        "Tus-Resumable": "1.0.0",
        "Authorization": f"Token {token}",
        "Content-Type": BODY,
        "Upload-Offset": str(offset),
        "Content-Length": str(promised),
        **headers,
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    line.sendall(f"PATCH {url} HTTP/1.1\r\n{text}\r\n".encode())
    return line


def until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_free(upload: Upload) -> bool:
    upload.refresh_from_db()
    return upload.lock_token is None


def test_a_pulled_cable_keeps_what_arrived(server, token, upload, real_desk):
    with dial(server, token, upload_url(upload), offset=0, promised=10 * MEBI) as line:
        line.sendall(b"a" * (3 * MEBI))
        until(lambda: server.spooled(upload.pk) == 3 * MEBI)
    until(lambda: is_free(upload))
    assert real_desk.offset(upload_url(upload)) == 3 * MEBI
    assert real_desk.patch(upload_url(upload), 3 * MEBI, b"b" * (7 * MEBI)).status_code == 204
    assert server.originals == [b"a" * (3 * MEBI) + b"b" * (7 * MEBI)]


def test_a_pulled_cable_keeps_nothing_of_a_chunk_that_was_to_be_checked(server, token, upload, real_desk):
    promise = {"Upload-Checksum": "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="}
    with dial(server, token, upload_url(upload), offset=0, promised=10 * MEBI, **promise) as line:
        line.sendall(b"a" * (3 * MEBI))
        until(lambda: not is_free(upload))
    until(lambda: is_free(upload))
    assert real_desk.offset(upload_url(upload)) == 0
    assert [path.name for path in (server.folder / "spool").iterdir()] == [upload.pk.hex]


def test_a_second_window_is_told_so_and_nothing_is_lost(server, token, upload, real_desk):
    url = upload_url(upload)
    with dial(server, token, url, offset=0, promised=10 * MEBI) as line:
        line.sendall(b"a" * (2 * MEBI))
        until(lambda: server.spooled(upload.pk) == 2 * MEBI)
        busy = real_desk.patch(url, 2 * MEBI, b"x" * MEBI)
        assert busy.status_code == 423
        assert busy.json() == {
            "title": "This film is being uploaded in another window at the moment.",
            "status": 423,
        }
        line.sendall(b"a" * (8 * MEBI))
        assert line.recv(100).startswith(b"HTTP/1.1 204")
    assert server.originals == [b"a" * (10 * MEBI)]


def test_a_writer_that_fell_silent_gives_way(server, token, upload, real_desk):
    url = upload_url(upload)
    with dial(server, token, url, offset=0, promised=10 * MEBI) as line:
        line.sendall(b"a" * (2 * MEBI))
        until(lambda: server.spooled(upload.pk) == 2 * MEBI)
        Upload.objects.update(lock_until=timezone.now())
        assert real_desk.patch(url, 2 * MEBI, b"b" * (8 * MEBI)).status_code == 204
    assert server.originals == [b"a" * (2 * MEBI) + b"b" * (8 * MEBI)]


def test_a_killed_worker_keeps_what_arrived(server, token, upload, real_desk):
    url = upload_url(upload)
    with dial(server, token, url, offset=0, promised=10 * MEBI) as line:
        line.sendall(b"a" * (4 * MEBI))
        until(lambda: server.spooled(upload.pk) == 4 * MEBI)
        (worker,) = server.workers()
        os.kill(worker, signal.SIGKILL)
        until(lambda: server.workers() not in ([], [worker]))
    assert real_desk.offset(url) == 4 * MEBI
    assert real_desk.patch(url, 4 * MEBI, b"b").status_code == 423
    Upload.objects.update(lock_until=timezone.now())  # half a minute later
    assert real_desk.patch(url, 4 * MEBI, b"b" * (6 * MEBI)).status_code == 204
    assert server.originals == [b"a" * (4 * MEBI) + b"b" * (6 * MEBI)]


def test_cancelling_works_while_bytes_still_come(server, token, upload, real_desk):
    url = upload_url(upload)
    with dial(server, token, url, offset=0, promised=10 * MEBI) as line:
        line.sendall(b"a" * (2 * MEBI))
        until(lambda: server.spooled(upload.pk) == 2 * MEBI)
        assert real_desk.send("DELETE", url).status_code == 204
        line.sendall(b"a" * (8 * MEBI))
        assert line.recv(100).startswith(b"HTTP/1.1 423")
    assert real_desk.send("HEAD", url).status_code == 410
    assert (list((server.folder / "spool").iterdir()), server.originals) == ([], [])


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Upload_Offset": "1"}, 409),
        ({"Content-Type": "text/plain"}, 415),
        ({"Tus_Resumable": "0.2.2"}, 412),
        ({"Authorization": "Token wrong"}, 401),
        ({"Upload_Checksum": "crc32 AAAA"}, 400),
    ],
)
def test_a_refusal_is_heard_although_the_body_is_still_on_its_way(upload, real_desk, change, status):
    """Without listening first, the server hangs up and the client sees a broken pipe in place of the sentence."""
    url = upload_url(upload)
    assert real_desk.patch(url, 0, b"x" * (10 * MEBI), **change).status_code == status
    assert real_desk.offset(url) == 0


def test_a_body_without_length_is_read_to_its_end(server, upload, real_desk):
    def pieces():
        yield from [b"a" * MEBI] * 10

    assert real_desk.patch(upload_url(upload), 0, pieces()).headers["Upload-Offset"] == str(10 * MEBI)
    assert server.originals == [b"a" * (10 * MEBI)]


def test_bytes_beyond_the_length_are_refused(upload, real_desk):
    def pieces():
        yield from [b"a" * MEBI] * 11

    for body in (b"a" * (10 * MEBI + 1), pieces()):
        assert real_desk.patch(upload_url(upload), 0, body).status_code == 413
    assert real_desk.offset(upload_url(upload)) == 0


# --- the rest needs no second process ------------------------------------------------------------------


def test_a_repeated_last_patch_is_received_once(desk, filmmaker):
    url = upload_url(begin_upload(owner=filmmaker, filename="film.mp4", length=5))
    answers = [desk.patch(url, 0, b"hello"), desk.patch(url, 5, b""), desk.patch(url, 5, b"")]
    assert [answer.headers["Upload-Offset"] for answer in answers] == ["5", "5", "5"]
    assert desk.patch(url, 5, b"!").status_code == 413
    assert Asset.objects.count() == 1


def test_a_process_that_dies_before_the_hand_over_loses_no_film(desk, filmmaker, monkeypatch):
    url = upload_url(begin_upload(owner=filmmaker, filename="film.mp4", length=5))
    monkeypatch.setattr(handover, "hand_over", lambda upload_id: None)  # the process is gone
    desk.patch(url, 0, b"hello")
    monkeypatch.undo()
    assert (Asset.objects.count(), Upload.objects.get().received_at) == (0, None)
    for upload_id in Upload.objects.to_hand_over().values_list("pk", flat=True):
        receive_late(upload_id.hex)
        receive_late(upload_id.hex)
    tidy_uploads()
    assert Asset.objects.get().upload == Upload.objects.get(received_at__isnull=False)


def test_a_worker_carries_the_film_where_that_takes_time(desk, filmmaker, settings):
    elsewhere = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "originals": elsewhere}
    upload = begin_upload(owner=filmmaker, filename="film.mp4", length=5)
    desk.patch(upload_url(upload), 0, b"hello")
    assert Asset.objects.count() == 0
    receive_late(upload.pk.hex)
    assert storages["originals"].open(Asset.objects.get().original.name).read() == b"hello"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_sentence(desk):
    url = desk.create(5)
    path = spool.path(Upload.objects.get().pk)
    path.unlink()
    path.symlink_to("/dev/full")
    answer = desk.patch(url, 0, b"hello")
    assert (answer.status_code, answer.json()["title"]) == (
        507,
        "There is no room for a file of this size at the moment. Please tell the festival office.",
    )
    path.unlink()


def test_left_behind_uploads_are_collected(filmmaker):
    kept, left, whole, unclaimed = (
        begin_upload(owner=filmmaker, filename="a.mp4", length=5) for _ in range(4)
    )
    now = timezone.now()
    Upload.objects.exclude(pk=kept.pk).update(expires_at=now - timedelta(seconds=1))
    Upload.objects.filter(pk__in=[whole.pk, unclaimed.pk]).update(state="finished", finished_at=now)
    Upload.objects.filter(pk=unclaimed.pk).update(spec=None)
    assert actions.collect_uploads(now) == 2
    states = dict(Upload.objects.values_list("pk", "state"))
    assert states == {kept.pk: "open", left.pk: "expired", whole.pk: "finished", unclaimed.pk: "expired"}
    here = [spool.path(upload.pk).exists() for upload in (kept, left, whole, unclaimed)]
    assert here == [True, False, True, False]


def test_an_upload_that_still_arrives_is_not_collected(filmmaker):
    begin_upload(owner=filmmaker, filename="a.mp4", length=5)
    now = timezone.now()
    Upload.objects.update(expires_at=now, lock_until=now + timedelta(seconds=5))
    assert actions.collect_uploads(now) == 0


def test_an_upload_that_a_client_began_waits_until_it_is_claimed(desk):
    url = desk.create(5)
    desk.patch(url, 0, b"hello")
    assert (Asset.objects.count(), Upload.objects.to_hand_over().count()) == (0, 0)
    upload = actions.claim_upload(Upload.objects.get(), {"max_duration_s": 60})
    asset = Asset.objects.get()
    assert (asset.upload, asset.rules.max_duration_s) == (upload, 60)
    with pytest.raises(Conflict):
        actions.claim_upload(upload, {})


def test_an_upload_may_be_claimed_while_it_still_arrives(desk):
    url = desk.create(5)
    actions.claim_upload(Upload.objects.get(), {})
    desk.patch(url, 0, b"hello")
    assert Asset.objects.get().upload == Upload.objects.get()


def test_a_part_cannot_be_claimed(desk):
    desk.part(b"hello")
    with pytest.raises(Conflict):
        actions.claim_upload(Upload.objects.get(), {})


def test_files_without_an_upload_are_swept_after_a_day(filmmaker):
    upload = begin_upload(owner=filmmaker, filename="a.mp4", length=5)
    stray = spool.path(upload.pk).with_name("0" * 32 + ".joining")
    stray.touch()
    actions.collect_uploads(timezone.now())
    assert stray.exists()
    for path in (stray, spool.path(upload.pk)):
        os.utime(path, (0, 0))
    actions.collect_uploads(timezone.now())
    assert (stray.exists(), spool.path(upload.pk).exists()) == (False, True)


def test_sending_prolongs(desk):
    url = desk.create(5)
    Upload.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    desk.patch(url, 0, b"he")
    assert Upload.objects.get().expires_at > timezone.now() + timedelta(days=1)


def test_nobody_opens_uploads_without_end(desk, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OPEN_UPLOADS", 2)
    assert [desk.send("POST", Upload_Length="5").status_code for _ in range(3)] == [201, 201, 429]
