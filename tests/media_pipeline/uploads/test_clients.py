"""Two clients that others wrote: tus-js-client, which our pages use, and tuspy."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from tusclient.client import TusClient

from media_pipeline.models import Upload
from media_pipeline.uploads.actions import upload_url

CLIENT = Path(__file__).with_name("tus_client.mjs")
FILM = Random("film").randbytes(3 * 1024**2 + 17)


@pytest.fixture
def film(tmp_path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(FILM)
    return path


@pytest.fixture
def tus_js(server, token, film):
    node = shutil.which("node")
    assert node, "node is needed to test with tus-js-client"

    def run(**wish: object) -> str:
        wish = {"endpoint": f"{server.origin}/uploads/", "token": token, "file": str(film), **wish}
        done = subprocess.run(
            [node, CLIENT, json.dumps(wish)], capture_output=True, text=True, timeout=180, check=False
        )
        assert (done.stderr, done.returncode) == ("", 0)
        return done.stdout.strip()

    return run


@pytest.mark.parametrize(
    "way",
    [{}, {"chunkSize": 500_000}, {"chunkSize": 1_000_000, "duringCreation": True}, {"parallel": 4}],
    ids=["in one go", "in chunks", "beginning with the creation", "in four parallel parts"],
)
def test_tus_js_client_uploads(server, tus_js, way):
    tus_js(**way)
    whole = Upload.objects.exclude(concat="partial").get()
    assert (whole.filename, whole.length, whole.state) == ("film.mp4", len(FILM), "finished")
    assert server.spool(whole.pk) == FILM


def test_tus_js_client_resumes(server, tus_js):
    url = tus_js(chunkSize=500_000, abortAt=1_000_000)
    upload = Upload.objects.get()
    assert 1_000_000 <= server.spooled(upload.pk) < len(FILM)
    assert tus_js(chunkSize=500_000, uploadUrl=url) == url
    assert server.spool(upload.pk) == FILM


def test_tus_js_client_uploads_to_the_address_on_our_page(server, tus_js, upload):
    Upload.objects.update(length=len(FILM))
    tus_js(uploadUrl=f"{server.origin}{upload_url(upload)}")
    assert server.originals == [FILM]


@pytest.mark.parametrize("checked", [False, True], ids=["plain", "with checksums"])
def test_tuspy_uploads(server, token, film, checked):
    client = TusClient(f"{server.origin}/uploads/", headers={"Authorization": f"Token {token}"})
    with film.open("rb") as stream:
        uploader = client.uploader(
            file_stream=stream,
            chunk_size=700_000,
            metadata={"filename": "film.mp4"},
            upload_checksum=checked,
        )
        uploader.upload(stop_at=1_400_000)
        assert server.spooled(Upload.objects.get().pk) == 1_400_000
        again = client.uploader(
            file_stream=stream, chunk_size=700_000, url=uploader.url, upload_checksum=checked
        )
        again.upload()
    assert server.spool(Upload.objects.get().pk) == FILM
