"""The player against a film whose frames carry their number: what stands on the screen is what was asked for."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from media_pipeline import ladder, workbench
from media_pipeline.recipes import PLAYLIST, Source
from tests import clips

# Twelve blocks at the top of the picture, black or white: the frame's number in binary.
NUMBERED = "geq=lum='if(lt(Y,64),255*mod(floor(N/pow(2,floor(X/32))),2),90)':cb=128:cr=128"
RATE = "24000/1001"
READ_NUMBER = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 384, height: 216});
  const brush = canvas.getContext('2d', {willReadFrequently: true});
  brush.drawImage(document.querySelector('video'), 0, 0, 384, 216);
  return [...Array(12).keys()].reduce(
    (sum, bit) => sum + (brush.getImageData(bit * 32 + 16, 32, 1, 1).data[0] > 128 ? 2 ** bit : 0), 0);
}"""
RESTS = (
    "() => { const v = document.querySelector('video'); return v.paused && !v.seeking && v.readyState >= 2; }"
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """A test needs no access log."""


def numbered_film(target: Path, *, seconds: int = 5) -> Path:
    clips.run(
        *("-f", "lavfi", "-i", f"color=c=gray:s=384x216:r={RATE}:d={seconds},{NUMBERED}"),
        *("-f", "lavfi", "-i", f"sine=frequency=330:duration={seconds}"),
        # Frames that refer to later ones are what puts a careless HLS two frames late.
        *(
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-bf",
            "2",
            "-g",
            "48",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
        ),
        str(target),
    )
    return target


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A folder with the page, the bundle and the film as the workshop makes it, behind a plain web server."""
    folder = tmp_path_factory.mktemp("street")
    look = workbench.look_at(film := numbered_film(folder / "numbered.mp4"))
    src = Source(film, look.signature.demuxers, look.probe)
    (rung,) = ladder.rungs(src.film)
    workbench.make(src, folder, rungs=[rung], look=False)
    (folder / "static").symlink_to(Path(settings.BASE_DIR) / "static")
    assert (folder / "static" / "dist" / "player.js").exists(), "make setup bundles the scripts"
    facts = {"hls": f"{rung.name}/{PLAYLIST}", "width": 384, "height": 216, "fps": RATE, "label": "Numbered"}
    for page, watermark in (("index", ""), ("marked", "Ada Juror · 2026-11-21")):
        player = render_to_string("components/player.html", {**facts, "watermark": watermark})
        (folder / f"{page}.html").write_text(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="stylesheet" href="/static/dist/site.css">'
            f'<script type="module" src="/static/dist/player.js"></script><body hx-headers="{{}}">{player}',
            encoding="utf-8",
        )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chrome: Browser, street: str) -> Iterator[Page]:
    window = chrome.new_context()
    page = window.new_page()
    page.goto(street)
    page.wait_for_function("() => document.querySelector('video').readyState >= 2", timeout=20_000)
    page.locator("film-player").focus()
    yield page
    window.close()


def press(page: Page, key: str) -> int:
    """Press the key and tell the number of the frame that then stands on the screen."""
    page.keyboard.press(key)
    page.wait_for_timeout(60)
    page.wait_for_function(RESTS, timeout=10_000)
    numbers: list[int] = []
    while (
        len(numbers) < 3 or len(set(numbers[-3:])) > 1
    ):  # until the picture has come to rest on a busy machine
        page.wait_for_timeout(80)
        numbers.append(page.evaluate(READ_NUMBER))
    return numbers[-1]


def test_the_film_begins_with_its_first_frame(page):
    assert page.evaluate(READ_NUMBER) == 0


def test_each_step_is_one_frame(page):
    assert [press(page, ".") for _ in range(6)] == [1, 2, 3, 4, 5, 6]
    assert [press(page, ",") for _ in range(4)] == [5, 4, 3, 2]


def test_a_tenth_of_the_film_is_where_it_says(page):
    landed = press(page, "5")
    assert landed == int(page.evaluate("() => document.querySelector('video').currentTime") * 24000 / 1001)
    assert press(page, ".") == landed + 1


def test_steps_go_on_from_the_frame_on_the_screen_after_playing(page):
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.8", timeout=20_000)
    stopped = press(page, "k")
    assert [press(page, "."), press(page, ".")] == [stopped + 1, stopped + 2]


def test_keys_belong_to_the_player_alone(page):
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("k")
    page.wait_for_timeout(200)
    assert page.evaluate("() => document.querySelector('video').paused") is True
    page.locator("film-player").focus()
    page.keyboard.press("m")
    assert page.evaluate("() => document.querySelector('video').muted") is True
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Keyboard").is_hidden()


@pytest.fixture
def marked(page, street) -> Page:
    """The film with its viewer's name over it."""
    page.goto(f"{street}marked.html")
    page.wait_for_function("() => document.querySelector('video').readyState >= 2", timeout=20_000)
    return page


MARK = ".film-player__watermark"


def test_the_viewers_name_stands_over_the_picture_and_in_nobodys_way(marked, shots):
    mark = marked.locator(MARK)
    assert mark.inner_text() == "Ada Juror · 2026-11-21"
    assert mark.get_attribute("aria-hidden") == "true"
    picture, name = marked.locator("video").bounding_box(), mark.bounding_box()
    assert picture["x"] <= name["x"]
    assert name["x"] + name["width"] <= picture["x"] + picture["width"]
    assert picture["y"] <= name["y"]
    assert name["y"] + name["height"] <= picture["y"] + picture["height"]
    marked.mouse.click(name["x"] + name["width"] / 2, name["y"] + name["height"] / 2)
    marked.wait_for_function("() => !document.querySelector('video').paused", timeout=10_000)
    if shots:
        marked.screenshot(path=shots / "watermark.png")
    assert marked.evaluate("() => document.querySelector('video').disablePictureInPicture") is True


@pytest.mark.parametrize(
    "deed",
    [
        "mark => mark.remove()",
        "mark => { mark.hidden = true; }",
        "mark => { mark.style.opacity = '0'; }",
        "mark => { mark.className = ''; }",
        "mark => { mark.textContent = ''; }",
        "mark => { document.body.append(mark); }",
    ],
)
def test_who_takes_the_name_away_gets_it_back(marked, deed):
    marked.locator(MARK).evaluate(deed)
    marked.wait_for_timeout(100)
    inside = marked.locator(f"film-player > {MARK}")
    assert inside.count() == 1
    assert inside.inner_text() == "Ada Juror · 2026-11-21"
    assert inside.evaluate("mark => getComputedStyle(mark).opacity") == "1"


def test_the_name_is_there_in_full_screen_too(marked):
    marked.locator("film-player").focus()
    marked.keyboard.press("f")
    marked.wait_for_function("() => document.fullscreenElement !== null", timeout=10_000)
    assert marked.evaluate(
        "selector => document.fullscreenElement.contains(document.querySelector(selector))", MARK
    )
    assert marked.locator(MARK).is_visible()


def test_without_full_screen_for_elements_the_player_fills_the_page(marked):
    """As on an iPhone, whose full screen shows the bare video."""
    marked.locator("film-player").evaluate(
        "player => { player.requestFullscreen = undefined; player.focus(); }"
    )
    marked.keyboard.press("f")
    box = marked.locator("film-player").bounding_box()
    assert (box["x"], box["y"]) == (0, 0)
    assert box["width"] >= marked.viewport_size["width"] - 20
    assert marked.locator(MARK).is_visible()
