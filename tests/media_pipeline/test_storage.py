"""Where films lie: what is put on the shelf appears whole, once, and readable."""

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from media_pipeline import storage


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, settings) -> Path:
    """A renditions folder for this test alone."""
    folder = tmp_path / "renditions"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "renditions": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        },
    }
    return folder


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    folder = tmp_path / "bench"
    folder.mkdir()
    return folder


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(shelf: Path) -> list[str]:
    """All files, hidden ones too."""
    return sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file())


def test_a_segment_becomes_a_second_name_of_the_same_file_readable_for_nginx(shelf, bench):
    segment = written(bench, "480_000.m4s", b"pictures")
    before = os.umask(0o077)
    try:
        storage.publish(segment, "ab/film/480/480_000.m4s")
    finally:
        os.umask(before)
    kept = shelf / "ab/film/480/480_000.m4s"
    assert kept.stat().st_ino == segment.stat().st_ino
    assert (mode(kept), mode(kept.parent), mode(kept.parent.parent)) == (0o644, 0o755, 0o755)


def test_asked_twice_it_does_nothing_more_and_never_replaces(shelf, bench):
    storage.publish(written(bench, "a.m4s", b"pictures"), "film/a.m4s")
    storage.publish(written(bench, "again.m4s", b"pictures"), "film/a.m4s")
    with pytest.raises(FileExistsError):
        storage.publish(written(bench, "other.m4s", b"PICTURES"), "film/a.m4s")
    with pytest.raises(FileExistsError):
        storage.publish(written(bench, "longer.m4s", b"pictures and more"), "film/a.m4s")
    assert (shelf / "film/a.m4s").read_bytes() == b"pictures"
    assert names(shelf) == ["film/a.m4s"]


def test_from_another_disk_it_is_copied_beside_and_named_at_the_end(shelf):
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == shelf.parent.stat().st_dev:
        pytest.skip("No second file system at hand.")
    segment = written(elsewhere, f"portal-test-{os.getpid()}.m4s", b"pictures")
    try:
        storage.publish(segment, "film/a.m4s")
        storage.publish(segment, "film/a.m4s")
    finally:
        segment.unlink()
    assert (shelf / "film/a.m4s").read_bytes() == b"pictures"
    assert mode(shelf / "film/a.m4s") == 0o644
    assert names(shelf) == ["film/a.m4s"]


def test_a_folder_is_shelved_with_all_it_holds(shelf, bench):
    (bench / "deeper").mkdir()
    written(bench, "index.m3u8", b"list")
    written(bench / "deeper", "x.m4s", b"x")
    storage.shelve(bench, "ab/film/one")
    assert names(shelf) == ["ab/film/one/deeper/x.m4s", "ab/film/one/index.m3u8"]
    storage.discard("ab/film/one")
    assert names(shelf) == []
