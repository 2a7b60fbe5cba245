import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, sync_playwright

from festival.launch.ports import free_port
from tests.browser.people import Person
from tests.browser.portal import Portal, running_portal
from tests.services import chromium
from tests.services.smtp import Mailbox


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys on one pytest-xdist worker: one portal and one Chromium are enough for a small machine."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def post() -> Iterator[tuple[Mailbox, int]]:
    """The mailbox that receives every letter of the running portal, by real SMTP."""
    received = Mailbox()
    server = Controller(received, hostname="127.0.0.1", port=free_port())
    server.start()
    yield received, server.port
    server.stop()


@pytest.fixture(scope="package")
def portal(post: tuple[Mailbox, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    small_pieces = {"UPLOAD_CHUNK_BYTES": "65536"}
    letters = {"EMAIL_URL": f"smtp://127.0.0.1:{post[1]}", "LETTERS_EVERY_SECONDS": "2"}
    with running_portal(tmp_path_factory.mktemp("portal"), **small_pieces, **letters) as running:
        yield running


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """One Chromium for all journeys, closed after them: Playwright's loop would keep Django off this thread."""
    path = chromium.find()
    assert path is not None, "make test installs a Chromium; run it once, or set CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where pictures of the journeys go: the folder that SHOTS names. They cost more than the journey's own pages."""
    if not (named := os.environ.get("SHOTS")):
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def person(chrome: Browser, portal: Portal, shots: Path | None) -> Iterator[Callable[..., Person]]:
    """`person("juror")` opens a window; at the end nobody may have had to complain."""
    present: list[Person] = []

    def enter(name: str, **settings: Any) -> Person:
        present.append(Person(chrome, portal.address, shots, name, **settings))
        return present[-1]

    yield enter
    for somebody in present:
        somebody.leave()
    assert [complaint for somebody in present for complaint in somebody.complaints] == []
