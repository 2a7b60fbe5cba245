"""The disk of the workshop is really full: films wait, nothing half-written is given out, and afterwards all is well."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from festival.settings import stores
from media_pipeline import housekeeping
from media_pipeline.enums import AssetState, Cause
from media_pipeline.models import Asset
from tests import clips
from tests.factories import media_pipeline as make
from tests.media_pipeline import nights

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_disk(tmp_path: Path, settings) -> Iterator[Path]:
    """A disk of its own for everything that is stored."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("Only root may mount a small disk.")
    settings.MEDIA_ROOT = disk
    settings.STORAGES = {**settings.STORAGES, **stores.storages(disk)}
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path, *, leave: int) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        left = shutil.disk_usage(disk).free - leave
        while left > 0:
            left -= file.write(bytes(min(left, 64 * 1024)))
    return ballast


@pytest.mark.parametrize("clip", [clips.vertical_hevc, clips.horizontal_h264])
@pytest.mark.parametrize("leave", [0, 64 * 1024], ids=["at once", "in the middle"])
def test_a_film_waits_for_room(filmmaker, small_disk, clip, leave):
    asset = make.step(make.received(filmmaker, clip()))
    assert asset.state == AssetState.PREPARING
    ballast = fill(small_disk, leave=leave)
    for _ in range(5):
        make.step(asset)
        assert asset.state == AssetState.PREPARING
        assert asset.rests_until > timezone.now()
    tries = asset.tries.filter(outcome="failed")
    assert set(tries.values_list("cause", flat=True)) == {Cause.SPACE}
    assert not asset.renditions.filter(superseded_at=None, complete=True, kind="hls").exists()

    ballast.unlink()
    for _ in range(4):
        if asset.is_in_progress:
            make.step(asset)
    assert nights.verdicts(asset) == ["checking", "preparing", "ready"]
    assert set(nights.played_frames(asset, filmmaker).values()) == {asset.facts.film.packets}
    assert nights.folders_without_a_row() == []
    old = timezone.now() - timedelta(days=2)
    asset.renditions.exclude(superseded_at=None).update(superseded_at=old)
    housekeeping.clear_superseded_renditions()
    assert list((small_disk / "work").glob("work-*")) == []


def test_a_film_that_does_not_fit_is_not_received_by_halves(filmmaker, small_disk):
    fill(small_disk, leave=8 * 1024)
    with pytest.raises(OSError, match="No space left"):
        make.received(filmmaker)
    assert Asset.objects.count() == 0
    assert [path for path in (small_disk / "originals").rglob("*") if path.is_file()] == []
