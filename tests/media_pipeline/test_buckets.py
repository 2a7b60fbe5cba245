"""Films in a bucket, against a real S3 server: whole, private, resumable, and with the errors of a disk."""

import hashlib
import os
from pathlib import Path

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from festival.settings import stores
from media_pipeline import buckets, storage
from media_pipeline.buckets import PART, StoreError
from tests.services.s3 import BUCKET


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two parts and a bit."""
    path = tmp_path / "film"
    path.write_bytes(os.urandom(1024) * 1024 * 33)
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_film_goes_over_in_parts_and_comes_back_the_same(bucket, film):
    heard: list[int] = []
    originals = storages["originals"]
    digest = originals.put_file(film, "ab/film", on_progress=heard.append)
    assert digest == sha256(film)
    assert heard == [PART, 2 * PART, film.stat().st_size]
    assert hashlib.sha256(b"".join(originals.pieces("ab/film"))).hexdigest() == digest
    assert b"".join(originals.pieces("ab/film", PART)) == film.read_bytes()[PART:]
    assert (originals.size("ab/film"), bucket.names()) == (film.stat().st_size, ["originals/ab/film"])


def test_what_broke_off_goes_on_where_it_stopped(bucket, film):
    originals, client = storages["originals"], bucket.client
    begun = client.create_multipart_upload(Bucket=BUCKET, Key="originals/ab/film")["UploadId"]
    with film.open("rb") as file:
        first, damaged = file.read(PART), b"?" * PART
    for number, data in enumerate((first, damaged), 1):
        client.upload_part(
            Bucket=BUCKET, Key="originals/ab/film", UploadId=begun, PartNumber=number, Body=data
        )
    assert originals.put_file(film, "ab/film") == sha256(film)
    assert b"".join(originals.pieces("ab/film")) == film.read_bytes()
    assert client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []) == []


def test_names_are_never_given_twice(bucket, tmp_path):
    segment, other = tmp_path / "a.m4s", tmp_path / "b.m4s"
    segment.write_bytes(b"pictures")
    other.write_bytes(b"PICTURES")
    storage.publish(segment, "film/a.m4s")
    storage.publish(segment, "film/a.m4s")
    with pytest.raises(FileExistsError):
        storage.publish(other, "film/a.m4s")
    assert b"".join(storages["renditions"].pieces("film/a.m4s")) == b"pictures"
    assert default_storage.save("still.jpg", ContentFile(b"one")) == "still.jpg"
    assert default_storage.save("still.jpg", ContentFile(b"two")) != "still.jpg"


def test_nobody_reads_without_a_signature_and_a_link_says_what_it_sends(bucket, tmp_path):
    segment = tmp_path / "a.m4s"
    segment.write_bytes(b"pictures")
    storage.publish(segment, "film/a.m4s")
    address = storages["renditions"].url("film/a.m4s")
    answer = requests.get(address, headers={"Range": "bytes=0-3"}, timeout=10)
    assert (answer.status_code, answer.content) == (206, b"pict")
    assert answer.headers["Content-Type"] == "video/iso.segment"
    assert answer.headers["Cache-Control"] == stores.FOREVER
    assert "X-Amz-Expires=3600" in address
    granted = bucket.client.get_object_acl(Bucket=BUCKET, Key="renditions/film/a.m4s")["Grants"]
    assert [grant["Permission"] for grant in granted] == ["FULL_CONTROL"]


def test_a_folder_of_the_renditions_is_discarded_with_all_it_holds(bucket, tmp_path):
    (tmp_path / "deeper").mkdir()
    for name in ("index.m3u8", "deeper/x.m4s"):
        (tmp_path / name).write_bytes(b"x")
    storage.shelve(tmp_path, "film/one")
    assert bucket.names() == ["renditions/film/one/deeper/x.m4s", "renditions/film/one/index.m3u8"]
    storage.discard("film/one")
    assert bucket.names() == []


def test_what_is_missing_is_missing_as_on_a_disk(bucket):
    with pytest.raises(FileNotFoundError):
        next(storages["originals"].pieces("nothing"))
    with pytest.raises(FileNotFoundError):
        default_storage.open("nothing")


def test_a_store_that_does_not_answer_is_a_trouble_of_ours(monkeypatch, settings):
    monkeypatch.setattr(buckets, "TRIES", 2)
    for name, value in {"S3_BUCKET": "films", "S3_ENDPOINT": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)
    for name in ("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    settings.STORAGES = {**settings.STORAGES, **stores.storages(settings.MEDIA_ROOT)}
    with pytest.raises(StoreError):
        storages["originals"].exists("film")
    with pytest.raises(StoreError):
        list(storages["originals"].pieces("film"))


@pytest.mark.parametrize(
    ("environment", "origin"),
    [
        ({}, []),
        ({"S3_BUCKET": "films"}, ["https://films.s3.us-east-1.amazonaws.com"]),
        (
            {"S3_BUCKET": "films", "S3_REGION": "eu-west-1"},
            ["https://films.s3.eu-west-1.amazonaws.com"],
        ),
        (
            {"S3_BUCKET": "films", "S3_ENDPOINT": "http://store:9000"},
            ["http://store:9000"],
        ),
        (
            {
                "S3_BUCKET": "films",
                "S3_ENDPOINT": "http://store:9000",
                "S3_PUBLIC_ENDPOINT": "https://s3.example.org",
                "S3_ADDRESSING": "virtual",
            },
            ["https://films.s3.example.org"],
        ),
    ],
)
def test_the_browser_is_sent_where_the_policy_allows(environment, origin, monkeypatch, settings):
    for name, value in {**environment, "S3_ACCESS_KEY_ID": "x", "S3_SECRET_ACCESS_KEY": "y"}.items():
        monkeypatch.setenv(name, value)
    assert stores.browser_origins() == origin
    if origin:
        settings.STORAGES = {**settings.STORAGES, **stores.storages(settings.MEDIA_ROOT)}
        address = storages["renditions"].url("film/a.m4s")
        path = "" if "films" in origin[0] else "/films"
        assert address.split("?")[0] == f"{origin[0]}{path}/renditions/film/a.m4s"
