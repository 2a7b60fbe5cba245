"""The only door to ffmpeg: it lets no film see another, and whatever enters it ends."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from media_pipeline import binaries, ffmpeg, processes
from media_pipeline.processes import Limits, ProcessFailedError
from media_pipeline.signature import FILM_CONTAINERS
from tests import clips

ALL_FILM_DEMUXERS = tuple(map(str, FILM_CONTAINERS))


def test_a_film_is_opened_by_its_own_demuxer_only():
    with pytest.raises(ffmpeg.FfmpegError, match="whitelist"):
        ffmpeg.probe(clips.horizontal_h264(), ("matroska",))


def test_a_name_is_never_an_option(tmp_path: Path):
    odd = tmp_path / "-version"
    shutil.copyfile(clips.horizontal_h264(), odd)
    assert ffmpeg.source(odd) == f"file:{odd}"
    assert "streams" in ffmpeg.probe(odd, ("mov",))


def test_a_failure_tells_the_operator_what_to_paste():
    with pytest.raises(ffmpeg.FfmpegError) as caught:
        ffmpeg.probe(clips.without_index(), ("mov",))
    assert caught.value.command.startswith(binaries.ffprobe().path)
    assert "moov atom not found" in caught.value.tail


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_what_takes_too_long_is_killed_with_its_children(tmp_path: Path):
    mark = tmp_path / "child"
    code = f"import os,time; pid=os.fork(); pid and open({str(mark)!r},'w').write(str(pid)); time.sleep(60)"
    with pytest.raises(ProcessFailedError) as caught:
        processes.run(python(code), limits=Limits(wall_s=1))
    assert caught.value.timed_out
    assert not is_running(int(mark.read_text()))


def is_running(pid: int) -> bool:
    """A killed child may wait a moment for its new parent to notice; a zombie runs no more."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True


def test_a_flood_of_output_is_cut():
    code = "import sys\nfor n in range(50000): sys.stderr.write(f'{n}\\n')"
    finished = processes.run(python(code), limits=Limits(output_lines=10))
    assert finished.stderr[:2] == ["0", "1"]
    assert (finished.stderr[-1], len(finished.stderr)) == ("49999", 210)


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no limit on a process's memory")
def test_memory_is_limited():
    with pytest.raises(ProcessFailedError):
        processes.run(python("bytearray(2 * 1024**3)"), limits=Limits(memory=1024**3), confined=True)


def test_processor_time_is_limited():
    started = time.monotonic()
    with pytest.raises(ProcessFailedError):
        processes.run(python("while True: pass"), limits=Limits(wall_s=30, cpu_s=1), confined=True)
    assert time.monotonic() - started < 10


def test_no_secret_of_the_portal_reaches_the_program(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    finished = processes.run(python("import os; print(os.environ.get('SECRET_KEY'))"), limits=Limits())
    assert finished.stdout == ["None"]


@pytest.mark.parametrize(
    ("banner", "version"),
    [
        ("ffmpeg version 5.1.9-0+deb12u1 Copyright (c)", (5, 1)),
        ("ffprobe version n8.1.2 Copyright", (8, 1)),
        ("ffmpeg version 7.0.2-static https://example.org", (7, 0)),
        ("ffmpeg version N-118000-g1234abcd Copyright", (99, 0)),
        ("something else", None),
        ("", None),
    ],
)
def test_versions(banner, version):
    assert binaries.parse_version(banner) == version


def test_a_binary_that_is_none_is_told_as_such(tmp_path: Path):
    fake = tmp_path / "ffmpeg"
    fake.write_text("#!/bin/sh\necho ffmpeg version 7.0.2\n", encoding="utf-8")
    fake.chmod(0o755)
    lacks = binaries.examine(str(fake), encodes=True).shortcomings
    assert lacks[0].startswith("7.0 keeps every decoded frame")
    assert "no encoder libx264" in lacks


def test_a_wheels_binary_is_made_executable(tmp_path: Path):
    packed = tmp_path / "ffprobe"
    packed.write_text("#!/bin/sh\n", encoding="utf-8")
    packed.chmod(0o644)
    assert binaries.runnable(str(packed)) == str(packed)
    assert os.access(packed, os.X_OK)


def test_what_is_said_of_the_disk_is_not_lost_among_the_encoders_statistics():
    said = ["[info] No space left on device", "[error] Error writing: No space left on device"]
    statistics = [f"[libx264] [info] line {number}" for number in range(40)]
    tail = ffmpeg._last_words([*said, *statistics])
    assert tail.splitlines() == [said[1], *statistics[-20:]]
    assert ffmpeg.FfmpegError("ffmpeg", tail, returncode=1).is_ours


def test_a_program_whose_worker_is_gone_does_not_begin():
    confined = [
        sys.executable,
        "-I",
        "-S",
        processes._CONFINE,
        "-1",
        Limits().as_json(),
        "{}",
        "/bin/echo",
        "begun",
    ]
    answer = subprocess.run(confined, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (1, "")
