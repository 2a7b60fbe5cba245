"""Who may: the owner alone, by session from our own pages or by token."""

import pytest
import requests
from django.conf import settings
from django.test import Client

from media_pipeline.models import Upload
from media_pipeline.uploads.actions import begin_upload, upload_url
from tests.media_pipeline.uploads.conftest import BODY

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def page(filmmaker) -> Client:
    """The filmmaker's browser, with CSRF checks as in real life."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(filmmaker)
    return client


def test_a_session_uploads_from_our_own_pages(page, filmmaker):
    url = upload_url(begin_upload(owner=filmmaker, filename="film.mp4", length=10))
    for origin in ("http://testserver", settings.PORTAL_URL):
        answer = page.patch(
            url,
            b"hello",
            BODY,
            headers=TUS | {"Origin": origin, "Upload-Offset": str(Upload.objects.get().offset)},
        )
        assert answer.status_code == 204


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_session_does_not_upload_from_a_foreign_page(page, filmmaker, headers):
    url = upload_url(begin_upload(owner=filmmaker, filename="film.mp4", length=10))
    headers |= TUS
    answers = [
        page.post("/uploads/", content_type="text/plain", headers=headers | {"Upload-Length": "5"}),
        page.patch(url, b"hello", BODY, headers=headers | {"Upload-Offset": "0"}),
        page.delete(url, headers=headers),
        page.head(url, headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert [upload.offset for upload in Upload.objects.filter(state="open")] == [0]


def test_a_form_of_a_foreign_page_cannot_create_an_upload(page):
    """It cannot send Tus-Resumable without a preflight."""
    assert page.post("/uploads/", {"a": "b"}).status_code == 412
    assert list(Upload.objects.all()) == []


def test_nobody_signed_in(client, filmmaker):
    url = upload_url(begin_upload(owner=filmmaker, filename="film.mp4", length=10))
    answer = client.head(url, headers=TUS)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Token")
    assert "Upload-Offset" not in answer.headers


def test_a_token_of_a_closed_account_is_refused(desk, filmmaker):
    filmmaker.is_active = False
    filmmaker.save()
    assert desk.send("POST", Upload_Length="5").status_code == 401


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_a_rival_learns_nothing(desk, rivals_desk, method):
    url = desk.create(5)
    desk.patch(url, 0, b"he")
    theirs, unknown = (
        rivals_desk.send(method, address, **{"Content-Type": BODY, "Upload_Offset": "2"})
        for address in (url, "/uploads/" + "0" * 32)
    )
    assert (theirs.status_code, theirs.content) == (404, unknown.content)
    assert "Upload-Offset" not in theirs.headers
    assert desk.offset(url) == 2


def test_a_rival_cannot_make_a_film_of_somebody_elses_parts(desk, rivals_desk):
    part = desk.part(b"hello")
    assert rivals_desk.send("POST", Upload_Concat=f"final;{part}").status_code == 404


def test_the_sentence_is_in_the_readers_language(live_server):
    answer = requests.post(f"{live_server.url}/uploads/", headers=TUS, timeout=10)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {"title": "Sign in to upload a film.", "status": 401}
