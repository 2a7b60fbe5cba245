"""Real files from phones, recorders and forensic collections: every verdict of the corpus's manifest is met.

The corpus lies beside the checkout (or where FILM_CORPUS says); a machine without it has the clips.
"""

import json
import os
from pathlib import Path

import pytest

from media_pipeline.examining import examine
from media_pipeline.management.commands.inspect_media import reports
from media_pipeline.spec import CORPUS_POLICY
from tests.factories import media_pipeline as make

HOUSE = Path(__file__).resolve().parents[2]
PLACES = [Path(os.environ.get("FILM_CORPUS", "/nonexistent")), HOUSE.parent / "shared" / "corpus"]
CORPUS = next((place for place in PLACES if (place / "manifest.json").is_file()), None)
MANIFEST = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8")) if CORPUS else {"files": []}
ALSO_TRUE = {"low_resolution", "orientation_square"}
"""Warnings that the manifest leaves out for some files although its own policy gives them."""

pytestmark = pytest.mark.skipif(
    CORPUS is None, reason="no corpus of real films beside the checkout (FILM_CORPUS)"
)


WITHIN = {
    # ffprobe 5.1 gives the film's own word, 8.1 the longest track's.
    "header_duration_s": 0.05,
    # A recorder that writes no length for its last picture: we let it stand as long as the others.
    "packet_span_s": 0.05,
    "measured_fps": 1.0,
    # Versions differ in how they start after the encoder's run-up.
    "integrated_lufs": 0.3,
    "true_peak_dbfs": 0.3,
}
DECODERS_DIFFER = {"decode_error_lines"}
"""Each version of a decoder complains in its own number of lines; none and some is what must agree."""
OTHER_TOOLS = {"mediainfo", "note", "muxer_timestamp_lines", "decode_exit_code"}
KNOWN_BETTER = {
    # Half of the packets carry no display time; the manifest took the gaps for uneven, we count decoding times.
    ("mpeg2_interlaced_tff_sar8_5.mpg", "variable_frame_rate"): False,
    # ffprobe 8.1 reads the tag that 5.1 passes over.
    ("prores_proxy_64x64.mov", "color_transfer"): "bt709",
    # A text has no container; both say so.
    ("attack_hls_playlist_named.mp4", "container"): "text: HLS playlist",
}


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda entry: entry["file"])
def test_verdicts_and_facts_of_the_corpus(entry):
    examined = examine(CORPUS / entry["file"], CORPUS_POLICY)
    found, reasons = set(examined.reasons), set(entry["expected"]["reasons"])
    reasons = {reason for reason in reasons if not reason.startswith("near_duplicate_of")}
    assert (examined.verdict, found - (ALSO_TRUE - reasons)) == (entry["expected"]["verdict"], reasons)
    assert differing(entry, examined.facts) == {}


def differing(entry: dict, facts: dict) -> dict[str, tuple]:
    """What was found and what the manifest says, where the two do not agree."""
    true = {name: value for name, value in entry["true"].items() if name not in OTHER_TOOLS}
    assert true.keys() <= facts.keys()
    differ = {}
    for name, value in true.items():
        found, expected = facts[name], KNOWN_BETTER.get((entry["file"], name), value)
        if name in WITHIN and None not in (found, expected):
            same = float(found) == pytest.approx(float(expected), abs=WITHIN[name])
        elif name in DECODERS_DIFFER:
            same = bool(found) == bool(expected)
        else:
            same = found == expected
        if not same:
            differ[name] = (found, expected)
    return differ


def test_the_near_duplicate_is_named_and_its_verdict_stays():
    original, copy = "neardup_a_phone_portrait_hd.mp4", "neardup_b_grey_pillarbars_sd.mp4"
    other = "c2pa_manifest_portrait.mp4"
    found = list(reports([str(CORPUS / name) for name in (other, original, copy)], CORPUS_POLICY))
    assert [(report["verdict"], report["reasons"]) for report in found] == [
        ("accept", []),
        ("accept", []),
        ("accept", [f"near_duplicate_of:{original}"]),
    ]


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
    asset = make.worked_through(filmmaker, CORPUS / name, spec=CORPUS_POLICY)
    assert (asset.state, asset.reason) == ("ready", "")
    assert [(stream.width, stream.height) for stream in asset.renditions.streams()] == sizes
