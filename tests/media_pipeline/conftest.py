"""What only the workshop's tests need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from festival.settings import stores
from media_pipeline import crew, queues
from media_pipeline.enums import Step
from tests.services.s3 import Store, s3_server

DEAR = {"bucket": "bucket", "running_server": "uploads", "shown": "shown"}
"""What is started or made once for many tests, and the group that shares it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share it stay on one pytest-xdist worker; so do those that mostly wait ("nights"), which begin early."""
    for item in items:
        if not item.path.is_relative_to(Path(__file__).parent) or item.get_closest_marker("xdist_group"):
            continue
        group = next((group for fixture, group in DEAR.items() if fixture in item.fixturenames), None)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def s3(tmp_path_factory) -> Iterator[Store]:
    """An S3 server; what is in it, the test before has left."""
    with s3_server(tmp_path_factory.mktemp("s3") / "log") as store:
        yield store


@pytest.fixture
def bucket(s3, monkeypatch, settings) -> Store:
    """Everything that is stored goes to an empty bucket, by the variables that a festival would set."""
    s3.clear()
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **stores.storages(settings.MEDIA_ROOT)}
    return s3


@pytest.fixture
def empty_queues() -> None:
    """Nobody is on the crew's list, and no message of an earlier test is left."""
    with queues.server() as broker:
        broker.delete(crew.KEY, *(queues.queue_of(step) for step in Step))
