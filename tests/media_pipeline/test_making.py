"""A film that is watched while the encoder still writes it."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from media_pipeline import delivery, making, workbench
from media_pipeline.models import Asset
from tests import clips
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def looks(monkeypatch):
    """What a viewer would have got, at each tick of the encoder."""
    seen: list[tuple[bool, bool, list[str]]] = []
    tick = making.Making.tick

    def look(self):
        tick(self)
        asset = Asset.objects.get(pk=self._job.asset.pk)
        rows = list(asset.renditions.streams())
        seen.append((asset.is_playable, bool(delivery.watchable(rows)), [row.playlist for row in rows]))

    monkeypatch.setattr(making.Making, "tick", look)
    return seen


def test_a_growing_film_is_playable_and_only_gains_segments(filmmaker, looks):
    asset = make.worked_through(filmmaker, clips.busy())
    assert asset.state == "ready"
    growing = [playlists for playable, _, playlists in looks if playlists]
    assert all(playable for playable, _, playlists in looks if playlists)
    assert len(growing) > 1
    for before, after in pairwise(growing):
        assert all(late.startswith(early) for early, late in zip(before, after, strict=True))

    assert sorted(fingerprint.kind for fingerprint in asset.fingerprints.all()) == ["picture", "sound"]
    rows = list(asset.renditions.streams())
    assert [(row.complete, row.playlist) for row in rows] == [(True, "")] * len(rows)
    for row in rows:
        folder = Path(settings.MEDIA_ROOT) / "renditions" / row.prefix
        playlist = (folder / "media.m3u8").read_text()
        listed = re.findall(r"^\w+\.m4s$", playlist, re.MULTILINE)
        assert sorted(path.name for path in folder.iterdir()) == sorted([*listed, "init.mp4", "media.m3u8"])
        assert row.facts["segments"] == len(listed)
        assert row.facts["codecs"].startswith("avc1.64")


def test_the_joined_segments_hold_every_frame(filmmaker, tmp_path):
    asset = make.worked_through(filmmaker, clips.busy())
    row = asset.renditions.streams().first()
    folder = Path(settings.MEDIA_ROOT) / "renditions" / row.prefix
    listed = re.findall(r"^\w+\.m4s$", (folder / "media.m3u8").read_text(), re.MULTILINE)
    whole = tmp_path / "whole.mp4"
    whole.write_bytes(b"".join((folder / name).read_bytes() for name in ["init.mp4", *listed]))
    probe = workbench.look_at(whole).probe
    assert probe.film.packets == asset.facts.film.packets
    assert probe.film.span_s == pytest.approx(asset.facts.film.span_s, abs=0.001)


def test_what_a_dead_worker_left_is_put_aside(filmmaker, monkeypatch):
    asset = make.step(make.received(filmmaker, clips.vertical_hevc()))

    def die(*args, **kwargs):
        kwargs["on_tick"]()
        raise OSError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(workbench, "make", die)
        make.step(asset)
    left = asset.renditions.get()
    assert (left.complete, asset.renditions.streams().count(), asset.is_playable) == (False, 0, False)
    make.step(asset)
    left.refresh_from_db()
    assert (asset.state, left.superseded_at is None) == ("ready", False)
    assert [row.name for row in asset.renditions.streams()] == ["480"]
