"""The upload desk as a client sees it: over HTTP, with a token."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
from rest_framework.authtoken.models import Token

from media_pipeline.models import Upload
from media_pipeline.uploads.actions import begin_upload
from tests.media_pipeline.uploads.server import Server, gunicorn

BODY = "application/offset+octet-stream"


class Desk:
    """A tus client without any cleverness: it sends what it is told, and gives back the bare answer."""

    def __init__(self, origin: str, token: str) -> None:
        self.origin = origin
        self.collection = f"{origin}/uploads/"
        self.session = requests.Session()
        self.session.headers = {"Tus-Resumable": "1.0.0", "Authorization": f"Token {token}"}

    def send(self, method: str, url: str = "", body: Any = None, **headers: str | None) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.request(
            method, urljoin(self.collection, url), data=body, headers=named, timeout=90, allow_redirects=False
        )

    def create(self, length: int, **headers: str) -> str:
        answer = self.send("POST", Upload_Length=str(length), **headers)
        assert answer.status_code == 201
        return answer.headers["Location"]

    def patch(self, url: str, offset: int, body: Any, **headers: str) -> requests.Response:
        return self.send("PATCH", url, body, **{"Content-Type": BODY, "Upload_Offset": str(offset)} | headers)

    def part(self, body: bytes) -> str:
        url = self.create(len(body), Upload_Concat="partial")
        assert self.patch(url, 0, body).status_code == 204
        return url

    def offset(self, url: str) -> int:
        return int(self.send("HEAD", url).headers["Upload-Offset"])


@pytest.fixture
def desk(live_server, filmmaker) -> Iterator[Desk]:
    desk = Desk(live_server.url, Token.objects.create(user=filmmaker).key)
    with desk.session:
        yield desk


@pytest.fixture
def rivals_desk(live_server, rival) -> Iterator[Desk]:
    desk = Desk(live_server.url, Token.objects.create(user=rival).key)
    with desk.session:
        yield desk


@pytest.fixture(scope="package")
def running_server(django_db_setup, tmp_path_factory) -> Iterator[Server]:
    with gunicorn(tmp_path_factory.mktemp("gunicorn")) as server:
        yield server


@pytest.fixture
def server(transactional_db, running_server) -> Server:
    running_server.clear()
    return running_server


@pytest.fixture
def token(filmmaker) -> str:
    return Token.objects.create(user=filmmaker).key


@pytest.fixture
def real_desk(server, token) -> Iterator[Desk]:
    desk = Desk(server.origin, token)
    with desk.session:
        yield desk


@pytest.fixture
def upload(filmmaker, server) -> Upload:
    """Ten mebibytes to come. The server's spool is another than this process's, so the file is made there."""
    upload = begin_upload(owner=filmmaker, filename="film.mp4", length=10 * 1024**2)
    (server.folder / "spool").mkdir(exist_ok=True)
    (server.folder / "spool" / upload.pk.hex).touch()
    return upload
