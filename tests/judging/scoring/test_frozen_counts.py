"""What was counted before is counted the same for good: a document of 2026-11-21, every method of that day."""

import json
from pathlib import Path

import pytest

from judging.scoring.methods import METHODS
from judging.scoring.recount import digest

KEPT = json.loads((Path(__file__).parents[2] / "data/judging/frozen_counts.json").read_text())


@pytest.mark.parametrize("then", KEPT["counts"], ids=lambda then: then["method"])
def test_every_method_comes_out_as_it_did(then):
    now = METHODS[then["method"]].run(KEPT["inputs"], then["parameters"])
    assert close(json.loads(json.dumps(now.rows)), then["result"])
    assert close(json.loads(json.dumps(now.facts)), then["facts"])


def test_the_digest_of_the_inputs_is_the_same():
    assert digest(KEPT["inputs"]) == KEPT["inputs_sha256"]


def close(now, then):
    """Equal, numbers to 1e-12."""
    if isinstance(then, dict):
        return now.keys() == then.keys() and all(close(now[key], then[key]) for key in then)
    if isinstance(then, list):
        return len(now) == len(then) and all(map(close, now, then))
    return now == pytest.approx(then, abs=1e-12) if isinstance(then, float) else now == then


def test_trimming_after_the_correction_needs_five_scores():
    """Films with fewer keep their corrected value; with five the extreme corrected scores of each bloc go."""
    parameters = KEPT["counts"][0]["parameters"]
    inputs = {**KEPT["inputs"], "blocs": {}, "bloc_of": {}}
    trimmed, whole = (
        {row["film"]: row for row in METHODS[name].run(inputs, parameters).rows}
        for name in ("trimmed calibrated", "calibrated")
    )
    few = [film for film, row in whole.items() if row["scores"] < 5]
    many = [film for film, row in whole.items() if row["scores"] >= 5]
    assert {film: trimmed[film]["value"] for film in few} == {film: whole[film]["value"] for film in few}
    assert len(many) == 6
    assert sum(trimmed[film]["corrected"] != whole[film]["corrected"] for film in many) == 6


def test_trimming_leaves_out_extremes_of_corrected_scores():
    """A severe juror is not left out by habit: after the correction somebody else may stand at the edge."""
    parameters = {"version": 2, "draws": 0, "seed": 1, "ties": [], "quorum_scores": 0}
    level = {"j0": -3, "j1": 0, "j2": 0, "j3": 1, "j4": 2}
    noise = {("f0", "j1"): 1, ("f3", "j3"): -1, ("f5", "j4"): 1, ("f7", "j2"): -1}
    cards = [
        {"film": f"f{f}", "juror": j, "marks": {"story": str(4 + f % 3 + own + noise.get((f"f{f}", j), 0))}}
        for f in range(12)
        for j, own in level.items()
    ]
    inputs = {
        "films": [f"f{f}" for f in range(12)],
        "questions": [{"key": "story", "weight": "1", "lowest": "0", "highest": "10"}],
        "cards": cards,
        "blocs": {},
        "bloc_of": {},
        "groups": {},
    }
    rows = {row["film"]: row for row in METHODS["trimmed calibrated"].run(inputs, parameters).rows}
    assert rows["f0"]["corrected"] == pytest.approx(rows["f6"]["corrected"], abs=0.1)
    whole = {row["film"]: row for row in METHODS["calibrated"].run(inputs, parameters).rows}
    assert whole["f0"]["corrected"] == pytest.approx(whole["f6"]["corrected"] + 0.2, abs=0.01)
