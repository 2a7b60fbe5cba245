"""A bucket of an S3-compatible store: django-storages' backend, with what films need on top.

Films are streamed in both directions, never held in memory. Parts are sent with their MD5, so the store itself
refuses a part that was damaged on its way, and an upload that broke off goes on where it stopped. What the client
library raises becomes an OSError: to the workshop a store that does not answer is like a disk that does not.
"""

import base64
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name
from urllib3.exceptions import HTTPError

from media_pipeline.sending import CONTENT_TYPES

MIB = 1024**2
PART = 16 * MIB
MOST_PARTS = 10_000
AT_ONCE = 4
"""Parts on their way at the same time; each is held in memory."""
TRIES = 5
BEAT_S = 5
"""Who waits for the progress of an upload hears of it at least so often, also on a slow line."""
LINK_S = 3600
CALM = Config(
    retries={"mode": "standard", "total_max_attempts": TRIES},
    connect_timeout=10,
    read_timeout=60,
    max_pool_connections=64,
    # Newer checksums than MD5 are Amazon's own: other stores refuse requests that carry them.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)

Progress = Callable[[int], None]


class StoreError(OSError):
    """The store did not answer, or refused."""


class Bucket(S3Storage):
    """Private objects under names that are never given twice."""

    public_endpoint_url: str

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.client_config = self.client_config.merge(CALM)

    def get_default_settings(self) -> dict[str, Any]:
        """As django-storages has them, without its public and replacing ones."""
        return super().get_default_settings() | {
            "file_overwrite": False,
            "default_acl": None,
            "signature_version": "s3v4",
            "querystring_auth": True,
            "querystring_expire": LINK_S,
            "max_memory_size": 8 * MIB,
            "public_endpoint_url": "",
        }

    # --- what django asks for, with the errors of a disk -------------------------------------------------

    def _open(self, name: str, mode: str = "rb") -> File:
        with as_disk_errors(name):
            return super()._open(name, mode)

    def _save(self, name: str, content: File) -> str:
        with as_disk_errors(name):
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with as_disk_errors(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with as_disk_errors(name):
            return super().exists(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with as_disk_errors(name):
            return super().listdir(name)

    def size(self, name: str) -> int:
        with as_disk_errors(name):
            return super().size(name)

    def url(
        self,
        name: str,
        parameters: dict[str, Any] | None = None,
        expire: int | None = None,
        http_method: str | None = None,
    ) -> str:
        """An address that a browser may use for an hour. Making it asks nobody."""
        params = {**(parameters or {}), **self._place(name)}
        return self._for_browsers.generate_presigned_url(
            "get_object", Params=params, ExpiresIn=expire or LINK_S, HttpMethod=http_method
        )

    @cached_property
    def _for_browsers(self) -> Any:
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.public_endpoint_url or self.endpoint_url,
            config=self.client_config,
            verify=self.verify,
        )

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(clean_name(name))}

    def _get_write_parameters(self, name: str, content: Any = None) -> dict[str, Any]:
        known = CONTENT_TYPES.get(name.rsplit(".", 1)[-1])
        parameters: dict[str, Any] = super()._get_write_parameters(name, content)
        return parameters | ({"ContentType": known} if known else {})

    def reach(self) -> None:
        """Raise StoreError unless the bucket itself is there: a wrong name must not look like missing films."""
        try:
            with as_disk_errors(self.bucket_name):
                self._client.head_bucket(Bucket=self.bucket_name)
        except FileNotFoundError as error:
            raise StoreError(f"There is no bucket {self.bucket_name}.") from error

    # --- whole films ------------------------------------------------------------------------------------

    def put_file(self, path: Path, name: str, *, on_progress: Progress | None = None) -> str:
        """Store a file under this very name and return its SHA-256; ``on_progress`` hears how many bytes are safe.

        What an earlier try has brought over is compared and not sent again.
        """
        with as_disk_errors(name), path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size <= PART:
                return self._put_small(file.read(), name)
            return self._put_in_parts(file, size, name, on_progress or _nobody)

    def _put_small(self, data: bytes, name: str) -> str:
        how = self._get_write_parameters(name)
        self._client.put_object(Body=data, ContentMD5=_md5(data), **self._place(name), **how)
        return hashlib.sha256(data).hexdigest()

    def _put_in_parts(self, file: Any, size: int, name: str, on_progress: Progress) -> str:
        upload_id, there = self._unfinished(name)
        if not upload_id:
            begun = self._client.create_multipart_upload(
                **self._place(name), **self._get_write_parameters(name)
            )
            upload_id = begun["UploadId"]
        digest, parts = hashlib.sha256(), []
        part_size = max(PART, -(-size // MOST_PARTS))
        safe = 0
        with ThreadPoolExecutor(AT_ONCE) as carriers:
            on_the_way: list[tuple[int, Future[dict[str, Any]]]] = []
            for number, data in enumerate(iter(lambda: file.read(part_size), b""), 1):
                digest.update(data)
                job = carriers.submit(self._put_part, name, upload_id, number, data, there.get(number))
                on_the_way.append((len(data), job))
                while len(on_the_way) >= AT_ONCE:
                    safe = self._await(on_the_way, parts, safe, on_progress)
            while on_the_way:
                safe = self._await(on_the_way, parts, safe, on_progress)
        whole = {"Parts": parts}
        self._client.complete_multipart_upload(**self._place(name), UploadId=upload_id, MultipartUpload=whole)
        return digest.hexdigest()

    @staticmethod
    def _await(
        on_the_way: list[tuple[int, Future[dict[str, Any]]]],
        parts: list[dict[str, Any]],
        safe: int,
        on_progress: Progress,
    ) -> int:
        length, job = on_the_way.pop(0)
        while not wait([job], timeout=BEAT_S).done:
            on_progress(safe)
        parts.append(job.result())
        on_progress(safe + length)
        return safe + length

    def _put_part(
        self, name: str, upload_id: str, number: int, data: bytes, there: dict[str, Any] | None
    ) -> dict[str, Any]:
        md5 = hashlib.md5(data, usedforsecurity=False)
        etag = f'"{md5.hexdigest()}"'
        if there is None or (there["Size"], there["ETag"]) != (len(data), etag):
            answer = self._client.upload_part(
                **self._place(name),
                UploadId=upload_id,
                PartNumber=number,
                Body=data,
                ContentMD5=base64.b64encode(md5.digest()).decode(),
            )
            etag = answer["ETag"]
        return {"PartNumber": number, "ETag": etag}

    def _unfinished(self, name: str) -> tuple[str, dict[int, dict[str, Any]]]:
        """The upload of this name that broke off, and its parts by number."""
        place = self._place(name)
        begun = self._client.list_multipart_uploads(Bucket=place["Bucket"], Prefix=place["Key"])
        found = [upload for upload in begun.get("Uploads", ()) if upload["Key"] == place["Key"]]
        if not found:
            return "", {}
        upload_id = max(found, key=lambda upload: upload["Initiated"])["UploadId"]
        pages = self._client.get_paginator("list_parts").paginate(**place, UploadId=upload_id)
        return upload_id, {part["PartNumber"]: part for page in pages for part in page.get("Parts", ())}

    def pieces(self, name: str, start: int = 0) -> Iterator[bytes]:
        """The object's bytes in steps of a mebibyte; a connection that breaks is taken up where it broke."""
        at, etag, tries = start, "", 0
        while True:
            try:
                with as_disk_errors(name):
                    how = {"Range": f"bytes={at}-"} if at else {}
                    how |= {"IfMatch": etag} if etag else {}
                    answer = self._client.get_object(**self._place(name), **how)
                    etag, end = answer["ETag"], at + answer["ContentLength"]
                    for piece in answer["Body"].iter_chunks(MIB):
                        at, tries = at + len(piece), 0
                        yield piece
                    if at >= end:
                        return
                    raise StoreError(f"The store broke off in the middle of {name}.")
            except StoreError:
                tries += 1
                if tries >= TRIES:
                    raise
                time.sleep(2**tries / 10)


def _md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def _nobody(done: int) -> None:
    """Hear nothing."""


@contextmanager
def as_disk_errors(name: str) -> Iterator[None]:
    """FileNotFoundError for what is not there, StoreError for everything else that a store may say."""
    try:
        yield
    except ClientError as error:
        is_404 = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404
        if is_404 and error.response["Error"]["Code"] not in {"NoSuchBucket", "NoSuchUpload"}:
            raise FileNotFoundError(2, "Not in the store", name) from error
        raise StoreError(f"The store refused {name}: {error}") from error
    except (BotoCoreError, HTTPClientError, HTTPError) as error:
        raise StoreError(f"The store did not answer for {name}: {error}") from error
