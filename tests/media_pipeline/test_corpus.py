"""Real files from phones, recorders and forensic collections: every verdict of the corpus's manifest is met.

The corpus lies beside the checkout (or where FILM_CORPUS says); a machine without it has the clips.
"""

import json
import os
from pathlib import Path

import pytest

from media_pipeline.inspection import TechnicalSpec, inspect, is_refused
from tests.factories import media_pipeline as make
from tests.media_pipeline.test_inspection import case_of

HOUSE = Path(__file__).resolve().parents[2]
PLACES = [Path(os.environ.get("FILM_CORPUS", "/nonexistent")), HOUSE.parent / "shared" / "corpus"]
CORPUS = next((place for place in PLACES if (place / "manifest.json").is_file()), None)
MANIFEST = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8")) if CORPUS else {"files": []}
P0 = TechnicalSpec(
    min_duration_s=0.5,
    max_duration_s=300,
    orientation="not_square",
    min_short_side=180,
    advised_short_side=480,
    max_pixels=33_000_000,
)
ALSO_TRUE = {"low_resolution", "frozen_picture", "orientation_square"}
"""Warnings that the manifest leaves out for some files although its own policy gives them."""

pytestmark = pytest.mark.skipif(
    CORPUS is None, reason="no corpus of real films beside the checkout (FILM_CORPUS)"
)


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda entry: entry["file"])
def test_verdicts_of_the_corpus(entry):
    problems = inspect(case_of(CORPUS / entry["file"], P0))
    verdict = "reject" if is_refused(problems) else "accept_with_warnings" if problems else "accept"
    found = {problem.code for problem in problems}
    reasons = {
        reason for reason in entry["expected"]["reasons"] if not reason.startswith("near_duplicate_of")
    }
    assert (verdict, found - (ALSO_TRUE - reasons)) == (entry["expected"]["verdict"], reasons)


@pytest.mark.parametrize(
    "entry",
    [entry for entry in MANIFEST["files"] if entry["true"].get("packets")],
    ids=lambda entry: entry["file"],
)
def test_facts_of_the_corpus(entry):
    true, probe = entry["true"], case_of(CORPUS / entry["file"], P0).probe
    film = probe.film
    facts = {
        "film_stream_index": film.index,
        "codec": film.codec,
        "display_width": film.width,
        "display_height": film.height,
        "orientation": str(film.orientation),
        "rotation_clockwise": film.rotation,
        "packets": film.packets,
        "audio_streams": len(probe.audio),
        "subtitle_streams": len(probe.subtitles),
        "attached_pictures": probe.attached_pictures,
    }
    assert facts == {name: true[name] for name in facts}
    if not film.discarded:
        assert film.span_s == pytest.approx(true["packet_span_s"], abs=0.05)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("iphone_hevc10_hlg_dovi_rot90_editlist.mp4", [(1080, 1920), (720, 1280), (480, 854)]),
        ("mpeg2_interlaced_tff_sar8_5.mpg", [(768, 576), (640, 480)]),
        ("rot90_fragmented_51_1080p.mp4", [(1080, 1920), (720, 1280), (480, 854)]),
        ("ass_subtitles_wrong_framerate.mkv", [(1080, 720), (720, 480)]),
        ("vp9_opus_no_duration.webm", [(1280, 720), (854, 480)]),
        ("vfr_screen_3026x1386.mp4", [(1920, 880), (1280, 586), (854, 392)]),
    ],
)
def test_the_odd_ones_come_out_of_the_workshop(filmmaker, name, sizes):
    asset = make.worked_through(filmmaker, CORPUS / name, spec=P0)
    assert (asset.state, asset.reason) == ("ready", "")
    assert [(stream.width, stream.height) for stream in asset.renditions.streams()] == sizes
