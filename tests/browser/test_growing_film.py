"""A film that is watched while it is still being made: its playlist grows step by step under the viewer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from tests import clips
from tests.browser.test_player import Quiet, numbered_film

SEGMENTS, SEGMENT_S = 5, 2
HEAD = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
AT = "() => document.querySelector('video').currentTime"
WITHOUT_MSE = (
    "for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) delete window[name];"
)


class Projector(Quiet):
    """Gives as much of the film as the test has released."""

    released = 1
    sizes = ("growing",)
    bucket = elsewhere = ""

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        if self.path.endswith("master.m3u8"):
            streams = [
                f"#EXT-X-STREAM-INF:BANDWIDTH={900_000 + n},RESOLUTION=384x216\n{size}/media.m3u8\n"
                for n, size in enumerate(self.sizes)
            ]
            self._text(HEAD + "".join(streams))
        elif self.path.endswith("growing/media.m3u8"):
            self._text(_playlist(min(self.released, SEGMENTS)))
        elif self.bucket and self.path.endswith((".m4s", ".mp4")):
            self.send_response(302)
            self.send_header("Location", self.bucket + self.path)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def _text(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.apple.mpegurl")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-More-Sizes", "yes")
        self.end_headers()
        with suppress(BrokenPipeError):  # a page that is left takes its questions back
            self.wfile.write(text.encode())


class Bucket(Quiet):
    """Another origin, with the one rule that a store needs (docs/deployment.md)."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def serving(handler: type[Quiet], folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def _playlist(segments: int) -> str:
    lines = [f"#EXTINF:2.002000,\n{n:04}.m4s\n" for n in range(segments)]
    begins = "" if segments == SEGMENTS else "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n"
    ends = "#EXT-X-ENDLIST\n" if segments == SEGMENTS else ""
    kind = '#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-MAP:URI="init.mp4"\n'
    return HEAD + begins + kind + "".join(lines) + ends


@pytest.fixture(scope="module")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, type[Projector]]]:
    folder = tmp_path_factory.mktemp("cinema")
    film = numbered_film(folder / "numbered.mp4", seconds=SEGMENTS * SEGMENT_S)
    for name in ("growing", "better"):
        (folder / name).mkdir()
        clips.run(
            *("-i", str(film), "-c", "copy", "-f", "hls", "-hls_time", str(SEGMENT_S)),
            *("-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"),
            *("-hls_segment_options", "movflags=+negative_cts_offsets"),
            *("-hls_segment_filename", str(folder / name / "%04d.m4s"), str(folder / name / "media.m3u8")),
        )
    assert len(list((folder / "growing").glob("*.m4s"))) == SEGMENTS
    (folder / "static").symlink_to(Path(settings.BASE_DIR) / "static")
    player = render_to_string(
        "components/player.html",
        {
            "hls": "master.m3u8",
            "width": 384,
            "height": 216,
            "fps": "24000/1001",
            "label": "Growing",
            "duration": 10.01,
            "unfinished": True,
        },
    ).replace("data-unfinished", 'data-unfinished data-look-every="500"')
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="stylesheet" href="/static/dist/site.css">'
        f'<script type="module" src="/static/dist/player.js"></script><body hx-headers="{{}}">{player}',
        encoding="utf-8",
    )

    class Ours(Projector):
        pass

    with serving(Bucket, folder) as elsewhere, serving(Ours, folder) as here:
        Ours.elsewhere = elsewhere
        yield f"{here}/", Ours


@pytest.fixture
def projector(cinema: tuple[str, type[Projector]]) -> type[Projector]:
    ours = cinema[1]
    ours.released, ours.sizes, ours.bucket = 2, ("growing",), ""
    return ours


@pytest.fixture(params=["hls.js", "browser"])
def page(
    chrome: Browser, cinema: tuple[str, type[Projector]], projector: type[Projector], request
) -> Iterator[Page]:
    """By hls.js, and by the browser's own HLS as on an iPhone."""
    window = chrome.new_context(viewport={"width": 900, "height": 700})
    if request.param == "browser":
        window.add_init_script(WITHOUT_MSE)
    page = window.new_page()
    page.goto(cinema[0])
    page.wait_for_function("() => document.querySelector('video').readyState >= 2", timeout=20_000)
    page.locator("film-player").focus()
    page.evaluate("() => { document.querySelector('video').muted = true; }")
    yield page
    window.close()


def wait_until_at(page: Page, seconds: float) -> None:
    page.wait_for_function(
        "least => document.querySelector('video').currentTime >= least", arg=seconds, timeout=20_000
    )


def test_it_begins_at_the_beginning_and_shows_its_whole_length(page):
    assert page.evaluate(AT) < 0.2
    seek = page.get_by_role("slider", name="Position")
    assert float(seek.get_attribute("max")) == pytest.approx(10.01, abs=0.1)
    assert page.locator(".film-player__time").inner_text() == "0:00 / 0:10"
    expect(page.locator(".film-player__there")).to_be_visible()
    assert page.locator(".film-player__there").evaluate("bar => bar.value") == pytest.approx(0.4, abs=0.02)
    assert seek.get_attribute("aria-valuetext") == "0:00 of 0:10; ready up to 0:04"


def test_what_is_not_there_yet_is_said_and_not_jumped_to(page):
    page.keyboard.press("End")
    expect(page.get_by_text("This part is still being prepared.")).to_be_visible()
    assert 3.5 < page.evaluate(AT) < 4.1


def test_who_reaches_the_edge_waits_and_goes_on_by_itself(page, projector):
    page.keyboard.press("3")
    page.keyboard.press("k")
    expect(page.get_by_text("The rest of the film is still being prepared.")).to_be_visible(timeout=20_000)
    here = page.evaluate(AT)
    assert 3.5 < here < 4.2
    projector.released = 3
    wait_until_at(page, here + 0.5)
    assert page.evaluate(AT) < 6.1
    expect(page.get_by_text("The rest of the film is still being prepared.")).to_be_hidden()
    projector.released = SEGMENTS
    wait_until_at(page, 8.2)
    page.wait_for_function("() => document.querySelector('video').ended", timeout=20_000)
    assert page.locator(".film-player__there").is_hidden()
    assert page.evaluate("() => document.querySelector('film-player').duration") == pytest.approx(
        10.01, abs=0.1
    )


def test_a_better_size_is_taken_when_the_film_rests(page, projector):
    page.keyboard.press("2")
    projector.sizes = ("better",)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 2)[-2]))
    page.wait_for_function("() => document.querySelector('film-player').duration > 0")
    with page.expect_request("**/better/media.m3u8", timeout=20_000):
        pass
    page.wait_for_function(
        "() => { const v = document.querySelector('video'); return v.readyState >= 2 && !v.seeking; }"
    )
    assert page.evaluate(AT) == pytest.approx(2.0, abs=0.1)
    assert page.evaluate("() => document.querySelector('video').paused") is True
    assert page.locator(".film-player__still").count() == 0
    page.keyboard.press("9")
    page.keyboard.press("k")
    wait_until_at(page, 9.2)


def test_segments_come_from_a_bucket_of_another_origin(chrome, cinema, projector):
    projector.released, projector.bucket = SEGMENTS, projector.elsewhere
    window = chrome.new_context()
    page = window.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(cinema[0])
    page.wait_for_function("() => document.querySelector('video').readyState >= 2", timeout=20_000)
    page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; v.play(); }")
    wait_until_at(page, 2.5)
    window.close()
    assert {url.rsplit("/", 1)[1] for url in asked if url.startswith(projector.elsewhere)} >= {
        "init.mp4",
        "0000.m4s",
        "0001.m4s",
    }
