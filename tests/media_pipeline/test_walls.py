"""The attacks of strangers' files against each wall alone: bubblewrap, Landlock, and ffmpeg's own whitelists."""

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pytest

from media_pipeline import binaries, budgets, confine, ffmpeg, workbench
from media_pipeline.enums import AssetState, Step
from media_pipeline.processes import Limits
from media_pipeline.recipes import Source
from media_pipeline.signature import FILM_CONTAINERS
from tests import clips
from tests.factories import media_pipeline as make

ALL_FILM_DEMUXERS = tuple(map(str, FILM_CONTAINERS))
PYTHON = [Path(sys.prefix), Path(sys.base_prefix)]
TCP_SINCE = 4


def leave_only(wall: str, monkeypatch) -> str:
    """Take the other walls down."""
    if wall == "bubblewrap":
        if not ffmpeg.sandbox_works():
            pytest.skip("bubblewrap is not here, or may not make its namespaces.")
        return wall
    if wall == "Landlock" and not ffmpeg.landlock_works():
        pytest.skip("This kernel has no Landlock, or does not let us use it.")
    monkeypatch.setattr(ffmpeg, "sandbox_works", lambda: False)
    if wall == "whitelists alone":
        monkeypatch.setattr(ffmpeg, "landlock_works", lambda: False)
    return wall


@pytest.fixture(params=["bubblewrap", "Landlock", "whitelists alone"])
def walls(request, monkeypatch) -> str:
    """Only this one stands."""
    return leave_only(request.param, monkeypatch)


@pytest.fixture(params=["bubblewrap", "Landlock"])
def box(request, monkeypatch) -> str:
    """Those that do not rely on ffmpeg's own good will."""
    return leave_only(request.param, monkeypatch)


class Listener(HTTPServer):
    """Counts who comes."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        super().__init__(("127.0.0.1", 0), Visit)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Visit(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.visits.append(self.path)
        self.send_error(404)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def hls(target: str) -> str:
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:2.0,\n{target}\n#EXT-X-ENDLIST\n"


def mpd(target: str) -> str:
    return f"""<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S" minBufferTime="PT2S"
 profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4">
<Representation id="1" codecs="avc1.4d401e" bandwidth="1000" width="640" height="360"><BaseURL>{target}</BaseURL>
</Representation></AdaptationSet></Period></MPD>
"""


ATTACKS = {
    "HLS, another film by address": lambda victim, web: hls(f"file://{victim}"),
    "HLS, another film beside it": lambda victim, web: hls(victim.name),
    "HLS, a web server": lambda victim, web: hls(f"http://{web}/hls.mp4"),
    "HLS, joined files": lambda victim, web: hls(f"concat:{victim}|{victim}"),
    "HLS, a text of the system": lambda victim, web: hls("file:///etc/passwd"),
    "ffconcat, absolute": lambda victim, web: f"ffconcat version 1.0\nfile {victim}\n",
    "ffconcat, beside it": lambda victim, web: f"ffconcat version 1.0\nfile {victim.name}\n",
    "ffconcat, a web server": lambda victim, web: f"ffconcat version 1.0\nfile http://{web}/concat.mp4\n",
    "SDP": lambda victim, web: (
        f"v=0\no=- 0 0 IN IP4 {web.split(':')[0]}\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
        "a=rtpmap:96 H264/90000\n"
    ),
    "DASH, another film": lambda victim, web: mpd(f"file://{victim}"),
    "DASH, a web server": lambda victim, web: mpd(f"http://{web}/dash.mp4"),
    "a text of the system": lambda victim, web: Path("/etc/passwd").read_text(encoding="utf-8"),
}


@pytest.fixture(params=ATTACKS)
def attack(request, tmp_path: Path, listener) -> Path:
    """A file called film.mp4 beside another maker's film."""
    victim = tmp_path / "victim.mp4"
    shutil.copyfile(clips.horizontal_h264(), victim)
    path = tmp_path / "film.mp4"
    path.write_text(ATTACKS[request.param](victim, listener.address), encoding="utf-8")
    return path


@pytest.mark.usefixtures("walls")
def test_no_script_is_opened_as_a_film(attack, listener):
    with pytest.raises(ffmpeg.FfmpegError):
        ffmpeg.probe(attack, ALL_FILM_DEMUXERS)
    assert workbench.look_at(attack, name="film.mp4").probe is None
    assert listener.visits == []


def test_behind_a_wall_even_a_credulous_ffmpeg_finds_nothing(attack, listener, box):
    """As if a flaw in ffmpeg had made all its own guards void."""
    credulous = ["-protocol_whitelist", "file,crypto,data,concat,http,tcp,rtp,udp", "-v", "error"]
    if attack.read_text(encoding="utf-8").startswith("ffconcat"):
        credulous += ["-f", "concat", "-safe", "0"]
    assert packets_read(attack, credulous) == []
    if box == "bubblewrap" or confine.landlock_version() >= TCP_SINCE:
        assert listener.visits == []


def packets_read(path: Path, options: list[str]) -> list[str]:
    command = [binaries.ffprobe().path, *options, "-count_packets", "-show_entries", "stream=nb_read_packets"]
    try:
        seen = ffmpeg.run([*command, ffmpeg.source(path)], reads=path, limits=Limits(wall_s=60)).stdout
    except ffmpeg.FfmpegError:
        return []
    return [line for line in seen if line.startswith("nb_read_packets") and line[-1].isdigit()]


def test_without_any_wall_the_same_ffmpeg_does_find_it(tmp_path: Path, monkeypatch):
    leave_only("whitelists alone", monkeypatch)
    script = tmp_path / "film.mp4"
    script.write_text(f"ffconcat version 1.0\nfile {clips.horizontal_h264()}\n", encoding="utf-8")
    assert packets_read(script, ["-f", "concat", "-safe", "0", "-v", "error"])[0] == "nb_read_packets=48"


@pytest.mark.usefixtures("walls")
@pytest.mark.parametrize(
    "name",
    ["-version", "concat:a|b", "http:film.mp4", "film%03d.mp4", "film\n.mp4", "电影;'$(x).mp4", "*.mp4"],
)
def test_a_name_is_only_a_name(name, tmp_path: Path):
    odd = tmp_path / name
    shutil.copyfile(clips.horizontal_h264(), odd)
    assert len(ffmpeg.probe(odd, ("mov",))["streams"]) == 2


def inside(code: str, film: Path, out: Path, *, limits: Limits = Limits(wall_s=60)) -> list[str]:  # noqa: B008
    """What an attacker who took the program over would see."""
    command = [sys.executable, "-I", "-c", code]
    return ffmpeg.run(command, reads=film, writes=out, needs=PYTHON, limits=limits).stdout


TRY = """
import os, socket
def attempt(name, what):
    try: what()
    except OSError: print(name, "refused")
    else: print(name, "POSSIBLE")
"""


def test_an_intruder_sees_one_film_and_one_folder(box, tmp_path: Path, listener):
    film, other, out = tmp_path / "film", tmp_path / "other", tmp_path / "out"
    film.write_bytes(b"mine")
    other.write_bytes(b"another maker's")
    out.mkdir()
    port = listener.server_address[1]
    code = f"""{TRY}
attempt("read the film", lambda: open({str(film)!r}).read())
attempt("write beside others", lambda: open({str(out / "made")!r}, "w").close())
attempt("change the film", lambda: open({str(film)!r}, "a"))
attempt("read another film", lambda: open({str(other)!r}).read())
attempt("read the house", lambda: open({ffmpeg.__file__!r}).read())
attempt("read the worker's environment", lambda: open("/proc/{os.getpid()}/environ").read())
attempt("read passwords", lambda: open("/etc/passwd").read())
attempt("stop the worker", lambda: os.kill({os.getpid()}, 0))
attempt("speak to a server", lambda: socket.create_connection(("127.0.0.1", {port}), 2))
"""
    seen = dict(line.rsplit(" ", 1) for line in inside(code, film, out))
    possible = sorted(name for name, answer in seen.items() if answer == "POSSIBLE")
    assert possible == ["read the film", "write beside others"]
    assert (out / "made").exists()
    assert [film.read_bytes(), other.read_bytes()] == [b"mine", b"another maker's"]


@pytest.mark.usefixtures("walls")
def test_limits_are_really_set(tmp_path: Path):
    code = """
import os, resource
for name in ("AS", "FSIZE", "NOFILE", "CORE", "CPU"):
    print(name, *resource.getrlimit(getattr(resource, "RLIMIT_" + name)))
print("NICE", os.nice(0))
"""
    limits = Limits(wall_s=60, cpu_s=7, memory=10**9, file_bytes=10**6, open_files=64, niceness=10)
    assert inside(code, clips.horizontal_h264(), tmp_path, limits=limits) == [
        "AS 1000000000 1000000000",
        "FSIZE 1000000 1000000",
        "NOFILE 64 64",
        "CORE 0 0",
        "CPU 7 7",
        f"NICE {min(19, os.nice(0) + 10)}",
    ]


@pytest.mark.usefixtures("walls")
def test_an_endless_output_file_ends(tmp_path: Path):
    code = "import shutil\nf = open('big', 'wb')\nwhile True: f.write(bytes(100_000)); f.flush()"
    with pytest.raises((ffmpeg.FfmpegError, OSError)):
        inside(code, clips.horizontal_h264(), tmp_path, limits=Limits(wall_s=60, file_bytes=1_000_000))
    assert (tmp_path / "big").stat().st_size <= 1_000_000


@pytest.mark.usefixtures("walls")
def test_what_takes_too_long_ends_with_all_its_children(tmp_path: Path):
    mark = f"portal-test-{tmp_path.name}-{os.getpid()}"
    code = f"import os, time; os.fork(); time.sleep(300)  # {mark}"
    with pytest.raises(ffmpeg.FfmpegError) as caught:
        inside(code, clips.horizontal_h264(), tmp_path, limits=Limits(wall_s=2))
    assert caught.value.timed_out
    deadline = time.monotonic() + 10
    while (left := running(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def running(mark: str) -> list[int]:
    found = psutil.process_iter(["cmdline", "status"])
    return [
        one.pid
        for one in found
        if mark in " ".join(one.info["cmdline"] or []) and one.info["status"] != psutil.STATUS_ZOMBIE
    ]


@pytest.mark.usefixtures("walls")
def test_a_line_without_end_costs_no_memory(tmp_path: Path):
    code = "import sys\nfor n in range(300): sys.stdout.write('x' * 100_000)"
    seen = inside(code, clips.horizontal_h264(), tmp_path, limits=Limits(wall_s=60, output_bytes=50_000))
    assert sum(map(len, seen)) < 50_000 + 200 * 4096


@pytest.mark.usefixtures("walls")
def test_a_picture_that_would_fill_the_memory_meets_its_limit(tmp_path: Path):
    """As if ffmpeg's own limit on pictures were not there."""
    film = clips.huge_picture()
    command = [binaries.ffmpeg().path, "-v", "error", "-i", ffmpeg.source(film), "-f", "null", "-"]
    with pytest.raises(ffmpeg.FfmpegError):
        ffmpeg.run(command, reads=film, writes=tmp_path, limits=Limits(wall_s=60, memory=200 * 1024**2))


@pytest.mark.usefixtures("walls")
def test_a_picture_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path):
    film = clips.huge_picture()
    look = workbench.look_at(film)
    with pytest.raises(ffmpeg.FfmpegError, match="max pixel count"):
        workbench.watch(Source(film, look.signature.demuxers, look.probe), tmp_path)


@pytest.mark.usefixtures("walls")
def test_a_small_file_that_costs_hours_is_ended_by_the_processors_clock(tmp_path: Path):
    film = clips.hours_of_nothing()
    command = [binaries.ffmpeg().path, "-v", "error", "-i", ffmpeg.source(film), "-f", "null", "-"]
    with pytest.raises(ffmpeg.FfmpegError) as caught:
        ffmpeg.run(command, reads=film, writes=tmp_path, limits=Limits(wall_s=300, cpu_s=1))
    assert (caught.value.timed_out, caught.value.is_ours) == (True, True)


@pytest.mark.django_db
def test_such_a_film_ends_as_failed_with_a_plain_reason(filmmaker, monkeypatch):
    film = clips.hours_of_nothing()
    asset = make.step(make.received(filmmaker, film))
    monkeypatch.setattr(budgets, "limits", lambda step, probe: Limits(wall_s=300, cpu_s=1))
    for _ in range(3):
        assert asset.state == AssetState.PREPARING
        make.step(asset)
    assert asset.state == AssetState.FAILED
    assert [str(one.get_cause_display()) for one in asset.tries.exclude(step=Step.CHECK)] == [
        "It took longer than a film of this length may take."
    ] * 3


@pytest.mark.django_db
def test_a_film_of_huge_pictures_is_refused(filmmaker):
    asset = make.worked_through(filmmaker, clips.huge_picture())
    assert (asset.state, asset.tries.exclude(outcome="done").count()) == (AssetState.REFUSED, 0)
