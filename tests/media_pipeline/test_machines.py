"""Several machines without a shared disk: web and spool on one, the workshop on another, films in a real S3 store."""

import hashlib
import os
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from django.db import connection
from django.utils import timezone
from PIL import Image
from rest_framework.authtoken.models import Token

from media_pipeline import binaries, delivery
from media_pipeline.actions import film_of
from media_pipeline.enums import AssetState
from media_pipeline.models import Asset, FixityCheck, Upload
from media_pipeline.models.asset import stored_name
from media_pipeline.uploads import handover
from media_pipeline.uploads.actions import begin_upload, upload_url
from screenings.stills import still_picture
from submissions.stills import LARGE, still_address, store_picture
from tests import clips, workers
from tests.factories import media_pipeline as make_film
from tests.factories import submissions as make
from tests.media_pipeline.uploads.conftest import Desk
from tests.media_pipeline.uploads.server import gunicorn
from tests.services.s3 import BUCKET, Store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("nights")]

WORKSHOP = "verdict,play,verify,ladder,default"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The machine that people talk to."""
    return folder(tmp_path / "house")


@pytest.fixture
def farm(tmp_path: Path) -> Path:
    """The machine that works."""
    return folder(tmp_path / "farm")


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def be_on(machine: Path, settings) -> None:
    """See this machine's folders alone."""
    settings.VAR_DIR = machine
    settings.MEDIA_ROOT, settings.SPOOL_ROOT = machine / "media", machine / "spool"


def worker_on(machine: Path, queues: str, settings):
    """A worker that sees this machine's folders alone."""
    be_on(machine, settings)
    return workers.worker(machine / "worker.log", queues, name=machine.name)


def films_on(machine: Path) -> list[str]:
    """The last folder of every film file; not logs, sockets or locks."""
    found = [path for path in machine.rglob("*") if path.is_file() and path.stat().st_size > 1000]
    return sorted({path.parent.name for path in found if "log" not in path.name})


def is_settled(asset_of: Upload) -> bool:
    connection.ensure_connection()
    asset = Asset.objects.filter(upload=asset_of).first()
    if asset is not None and asset.state == AssetState.FAILED:
        raise AssertionError(asset.reason)
    return asset is not None and asset.state in {AssetState.READY, AssetState.REFUSED}


def send(origin: str, upload: Upload, data: bytes) -> None:
    desk = Desk(origin, Token.objects.create(user=upload.owner).key)
    with desk.session:
        assert desk.patch(upload_url(upload), 0, data).status_code == 204


def fetch(address: str, **headers: str) -> requests.Response:
    answer = requests.get(address, headers=headers, timeout=20)
    answer.raise_for_status()
    return answer


def test_a_film_goes_all_the_way_without_a_shared_disk(
    bucket: Store, house, farm, filmmaker, category, settings
):
    film = clips.horizontal_h264().read_bytes()
    with (
        worker_on(farm, WORKSHOP, settings),
        worker_on(house, "spool", settings),
        gunicorn(house) as web,
    ):
        upload = begin_upload(
            owner=filmmaker, filename="f.mp4", length=len(film), spec=make_film.OPEN_TO_SMALL.to_json()
        )
        send(web.origin, upload, film)
        workers.wait_until(lambda: is_settled(upload), within_s=300, what="the film is ready")
        asset = Asset.objects.get(upload=upload)
        assert (asset.state, asset.reason) == ("ready", "")
        assert asset.sha256 == hashlib.sha256(film).hexdigest()
        assert [check.outcome for check in asset.fixity_checks.all()] == ["intact"]

        play_it(web.origin, asset, house)
        still = store_picture(Image.new("RGB", (1700, 900), "teal"))
        assert opened(fetch(web.origin + still_address(still, LARGE)).content).size == (1600, 847)
        entry = make.entry(category.edition, filmmaker, film=asset)
        assert opened(still_picture(entry, 480)).width == 480

        assert films_on(farm) == ["originals"]
        assert films_on(house) == ["spool"]
        assert handover.clear_proved() == 1
        assert films_on(house) == []
    stored = bucket.client.get_object(Bucket=BUCKET, Key=f"originals/{asset.original.name}")["Body"].read()
    assert stored == film
    assert {name.split("/")[0] for name in bucket.names()} == {"originals", "renditions", "pictures"}


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


def play_it(origin: str, asset: Asset, folder: Path) -> None:
    """As a player does: master, playlists, segments; the pictures beside it; and what comes is a whole film."""
    playback = delivery.playback(asset, None)
    master = fetch(origin + playback.hls)
    streams = [line for line in master.text.splitlines() if line and not line.startswith("#")]
    assert len(streams) == asset.renditions.streams().count()
    for stream in streams:
        address = urljoin(master.url, stream)
        playlist = fetch(address)
        assert playlist.url == address
        parts = [line.split('URI="')[1].split('"')[0] for line in playlist.text.splitlines() if "MAP" in line]
        parts += [line for line in playlist.text.splitlines() if line and not line.startswith("#")]
        segments = [fetch(urljoin(address, part)) for part in parts]
        assert {segment.url.split("/")[3] for segment in segments} == {BUCKET}
        whole = folder / "whole.mp4"
        whole.write_bytes(b"".join(segment.content for segment in segments))
        assert seconds(whole) == pytest.approx(asset.duration_s, abs=0.1)
        whole.unlink()
    assert opened(fetch(origin + playback.poster).content).format == "JPEG"
    assert opened(fetch(origin + playback.storyboard).content).format == "JPEG"
    assert fetch(origin + playback.storyboard_table).text.startswith("WEBVTT")


def seconds(path: Path) -> float:
    words = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)]
    return float(subprocess.run([binaries.ffprobe().path, *words], capture_output=True, check=True).stdout)


def test_the_one_who_carries_is_killed_and_not_a_byte_is_lost(bucket: Store, house, filmmaker, settings):
    film = os.urandom(1024) * 1024 * 96
    be_on(house, settings)
    upload = begin_upload(owner=filmmaker, filename="f.mp4", length=len(film), spec={})
    spooled = house / "spool" / upload.pk.hex
    spooled.write_bytes(film)
    Upload.objects.update(state="finished", finished_at=timezone.now())
    handover.receive_late.delay(upload.pk.hex)

    def parts() -> int:
        key = {"Bucket": BUCKET, "Key": f"originals/{name_of(upload)}"}
        begun = bucket.client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])
        return sum(
            len(bucket.client.list_parts(**key, UploadId=b["UploadId"]).get("Parts", [])) for b in begun
        )

    with worker_on(house, "spool", settings) as first:
        workers.wait_until(lambda: parts() > 0, within_s=300, what="a part of the film is in the store")
        workers.kill(first)
    assert (Asset.objects.count(), spooled.read_bytes() == film) == (0, True)
    assert parts() in range(1, 6)

    # The lease of the dead runs out; the beat finds the film on the doorstep.
    Upload.objects.update(lock_until=timezone.now() - timedelta(seconds=1))
    handover.receive_late.delay(upload.pk.hex)
    with worker_on(house, "spool", settings):
        workers.wait_until(Asset.objects.exists, within_s=300, what="the film is handed over")
    asset = Asset.objects.get()
    assert (asset.original.name, asset.sha256) == (name_of(upload), hashlib.sha256(film).hexdigest())
    assert bucket.names() == [f"originals/{asset.original.name}"]
    assert parts() == 0

    # Until somebody has read it there, it stays here too.
    assert (handover.clear_proved(), spooled.exists()) == (0, True)
    FixityCheck.objects.create(asset=asset, outcome="intact")
    assert (handover.clear_proved(), spooled.exists()) == (1, False)


def name_of(upload: Upload) -> str:
    return stored_name(film_of(upload), "")
