"""Folders for real servers.

Not pytest's own: as root, PostgreSQL runs as another user, and every pytest that starts on this machine closes
the folder above its temporary folders to other users again.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="portal-launch-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    yield from _folder()


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    yield from _folder()
