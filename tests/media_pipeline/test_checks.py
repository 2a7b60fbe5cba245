from dataclasses import replace

import pytest

from media_pipeline import binaries, checks, ffmpeg


@pytest.fixture
def forget():
    """Binaries are looked for once a process; a test with other ones looks again, and so does the next."""
    binaries.ffmpeg.cache_clear()
    binaries.ffprobe.cache_clear()
    yield
    binaries.ffmpeg.cache_clear()
    binaries.ffprobe.cache_clear()


def test_this_machine_can_work():
    assert checks.tools(None) == []


@pytest.mark.usefixtures("forget")
def test_what_is_missing_is_named(monkeypatch, tmp_path):
    old = tmp_path / "ffmpeg"
    old.write_text("#!/bin/sh\necho ffmpeg version 4.4.2-0ubuntu\n", encoding="utf-8")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FFMPEG", raising=False)
    monkeypatch.delenv("FFPROBE", raising=False)
    monkeypatch.setattr(binaries, "_wheel_ffmpeg", lambda: None)
    monkeypatch.setattr(binaries, "_wheel_ffprobe", lambda: None)
    encoder, prober = checks.tools(None)
    assert (encoder.id, prober.id) == ("media_pipeline.E001", "media_pipeline.E002")
    assert "version 4.4 is older than 5.1" in encoder.msg
    assert prober.msg == ("No usable ffprobe was found. It is not on the PATH, nor is its Python wheel here.")


@pytest.mark.usefixtures("forget")
def test_a_poor_ffmpeg_on_the_path_gives_way_to_the_wheel(monkeypatch, tmp_path):
    poor = tmp_path / "ffmpeg"
    poor.write_text("#!/bin/sh\necho ffmpeg version 7.0.2\n", encoding="utf-8")
    poor.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FFMPEG", raising=False)
    assert "imageio_ffmpeg" in binaries.ffmpeg().path


def test_a_missing_sandbox_is_a_warning_for_those_who_deploy(monkeypatch):
    monkeypatch.setattr(ffmpeg, "sandbox_works", lambda: False)
    monkeypatch.setattr(ffmpeg, "landlock_works", lambda: False)
    assert "media_pipeline.W003" in {message.id for message in checks.comforts(None)}


def test_an_ffmpeg_without_chromaprint_is_a_warning(monkeypatch):
    deaf = replace(binaries.ffmpeg(), can_fingerprint_sound=False)
    monkeypatch.setattr(binaries, "ffmpeg", lambda: deaf)
    assert "media_pipeline.W004" in {message.id for message in checks.comforts(None)}


def test_landlock_does_where_bubblewrap_may_not_work(monkeypatch):
    monkeypatch.setattr(ffmpeg, "sandbox_works", lambda: False)
    monkeypatch.setattr(ffmpeg, "landlock_works", lambda: True)
    assert "media_pipeline.W003" not in {message.id for message in checks.comforts(None)}
