"""What people read: findings, and the way of a film."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import timezone, translation

from media_pipeline import inspection, sentences
from media_pipeline.progress import Settling
from tests.factories import media_pipeline as make

SAYS = re.compile("warns|blocks|informs|told")


def codes_of_the_inspection() -> set[str]:
    files = Path(inspection.__file__).parent.glob("*.py")
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    found = [ast.unparse(call.args[0]) for call in calls if SAYS.search(ast.unparse(call.func))]
    return {word for argument in found for word in re.findall(r"'(\w+)'", argument)}


def test_every_finding_has_its_words():
    assert codes_of_the_inspection() == set(sentences.TEXTS)


@pytest.mark.parametrize("code", sorted(sentences.TEXTS))
def test_words_survive_missing_figures(code):
    assert sentences.sentence(code, {}).endswith(".")
    assert sentences.remedy(code, {}).endswith(".")


def test_sentences_say_what_and_how_to_mend_it():
    params = {"measured_s": 412.04, "limit_s": 300}
    assert sentences.sentence("too_long", params) == "The film runs 6:52; this category allows 5:00 at most."
    assert sentences.remedy("too_long", params).startswith("Shorten the film")


def test_kinds_are_words():
    params = {"wanted": "vertical", "found": "horizontal", "width": 1920, "height": 1080}
    told = sentences.sentence("orientation_wrong", params)
    assert told == "The picture is horizontal (1920 × 1080); this category is for vertical films."


def test_a_code_of_tomorrow_breaks_nothing():
    assert sentences.sentence("unheard_of", {}) == "Something about this file is unusual."


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [(0, "0:00"), (7.44, "0:07.4"), (59.99, "1:00"), (725, "12:05"), (3723.5, "1:02:03.5")],
)
def test_timecodes(seconds, clock):
    assert sentences.timecode(seconds) == clock


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "states", "percent"),
    [
        ({"state": "received"}, "done waiting waiting waiting waiting", 5),
        ({"state": "checking", "claimed": 50}, "done running waiting waiting waiting", 10),
        ({"state": "preparing", "claimed": 40}, "done done running waiting waiting", 25),
        ({"state": "preparing", "played": True, "claimed": 0}, "done done done running waiting", 40),
        ({"state": "preparing", "played": True, "seen": True}, "done done done done waiting", 60),
        # One pass makes everything that is left.
        ({"state": "preparing", "step": "ladder", "claimed": 40}, "done done running waiting waiting", 49),
        (
            {"state": "preparing", "step": "ladder", "played": True, "claimed": 50},
            "done done done running waiting",
            70,
        ),
        ({"state": "ready", "played": True, "seen": True}, "done done done done done", 100),
        ({"state": "refused", "reason": "too_long"}, "done failed skipped skipped skipped", 100),
        ({"state": "refused", "reason": "x", "played": True}, "done done done failed skipped", 100),
        ({"state": "failed", "reason": "disk"}, "done failed waiting waiting waiting", 100),
    ],
)
def test_the_way_of_a_film(filmmaker, fields, states, percent):
    now = timezone.now()
    fields = dict(fields)
    progress = fields.pop("claimed", None)
    if fields.pop("played", False):
        fields["playable_at"] = now
    if fields.pop("seen", False):
        fields["verified_at"] = now
    if progress is not None:
        fields |= {"claimed_until": now, "progress": progress}
    settling = Settling(make.stored_without_work(filmmaker, **fields))
    assert " ".join(step.state for step in settling.steps) == states
    assert settling.percent == percent
    assert settling.sentence.endswith(".")


def test_words_are_translated_when_they_are_read():
    with translation.override("zh-hans"):
        assert sentences.sentence("no_audio", {})
