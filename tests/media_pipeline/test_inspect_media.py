"""The workshop's verdict from a shell: no database, any file name, plain answers, an exit code that says it all."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from media_pipeline.management.commands.inspect_media import read_category
from media_pipeline.spec import CORPUS_POLICY, PRESETS, RulesError, TechnicalSpec
from tests import clips

HOUSE = Path(__file__).resolve().parents[2]
SMALL = '{"min_short_side": 100, "advised_short_side": 170}'


def inspected(*files: object, category: str = SMALL) -> tuple[int, list[dict]]:
    """Exit code and what was printed."""
    printed = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("inspect_media", *map(str, files), category=category, stdout=printed)
    return ended.value.code, [json.loads(line) for line in printed.getvalue().splitlines()]


def test_one_object_a_line_in_the_order_given():
    code, (good, bad) = inspected(clips.horizontal_h264(), clips.renamed_text())
    assert code == 1
    assert (good["verdict"], good["reasons"], good["findings"]) == ("accept", [], [])
    assert (good["file"], good["bytes"]) == (
        str(clips.horizontal_h264()),
        clips.horizontal_h264().stat().st_size,
    )
    assert good["true"]["decoded_frames"] == good["decoded_frames"] == 48
    assert (bad["verdict"], bad["reasons"]) == ("reject", ["container_not_allowed"])
    assert bad["findings"][0]["sentence"] == "This file cannot be taken as a film: it is a text file."


@pytest.mark.parametrize(
    ("clip", "code", "verdict", "reasons"),
    [
        (clips.turned_phone, 0, "accept", []),
        (clips.mute, 0, "accept_with_warnings", ["no_audio"]),
        (clips.damaged, 1, "reject", ["corrupt_frames"]),
        (clips.zero_bytes, 1, "reject", ["empty_file"]),
        (clips.huge_picture, 1, "reject", ["picture_too_large", "orientation_square", "no_audio"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_exit_codes_follow_the_verdict(clip, code, verdict, reasons):
    ended, (found,) = inspected(clip())
    assert (ended, found["verdict"], found["reasons"]) == (code, verdict, reasons)


def test_a_shell_without_a_database_is_enough(tmp_path):
    """From another folder, with services that do not answer, and a name that is no text."""
    name = b"-f\xffilm %03d 'a b'.mp4"
    shutil.copyfile(clips.horizontal_h264(), os.fsencode(tmp_path) + b"/" + name)
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}
    run = subprocess.run(
        [
            sys.executable,
            HOUSE / "manage.py",
            "inspect_media",
            "--category",
            SMALL,
            "--",
            name,
        ],
        cwd=tmp_path,
        env={**os.environ, **nowhere, "DJANGO_SETTINGS_MODULE": "festival.settings.local"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    found = json.loads(run.stdout)
    assert (os.fsencode(found["file"]), found["verdict"]) == (name, "accept")


def test_what_is_no_file_is_told_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.mp4")
    Path("folder.mp4").mkdir()
    Path("loop.mp4").symlink_to("loop.mp4")
    Path("gone.mp4").symlink_to("nothing.mp4")
    Path("linked.mp4").symlink_to(clips.horizontal_h264())
    server = socket.socket(socket.AF_UNIX)
    server.bind("socket.mp4")
    with server:
        names = [
            "pipe.mp4",
            "folder.mp4",
            "socket.mp4",
            "/dev/zero",
            "loop.mp4",
            "gone.mp4",
            "",
            "linked.mp4",
        ]
        code, found = inspected(*names)
    assert (code, [report.get("error") for report in found]) == (
        3,
        [
            "is a named pipe",
            "is a directory",
            "is a socket",
            "is a device",
            "Too many levels of symbolic links",
            "No such file or directory",
            "is a directory",
            None,
        ],
    )
    assert [report["verdict"] for report in found] == [None] * 7 + ["accept"]


@pytest.mark.parametrize(
    ("rules", "spec"),
    [
        ("P0", CORPUS_POLICY),
        ("any", TechnicalSpec()),
        ("vertical", PRESETS["vertical"]),
        ("{}", TechnicalSpec()),
        (
            '{"max_duration_s": 60, "frame_rates": ["24", 25], "loudness_lufs": [-24, -22]}',
            TechnicalSpec(max_duration_s=60.0, frame_rates=("24", "25"), loudness_lufs=(-24, -22)),
        ),
        ('{"policy": {"min_short_side_px": 360, "audio_missing": "reject", "hdr": "warn"}}',
         TechnicalSpec(min_short_side=360, audio_required=True)),
        (
            '{"orientation_required": "horizontal or vertical (square is refused)"}',
            TechnicalSpec(orientation="not_square"),
        ),
    ],
)  # fmt: skip
def test_categories_in_every_notation(rules, spec):
    assert read_category(rules) == spec


def test_a_category_may_stand_in_a_file(tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text('{"orientation": "vertical"}', encoding="utf-8")
    code, (found,) = inspected(clips.horizontal_h264(), category=str(rules))
    assert (code, found["reasons"]) == (1, ["orientation_wrong", "low_resolution"])


@pytest.mark.parametrize(
    "rules",
    [
        "P1",
        "{",
        "/",
        '{"max_durations": 3}',
        '{"max_duration_s": "long"}',
        '{"max_duration_s": true}',
        '{"max_pixels": null}',
        '{"max_pixels": 1.5}',
        '{"audio_required": 1}',
        '{"orientation": "round"}',
        '{"frame_rates": "24"}',
        '{"frame_rates": ["0/0"]}',
        '{"loudness_lufs": [1]}',
        '{"audio_missing": "maybe"}',
        "{" * 100_000,
    ],
)
def test_rules_that_cannot_be_read_are_told_and_nothing_is_judged(rules):
    with pytest.raises(RulesError):
        read_category(rules)
    with pytest.raises(CommandError) as ended:
        call_command("inspect_media", "/nowhere", category=rules)
    assert ended.value.returncode == 2
