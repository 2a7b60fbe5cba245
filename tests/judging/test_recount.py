"""A tally leaves the house, and is counted again without the database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from festival.models import AuditRecord
from judging import actions
from judging.exporting import tally_document, tally_json
from judging.models import Tally
from tests.factories import judging as make

HOUSE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def tally(edition, films, director) -> Tally:
    """Six jurors, six films, three of them each: calibrated."""
    jury = make.jury(edition)
    seats = [make.seat(jury, name=f"recount{number}") for number in range(6)]
    films = [*films, *(make.entry(edition) for _n in range(3))]
    judged = make.draft_round(jury, films)
    judged.assignments.exclude(
        pk__in=[
            judged.assignments.get(juror=seats[(number + step) % 6], entry=film).pk
            for number, film in enumerate(films)
            for step in (0, 1, 2, 4)
        ]
    ).delete()
    actions.open_round(judged, by=director)
    for number, film in enumerate(films):
        for step in (0, 1, 2, 4):
            seat = seats[(number + step) % 6]
            make.score(judged, seat, film, min(10, 3 + number + step % 2), 2 + number)
    return actions.close_round(judged, by=director)


def run(path, capsys):
    try:
        call_command("recount", str(path))
        code = 0
    except SystemExit as ended:
        code = ended.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def written(tmp_path, document):
    path = tmp_path / "tally.json"
    path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    return path


def test_a_split_round_is_calibrated_and_comes_out_again_without_a_database(tally, tmp_path):
    assert tally.method == "calibrated"
    assert tally.facts["reason"] == ""
    path = written(tmp_path, tally_json(tally))
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@localhost:1/nowhere"}
    ended = subprocess.run(
        [sys.executable, "manage.py", "recount", path],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert lines[0].split()[0] == "1"
    assert lines[-2:] == [
        f"SHA-256 of the inputs: {tally.inputs_sha256}",
        "Everything comes out as it was frozen.",
    ]


def test_every_difference_is_listed(tally, tmp_path, capsys):
    document = tally_document(tally)
    document = json.loads(json.dumps(document))
    best = document["result"][0]
    best["place"], best["first"] = 2, best["first"] - 0.5
    document["inputs_sha256"] = "0" * 64
    code, out, _err = run(written(tmp_path, document), capsys)
    told = [line.split(":")[0] + ":" + line.split(":")[1] for line in out.splitlines() if "DIFFERS" in line]
    assert code == 1
    assert told == [
        "DIFFERS  digest of the inputs: the file says " + "0" * 64 + f", counted {tally.inputs_sha256}",
        f"DIFFERS  film {best['film']}: place",
        f"DIFFERS  film {best['film']}: first",
    ]


def test_a_changed_mark_shows_in_the_digest(tally, tmp_path, capsys):
    document = json.loads(tally_json(tally))
    document["inputs"]["cards"][0]["marks"]["story"] = "10"
    code, out, _err = run(written(tmp_path, document), capsys)
    assert code == 1
    assert "DIFFERS  digest of the inputs" in out


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "The file is no JSON (line 1)."),
        (b"\xff\xfe", "The file is not written in UTF-8."),
        (b"[" * 100_000, "The file is nested too deeply for a tally."),
        (b'{"format": NaN}', "The file holds “NaN”, which is no number."),
        (b'{"format": "x", "format": "y"}', "A name stands twice in one part of the file."),
        (b"[]", "The file is no tally of this portal."),
        (b'{"format": "festival portal tally 1"}', "“None” is no method that this portal knows."),
        (
            b'{"format": "festival portal tally 1", "method": ["calibrated"]}',
            "“['calibrated']” is no method that this portal knows.",
        ),
        (
            b'{"format": "festival portal tally 1", "method": "calibrated"}',
            "The document has no inputs or no parameters.",
        ),
        (
            b'{"format": "festival portal tally 1", "method": "calibrated", "inputs": {}, "parameters": {}}',
            "The inputs have no list “films”.",
        ),
    ],
)
def test_a_hostile_file_is_refused_in_words(raw, words, tmp_path, capsys):
    path = written(tmp_path, raw)
    code, out, err = run(path, capsys)
    assert (code, out, err) == (2, "", f"{path}: {words}\n")


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    code, _out, err = run(tmp_path / "none.json", capsys)
    assert (code, err) == (2, f"{tmp_path / 'none.json'}: No such file or directory\n")


def test_the_desk_takes_the_tally_out_and_the_trail_keeps_it(tally, client, director, edition):
    client.force_login(director)
    base = f"/desk/{edition.festival.slug}/{edition.slug}/standings/{tally.round_id}/"
    answer = client.get(f"{base}tally-1.json")
    assert json.loads(answer.content) == json.loads(tally_json(tally))
    assert answer["Content-Disposition"].endswith(f'round-{tally.round_id}-v1.json"')
    lines = client.get(f"{base}tally-1.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Place,from place,to place,Film,Score,error,Plain mean,Scores"
    assert len(lines) == 7
    assert client.get(f"{base}tally-2.csv").status_code == 404
    told = AuditRecord.objects.filter(action="tally.exported").order_by("pk")
    assert [(line.actor, line.facts["format"]) for line in told] == [(director, "json"), (director, "csv")]
