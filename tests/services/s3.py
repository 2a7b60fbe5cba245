"""A real S3 server on the loopback: moto's, which speaks the whole HTTP API and forgets everything at the end."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import requests

from festival.launch.ports import free_port

BUCKET = "films"
KEYS = {"S3_ACCESS_KEY_ID": "test", "S3_SECRET_ACCESS_KEY": "secret", "S3_REGION": "eu-central-1"}


@dataclass(frozen=True)
class Store:
    """The server, as settings name it."""

    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables that put everything into its bucket."""
        return {**KEYS, "S3_BUCKET": BUCKET, "S3_ENDPOINT": self.endpoint}

    @property
    def client(self) -> Any:
        """Direct access, for looking behind the portal's back."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=KEYS["S3_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["S3_SECRET_ACCESS_KEY"],
            region_name=KEYS["S3_REGION"],
        )

    def names(self, prefix: str = "") -> list[str]:
        """Every object."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        return [entry["Key"] for page in pages for entry in page.get("Contents", ())]

    def clear(self) -> None:
        """As it was at the start: one empty bucket."""
        requests.post(f"{self.endpoint}/moto-api/reset", timeout=10).raise_for_status()
        where = {"LocationConstraint": KEYS["S3_REGION"]}
        self.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)


@contextmanager
def s3_server(log: Path) -> Iterator[Store]:
    """Run the server in a process of its own until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("ab") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words, env={**os.environ})
    store = Store(f"http://127.0.0.1:{port}")
    try:
        _await(store, process)
        store.clear()
        yield store
    finally:
        process.kill()
        process.wait(10)


def _await(store: Store, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", int(store.endpoint.rsplit(":", 1)[1]))) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The S3 server did not start.")
