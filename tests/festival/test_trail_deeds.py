"""No code of the trail is shown as a code."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from festival import audit
from festival.models import AuditRecord
from festival.trail_deeds import NOUNS, VERBS, deed, state
from tests.factories import submissions as make

ROOT = Path(__file__).parents[2]
APPS = ("festival", "media_pipeline", "submissions", "judging", "screenings")
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
# Where the code is put together when it runs: all that may come of it.
MADE_OF_PARTS = {
    "f'{model._meta.model_name}.{to}'": [],  # a state: the state's own name stands for the verb
    "f'{model._meta.model_name}.changed'": ["section.changed", "screening.changed"],
    "f'{part._meta.model_name}.added'": ["section.added", "category.added"],
    "f'{part._meta.model_name}.deleted'": ["section.deleted", "category.deleted"],
    "f'asset.{verb}'": ["asset.rushed", "asset.put_back_in_line"],
    "f'entry.subtitles_{deed}'": ["entry.subtitles_added", "entry.subtitles_replaced"],
    "f'entry.fee_{kind}'": [f"entry.fee_{kind}" for kind in ("charge", "payment", "refund", "waiver")],
    "word": [
        *("member.removed", "invitation.withdrawn", "ownership.taken_back", "maker.invitation_withdrawn"),
        *("maker.left", "maker.removed"),
    ],
}


def recorded():
    """(file, expression) of the first argument of each line that is written into the trail."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = getattr(node, "func", None)
                if getattr(called, "attr", getattr(called, "id", "")) in {"record", "line"} and node.args:
                    yield file, node.args[0]
                if getattr(called, "id", "") == "_store_new":
                    yield file, node.args[1]


def codes_of(node):
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) and CODE.fullmatch(node.value) else []
    if isinstance(node, ast.IfExp):
        return codes_of(node.body) + codes_of(node.orelse)
    return MADE_OF_PARTS.get(
        ast.unparse(node), [ast.unparse(node)] if isinstance(node, ast.JoinedStr) else []
    )


def test_every_code_of_the_source_has_words():
    codes = {code: file.name for file, node in recorded() for code in codes_of(node)}
    missing = [
        (file, code)
        for code, file in sorted(codes.items())
        if code.partition(".")[0] not in NOUNS or code.partition(".")[2] not in VERBS
    ]
    assert len(codes) > 150
    assert missing == []


def test_every_thing_with_a_state_has_a_name():
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    stateful = [
        model._meta.model_name
        for model in ours
        if any(column.name in {"state", "decision"} and column.choices for column in model._meta.fields)
    ]
    assert [name for name in stateful if name not in NOUNS] == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("entry.subtitles_added", "Entry: subtitles added"),
        ("entry.not_selected", "Entry: Not selected"),
        ("entry.withdrawn", "Entry: withdrawn"),
        ("ufo.seen_at_night", "ufo: seen at night"),
    ],
)
def test_a_line_in_words(code, words):
    with translation.override("en"):
        assert deed(AuditRecord(action=code, target_type="submissions.entry")) == words


def test_states_are_told_by_their_names():
    assert (state("submissions.entry", "in_consideration"), state("submissions.entry", "submitted")) == (
        "in consideration",
        "Submitted",
    )
    assert state("submissions.entry", "green") == "Green"
    assert state("a.model_that_is_gone", "so_so") == "so so"


def test_the_page_says_it_in_words(client, edition, director, filmmaker):
    entry = make.entry(edition, filmmaker)
    audit.record("entry.film_adopted", entry, by=director)
    client.force_login(director)
    page = client.get(f"/desk/{edition.festival.slug}/{edition.slug}/audit/").content.decode()
    assert ("Entry: film file received" in page, "<code>entry.film_adopted" in page) == (True, False)
