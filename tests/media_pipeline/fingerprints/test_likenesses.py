"""Films of all editions that resemble each other become one row a pair, found from either side, decided by people."""

import json
from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from festival.exceptions import MoveNotAllowed
from festival.models import AuditRecord
from media_pipeline import fingerprints, likeness_search, likenesses, recognition, tasks, workbench
from media_pipeline.enums import Certainty, LikenessState
from media_pipeline.fingerprints import Fingerprints, Kind, PictureFingerprint, SoundFingerprint, of_frames
from media_pipeline.models import Asset, Credentials, Fingerprint, Likeness
from media_pipeline.recipes import Source
from tests import clips
from tests.factories import media_pipeline as make
from tests.media_pipeline.fingerprints import films
from tests.media_pipeline.fingerprints.test_sound import sound, worn
from tests.media_pipeline.test_corpus import CORPUS, MANIFEST

pytestmark = pytest.mark.django_db
FILM = films.film(1, 20)
SILENT = np.zeros(0, np.uint32)


def stored(owner, sha256: str = "") -> Asset:
    """A film with a file of its own; the factory's are all the same few bytes."""
    asset = make.stored_without_work(owner)
    asset.sha256 = sha256 or asset.pk.hex * 2
    asset.save(update_fields=["sha256"])
    return asset


def kept(owner, frames: np.ndarray, heard: np.ndarray = SILENT, sha256: str = "") -> Asset:
    asset = stored(owner, sha256)
    likenesses.keep(asset, Fingerprints(of_frames(frames), SoundFingerprint(heard)))
    return asset


def pairs() -> set[frozenset]:
    return {frozenset((row.first_id, row.second_id)) for row in Likeness.objects.all()}


def test_keeping_asks_for_the_search_after_the_commit(filmmaker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        asset = kept(filmmaker, FILM, sound(20))
    assert len(callbacks) == 1
    assert [(row.kind, row.count) for row in asset.fingerprints.all()] == [
        ("picture", 40),
        ("sound", len(sound(20))),
    ]
    likenesses.keep(asset, Fingerprints(of_frames(FILM[:10]), SoundFingerprint(SILENT)))
    assert [(row.kind, row.count) for row in asset.fingerprints.all()] == [("picture", 10)]


@pytest.mark.parametrize("newer_asks", [True, False], ids=["asked for the newer", "asked for the older"])
def test_a_copy_is_found_from_either_side(filmmaker, rival, newer_asks):
    older = kept(filmmaker, FILM)
    kept(rival, films.film(2, 20))
    newer = kept(rival, films.graded(films.letterboxed(FILM[12:])))
    assert likeness_search.find_likenesses((newer if newer_asks else older).pk) == 1
    row = Likeness.objects.get()
    assert {row.first, row.second} == {older, newer}
    assert (row.older, row.newer, row.of_one_maker) == (older, newer, False)
    assert (row.certainty, row.state, row.same_file) == (Certainty.CERTAIN, LikenessState.OPEN, False)
    (stretch,) = row.match(Kind.PICTURE).stretches
    starts = {row.first_id: stretch.first_from_s, row.second_id: stretch.second_from_s}
    assert starts == {older.pk: 6, newer.pk: 0}


def test_searching_again_changes_nothing_and_spares_decisions(filmmaker, rival, programmer):
    mine, copy = kept(filmmaker, FILM), kept(rival, films.graded(FILM))
    tasks.find_likenesses(str(copy.pk))
    row = Likeness.objects.get()
    likenesses.decide(row, LikenessState.ALLOWED, by=programmer, note="The director's cut.")
    tasks.find_likenesses(str(mine.pk))
    again = Likeness.objects.get()
    assert (again.pk, again.state, again.remark) == (row.pk, LikenessState.ALLOWED, "The director's cut.")


def test_an_open_row_that_no_longer_holds_goes(filmmaker, rival):
    mine, copy = kept(filmmaker, FILM), kept(rival, FILM)
    likeness_search.find_likenesses(copy.pk)
    likenesses.keep(copy, Fingerprints(of_frames(films.film(8, 20)), SoundFingerprint(SILENT)))
    likeness_search.find_likenesses(copy.pk)
    assert Likeness.objects.count() == 0
    assert likeness_search.find_likenesses(mine.pk) == 0


def test_sound_alone_is_for_review(filmmaker, rival):
    mine = kept(filmmaker, FILM, sound(30))
    copy = kept(rival, films.film(3, 20), worn(sound(30), 0.05))
    likeness_search.find_likenesses(copy.pk)
    row = Likeness.objects.get()
    assert (row.certainty, row.picture) == (Certainty.REVIEW, None)
    assert row.match(Kind.SOUND).certainty == "certain"
    assert pairs() == {frozenset((mine.pk, copy.pk))}


def test_the_same_file_is_certain_even_when_there_is_nothing_to_see(filmmaker, rival):
    dark = np.zeros((20, 90, 160), np.uint8)
    kept(filmmaker, dark, sha256="a" * 64)
    kept(filmmaker, dark, sha256="b" * 64)
    copy = kept(rival, dark, sha256="a" * 64)
    likeness_search.find_likenesses(copy.pk)
    row = Likeness.objects.get()
    assert (row.same_file, row.certainty, row.share, row.matches) == (True, Certainty.CERTAIN, 1, ())


def test_a_leader_that_many_films_share_makes_no_pair(filmmaker, rival):
    leader = films.leader(10)
    for seed in range(20, 26):
        kept(filmmaker, np.concatenate([leader, films.film(seed, 10)]))
    mine = kept(rival, np.concatenate([leader, films.film(30, 10)]))
    assert likeness_search.find_likenesses(mine.pk) == 0


def test_fingerprints_of_another_method_are_not_compared(filmmaker, rival):
    mine, copy = kept(filmmaker, FILM), kept(rival, FILM)
    Fingerprint.objects.filter(asset=mine).update(version=0)
    assert likeness_search.find_likenesses(copy.pk) == 0
    assert likeness_search.find_likenesses(mine.pk) == 0


def test_a_decision_is_kept_with_who_and_when_and_can_be_taken_back(filmmaker, rival, programmer):
    kept(filmmaker, FILM)
    likeness_search.find_likenesses(kept(rival, FILM).pk)
    row = Likeness.objects.get()
    likenesses.decide(row, LikenessState.SAME_FILM, by=programmer, note="Entered twice.")
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.remark) == (LikenessState.SAME_FILM, programmer, "Entered twice.")
    with pytest.raises(MoveNotAllowed):
        likenesses.decide(row, LikenessState.SAME_FILM, by=programmer)
    likenesses.decide(row, LikenessState.OPEN, by=programmer)
    row.refresh_from_db()
    assert (row.decided_by, row.decided_at, row.is_open) == (None, None, True)
    assert list(
        AuditRecord.objects.filter(target_id=str(row.pk)).order_by("pk").values_list("action", flat=True)
    ) == ["likeness.same_film", "likeness.open"]


def test_the_database_keeps_one_row_a_pair(filmmaker, rival):
    low, high = sorted((kept(filmmaker, FILM), kept(rival, FILM)), key=lambda asset: asset.pk)
    Likeness.objects.create(first=low, second=high, certainty="review", share=0.3)
    for first, second in ((low, high), (high, low)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Likeness.objects.create(first=first, second=second, certainty="review", share=0.3)


def test_a_finished_film_without_a_fingerprint_gets_one(filmmaker, django_capture_on_commit_callbacks):
    asset = make.worked_through(filmmaker, clips.horizontal_h264())
    Fingerprint.objects.all().delete()
    with django_capture_on_commit_callbacks() as callbacks:
        assert recognition.ask_for_missing() == 1
    assert len(callbacks) == 1
    recognition.fingerprint(asset.pk, claimant="test")
    assert {row.kind: row.count > 0 for row in asset.fingerprints.all()}["picture"]
    asset.refresh_from_db()
    assert (asset.claimed_by, asset.attempts, asset.state) == ("", 0, "ready")
    assert recognition.ask_for_missing() == 0
    Fingerprint.objects.create(asset=asset, kind="sound", version=0, data=b"", count=0)
    assert list(recognition.unrecognised()) == [asset]


def test_a_film_whose_file_is_gone_is_asked_for_once(filmmaker):
    now = timezone.now()
    asset = make.stored_without_work(filmmaker, state="ready", playable_at=now, verified_at=now)
    recognition.fingerprint(asset.pk, claimant="test")
    assert [(row.kind, row.count) for row in asset.fingerprints.all()] == [("picture", 0)]
    assert recognition.ask_for_missing() == 0


@pytest.mark.skipif(CORPUS is None, reason="no corpus of real films beside the checkout (FILM_CORPUS)")
def test_the_corpus_holds_one_pair(filmmaker):
    """Among the files that the manifest accepts; the damaged copy of one of them is never compared."""
    assets = {}
    for entry in MANIFEST["files"]:
        path = CORPUS / entry["file"]
        look = workbench.look_at(path, name=entry["file"])
        if entry["expected"]["verdict"] == "reject" or look.probe is None:
            continue
        made = fingerprints.of_file(Source(path, look.signature.demuxers, look.probe))
        asset = stored(filmmaker)
        likenesses.keep(asset, made)
        assets[asset.pk] = entry["file"]
    for pk in assets:
        likeness_search.find_likenesses(pk)
    assert {frozenset(assets[pk] for pk in pair) for pair in pairs()} == {
        frozenset({"neardup_a_phone_portrait_hd.mp4", "neardup_b_grey_pillarbars_sd.mp4"})
    }
    row = Likeness.objects.get()
    assert (row.certainty, {match.kind for match in row.matches}) == ("certain", {Kind.PICTURE, Kind.SOUND})


def test_evidence_survives_the_database():
    match = fingerprints.compare_pictures(of_frames(FILM), of_frames(FILM[8:]))
    assert fingerprints.Match.from_json(json.loads(json.dumps(match.to_json()))) == match
    assert match.turned().turned() == match
    assert len(PictureFingerprint.from_bytes(b"")) == 0


def test_what_was_lost_on_the_way_is_asked_for_again(filmmaker, django_capture_on_commit_callbacks):
    asset = kept(filmmaker, FILM)
    assert recognition.ask_for_missing() == 0
    long_ago = timezone.now() - timedelta(days=1)
    Asset.objects.filter(pk=asset.pk).update(created_at=long_ago)
    Fingerprint.objects.filter(asset=asset).update(created_at=long_ago)
    with django_capture_on_commit_callbacks() as callbacks:
        assert recognition.ask_for_missing() == 2
    assert len(callbacks) == 2
    Credentials.objects.create(asset=asset, state="none")
    tasks.find_likenesses(str(asset.pk))
    assert recognition.ask_for_missing() == 0
