"""Subtitles on the screen: their text where the picture is, over the bar, in one language or two."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from tests import clips
from tests.browser.test_player import Quiet

ENGLISH = "WEBVTT\n\n00:00.000 --> 00:04.000 line:5%\nHARBOUR\n\n00:00.000 --> 00:04.000\nAre you <i>still</i> awake?\n"
CHINESE = "WEBVTT\n\n00:00.000 --> 00:04.000\n我们已经在这里等了你很久,为什么现在才来?\n"
CUES = "() => [...document.querySelectorAll('.film-player__cue')].map((cue) => cue.innerText)"


def page_of(width: int, height: int, name: str) -> str:
    player = render_to_string(
        "components/player.html",
        {
            "mp4": name,
            "width": width,
            "height": height,
            "fps": "24",
            "label": "Talking",
            "captions": [
                {"src": "en.vtt", "lang": "en", "label": "English", "kind": "subtitles", "default": False},
                {
                    "src": "zh.vtt",
                    "lang": "zh-Hans",
                    "label": "简体中文",
                    "kind": "subtitles",
                    "default": True,
                },
            ],
        },
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>x</title><link rel="stylesheet" href="/static/dist/site.css">'
        f'<script type="module" src="/static/dist/player.js"></script><body hx-headers="{{}}"><div class="wrap">{player}</div>'
    )


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("talking")
    for name, size in (("wide", "640x360"), ("tall", "360x640")):
        clips.film(folder / f"{name}.mp4", size=size, seconds=4)
        width, height = map(int, size.split("x"))
        (folder / f"{name}.html").write_text(page_of(width, height, f"{name}.mp4"), encoding="utf-8")
    (folder / "en.vtt").write_text(ENGLISH, encoding="utf-8")
    (folder / "zh.vtt").write_text(CHINESE, encoding="utf-8")
    (folder / "static").symlink_to(Path(settings.BASE_DIR) / "static")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    window = chrome.new_context(viewport={"width": 1440, "height": 900})
    yield window.new_page()
    window.close()


def begin(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => document.querySelector('video').readyState >= 2", timeout=20_000)
    page.evaluate("() => { document.querySelector('video').currentTime = 1; }")
    page.locator("film-player").focus()


def box_of(page: Page, what: str) -> dict[str, float]:
    found = page.locator(what).bounding_box()
    assert found is not None
    return {**found, "bottom": found["y"] + found["height"], "right": found["x"] + found["width"]}


def test_the_text_stands_on_the_picture_and_follows_the_readers_choice(page, street):
    begin(page, f"{street}wide.html")
    cue = page.locator(".film-player__cue")
    expect(cue).to_have_text("我们已经在这里等了你很久,为什么现在才来?")
    expect(cue).to_be_visible()
    assert box_of(page, ".film-player__cue")["bottom"] <= box_of(page, ".film-player__track")["y"]
    page.keyboard.press("c")
    expect(cue).to_have_count(0)
    page.keyboard.press("c")
    expect(cue).to_have_count(1)
    menu = page.get_by_label("Language of the captions")
    menu.select_option("English + 简体中文")
    expect(cue).to_have_count(3)
    assert page.evaluate(CUES) == [
        "HARBOUR",
        "Are you still awake?",
        "我们已经在这里等了你很久,为什么现在才来?",
    ]
    expect(page.locator(".film-player__cue i")).to_have_text("still")
    assert box_of(page, ".film-player__cue >> nth=0")["bottom"] < box_of(page, "video")["height"] / 4
    menu.select_option("English")
    # The next film opens with the same language.
    begin(page, f"{street}tall.html")
    expect(cue.last).to_have_text("Are you still awake?")


@pytest.mark.parametrize("name", ["wide", "tall"])
def test_on_a_phone_the_text_can_be_read_and_stays_inside_the_picture(chrome, street, name, shots):
    window = chrome.new_context(viewport={"width": 390, "height": 844})
    page = window.new_page()
    begin(page, f"{street}{name}.html")
    page.get_by_label("Language of the captions").select_option("English + 简体中文")
    cues, picture, player = (
        page.locator(".film-player__cue"),
        box_of(page, "video"),
        box_of(page, "film-player"),
    )
    expect(cues).to_have_count(3)
    for place in range(3):
        box = box_of(page, f".film-player__cue >> nth={place}")
        assert picture["x"] <= box["x"] < box["right"] <= picture["right"]
    assert (
        page.evaluate(
            "() => parseFloat(getComputedStyle(document.querySelector('.film-player__cue')).fontSize)"
        )
        >= 15
    )
    assert box_of(page, ".film-player__row > :last-child")["right"] <= player["right"]
    if shots:
        page.screenshot(path=shots / f"captions-{name}-390.png")
    window.close()
