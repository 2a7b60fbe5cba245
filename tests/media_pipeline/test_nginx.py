"""Films through a real nginx with the configuration of docs/: Django decides, nginx sends."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings as portal

from festival.launch.ports import free_port
from media_pipeline import delivery, doors
from media_pipeline.doors import Key
from media_pipeline.models import Viewing
from tests.factories import media_pipeline as make

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="needs nginx (Debian: nginx-light)"),
    pytest.mark.django_db(transaction=True),
]


def configuration(folder: Path, port: int, upstream: str) -> str:
    """docs/nginx.conf with the addresses and folders of this test, and nothing else changed."""
    text = (Path(portal.BASE_DIR) / "docs" / "nginx.conf").read_text(encoding="utf-8")
    for place, here in {
        "server web:8000;": f"server {upstream};",
        "server uploads:8001;": f"server {upstream};",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "/srv/films/media/renditions/": f"{portal.MEDIA_ROOT}/renditions/",
        "/srv/portal/static/": f"{folder}/static/",
    }.items():
        assert place in text, place
        text = text.replace(place, here)
    text = re.sub(r"(pid|\w+_temp_path) /tmp/", rf"\1 {folder}/", text)
    return f"user root;\n{text}" if os.geteuid() == 0 else text


@pytest.fixture
def street(live_server, settings, tmp_path) -> Iterator[str]:
    settings.MEDIA_ACCEL = "/protected/"
    settings.ALLOWED_HOSTS = ["*"]
    port = free_port()
    file = tmp_path / "nginx.conf"
    upstream = live_server.url.removeprefix("http://")
    file.write_text(configuration(tmp_path, port, upstream), encoding="utf-8")
    command = [NGINX, "-c", str(file), "-p", str(tmp_path), "-e", "stderr", "-g", "daemon off;"]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/static/none", process, tmp_path / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(100):
        assert process.poll() is None, log.read_text()
        try:
            urlopen(address, timeout=2).close()  # noqa: S310 - our own nginx
        except HTTPError as answer:
            answer.close()
            return
        except URLError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())


class Viewer:
    def __init__(self, street: str, client, user) -> None:
        client.force_login(user)
        self.street, self.cookie = street, client.cookies[portal.SESSION_COOKIE_NAME].value

    def get(self, path: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        cookie = {"Cookie": f"{portal.SESSION_COOKIE_NAME}={self.cookie}"}
        request = Request(self.street + path, headers={**cookie, **headers}, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=20) as answer:  # noqa: S310 - our own nginx
                return answer.status, dict(answer.headers), answer.read()
        except HTTPError as answer:
            with answer:
                return answer.code, dict(answer.headers), answer.read()


def test_nginx_sends_what_django_allows(street, client, filmmaker, juror, rival, monkeypatch):
    monkeypatch.setattr(doors, "_doors", {})
    allowed = {juror.pk}
    doors.build("test", lambda viewer, *_asked: viewer.pk in allowed, logged=True)
    film = make.worked_through(filmmaker)
    stream = film.renditions.streams().get()
    playback = delivery.playback(film, juror, Key("test", ""))
    segment = f"{playback.hls.removesuffix('master.m3u8')}{stream.pk.hex}/0000.m4s"
    stored = (Path(portal.MEDIA_ROOT) / "renditions" / stream.file("0000.m4s")).read_bytes()
    viewer = Viewer(street, client, juror)

    status, headers, body = viewer.get(segment)
    assert (status, body, headers["Content-Type"]) == (200, stored, "video/iso.segment")
    assert headers["Cache-Control"] == "private, max-age=21600, immutable"
    assert (headers["Accept-Ranges"], "X-Accel-Redirect" in headers) == ("bytes", False)
    assert Viewing.objects.get().bytes == len(stored)

    assert viewer.get(segment, Range="bytes=4-7")[::2] == (206, stored[4:8])
    assert viewer.get(segment, Range="bytes=4-7", If_Range=headers["ETag"])[::2] == (206, stored[4:8])
    assert viewer.get(segment, Range="bytes=4-7", If_Range='"older"')[0] == 200
    assert viewer.get(segment, Range=f"bytes={len(stored)}-")[0] == 416
    assert viewer.get(segment, If_None_Match=headers["ETag"])[::2] == (304, b"")
    head = viewer.get(segment, method="HEAD")
    assert (head[0], head[1]["Content-Length"], head[2]) == (200, str(len(stored)), b"")
    assert viewer.get(playback.hls)[2].startswith(b"#EXTM3U")

    assert viewer.get(f"/protected/renditions/{stream.file('0000.m4s')}")[0] == 404
    allowed.clear()
    assert viewer.get(segment)[0] == 403
    allowed.update({juror.pk, rival.pk})
    assert Viewer(street, client, rival).get(segment)[0] == 403
