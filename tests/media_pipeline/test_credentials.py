"""Content Credentials are read from the original as evidence: absent, invalid, signer unknown, trusted."""

import json
import shutil
from pathlib import Path

import pytest

from media_pipeline import credentials, evidence, ffmpeg
from media_pipeline.credentials import Action, Facts, Ingredient, Permission, State
from media_pipeline.models import Credentials
from tests import clips
from tests.factories import media_pipeline as make
from tests.media_pipeline.test_corpus import CORPUS

SIGNED = CORPUS / "c2pa_manifest_portrait.mp4" if CORPUS else Path("/nonexistent")
with_corpus = pytest.mark.skipif(
    CORPUS is None, reason="no corpus of real films beside the checkout (FILM_CORPUS)"
)
BOX = b"uuid" + bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def store(*, state: str = "Valid", manifest: dict | None = None, others: dict | None = None) -> dict:
    """A manifest store as the library tells it."""
    return {
        "store": {
            "active_manifest": "urn:a",
            "manifests": {"urn:a": manifest or {}, **(others or {})},
            "validation_state": state,
            "validation_status": [{"code": "signingCredential.untrusted"}],
        }
    }


@with_corpus
def test_a_signed_film_of_an_unknown_signer():
    reading = credentials.read(SIGNED, "mov")
    assert reading.facts == Facts(
        State.UNKNOWN_SIGNER,
        problems=("signingCredential.untrusted",),
        generator="TestApp c2patool/0.6.2 c2pa-rs/0.28.2",
        issuer="C2PA Test Signing Cert",
        signer="C2PA Signer",
        signed_at="2023-12-02T16:34:19+00:00",
        algorithm="Es256",
        actions=(Action("c2pa.opened", "", "", ""),),
        ingredients=(Ingredient("video1.mp4", "parentOf", ()),),
    )
    assert Facts.from_json(json.loads(json.dumps(reading.facts.to_json()))) == reading.facts
    assert reading.raw["active_manifest"] in reading.raw["manifests"]


@with_corpus
def test_one_flipped_byte_makes_them_invalid(tmp_path: Path):
    film = tmp_path / "film"
    content = bytearray(SIGNED.read_bytes())
    content[-2000] ^= 1
    film.write_bytes(content)
    facts = credentials.read(film, "mov").facts
    assert (facts.state, facts.problems[-1]) == (State.INVALID, "assertion.bmffHash.mismatch")


def test_a_film_without_any_is_as_good_as_any():
    assert credentials.read(clips.horizontal_h264(), "mov").facts == Facts(State.NONE)


def test_a_container_that_has_no_place_for_them_is_not_opened():
    assert credentials.read(Path("/nonexistent"), "matroska").facts == Facts(State.NONE)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 4096, b"\x00\x00\x00\x18ftypisom" + b"\xff" * 9000, b"#EXTM3U\n"],
    ids=["empty", "zeros", "a box longer than the file", "a playlist"],
)
def test_hostile_bytes_end_in_the_child(tmp_path: Path, content: bytes):
    film = tmp_path / "film"
    film.write_bytes(content)
    assert credentials.read(film, "mov").facts.state in {State.UNREADABLE, State.NONE}


@with_corpus
def test_damaged_credentials_raise_nothing(tmp_path: Path):
    """The box itself is hit in several places."""
    content = SIGNED.read_bytes()
    start = content.index(b"jumb")
    for place in (start + 4, start + 40, start + 400):
        broken = bytearray(content)
        broken[place : place + 8] = b"\xff" * 8
        film = tmp_path / "film"
        film.write_bytes(broken)
        facts = credentials.read(film, "mov").facts
        assert facts.state in {State.INVALID, State.UNREADABLE, State.NONE}


@pytest.mark.skipif(not ffmpeg.sandbox_works(), reason="no bubblewrap here")
def test_the_child_sees_one_film_and_nothing_else(tmp_path: Path, monkeypatch):
    """The same child, asked for a neighbour of the film that it was started for."""
    film, neighbour = tmp_path / "film", tmp_path / "neighbour"
    film.write_bytes(clips.horizontal_h264().read_bytes() + (28).to_bytes(4, "big") + BOX + bytes(4))
    shutil.copyfile(clips.horizontal_h264(), neighbour)
    told = ffmpeg.run

    def asked_for_another(command, **options):
        return told([*command[:-1], str(neighbour)], **options)

    monkeypatch.setattr(ffmpeg, "run", asked_for_another)
    facts = credentials.read(film, "mov").facts
    assert (facts.state, facts.error) == (State.UNREADABLE, "the reader ended with 1")


def test_what_was_done_and_with_what():
    manifest = {
        "claim_generator_info": [{"name": "Dream Camera", "version": "2.1"}],
        "signature_info": {"issuer": "Dream Inc.", "alg": "Es256", "time": "2026-05-01T10:00:00+00:00"},
        "assertions": [
            {
                "label": "c2pa.actions.v2__1",
                "data": {
                    "actions": [
                        {
                            "action": "c2pa.created",
                            "digitalSourceType": IPTC + "trainedAlgorithmicMedia",
                            "softwareAgent": {"name": "Dream Model"},
                        },
                        {"action": "c2pa.edited", "softwareAgent": "Cutter 3", "when": "2026-04-30"},
                    ]
                },
            },
            {
                "label": "cawg.training-mining",
                "data": {"entries": {"cawg.ai_generative_training": {"use": "notAllowed"}}},
            },
        ],
        "ingredients": [{"title": "a.mov", "relationship": "componentOf", "active_manifest": "urn:b"}],
    }
    clip = {
        "assertions": [
            {
                "label": "c2pa.actions",
                "data": {"actions": [{"digitalSourceType": IPTC + "digitalCapture"}]},
            }
        ]
    }
    facts = credentials.parse(store(state="Trusted", manifest=manifest, others={"urn:b": clip})).facts
    assert facts == Facts(
        State.TRUSTED,
        problems=("signingCredential.untrusted",),
        generator="Dream Camera 2.1",
        issuer="Dream Inc.",
        signed_at="2026-05-01T10:00:00+00:00",
        algorithm="Es256",
        actions=(
            Action("c2pa.created", "trainedAlgorithmicMedia", "Dream Model", ""),
            Action("c2pa.edited", "", "Cutter 3", "2026-04-30"),
        ),
        ingredients=(Ingredient("a.mov", "componentOf", ("digitalCapture",)),),
        source_types=("trainedAlgorithmicMedia", "digitalCapture"),
        training=(Permission("ai_generative_training", "notAllowed"),),
    )


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"store": []},
        {"store": {"manifests": [1, 2], "active_manifest": {}, "validation_status": "x"}},
        {
            "store": {
                "manifests": {"a": {"assertions": [7, {"label": 3, "data": "x"}]}},
                "active_manifest": "a",
            }
        },
        {"error": "X", "text": 5},
    ],
)
def test_nonsense_is_no_reason_to_fall(answer):
    assert credentials.parse(answer).facts.state in {State.INVALID, State.UNREADABLE}


@pytest.mark.django_db
@with_corpus
def test_they_are_kept_beside_the_film_once(filmmaker):
    asset = make.received(filmmaker, SIGNED)
    for _ in range(2):
        evidence.read_credentials(asset.pk)
    kept = Credentials.objects.get()
    assert (kept.asset, kept.state) == (asset, "unknown_signer")
    assert Facts.from_json(kept.facts).issuer == "C2PA Test Signing Cert"


@pytest.mark.django_db
def test_a_film_asks_for_its_credentials_when_it_arrives(filmmaker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        make.received(filmmaker)
    assert len(callbacks) == 2


def test_text_that_the_database_cannot_hold_is_mended():
    assert evidence.storable({"a\0": ["\ud800x", 1, None, ("é",)]}) == {"a": ["?x", 1, None, ["é"]]}


@pytest.mark.parametrize(
    ("content", "has"),
    [
        (b"", False),
        (b"\x00\x00\x00\x08free" * 3, False),
        (b"\x00\x00\x00\x08free" + (100).to_bytes(4, "big") + BOX + bytes(76), True),
        (b"\x00\x00\x00\x01" + BOX[:4] + (1000).to_bytes(8, "big") + BOX[4:] + bytes(900), True),
        (b"\x00\x00\x00\x18uuid" + bytes(16), False),
        # To the end of the file: nothing can come after it.
        (b"\x00\x00\x00\x00mdat" + BOX, False),
        (b"\x00\x00\x00\x03odd!" + bytes(40), True),
        (b"\x00\x00\x00\x08free" * 10_001, True),
    ],
)
def test_the_library_is_asked_only_about_files_with_a_place_for_them(tmp_path: Path, content, has):
    film = tmp_path / "film"
    film.write_bytes(content)
    assert credentials.has_place_for_them(film) == has


@with_corpus
def test_the_signed_film_has_a_place_for_them():
    assert credentials.has_place_for_them(SIGNED)
    assert not credentials.has_place_for_them(clips.horizontal_h264())
