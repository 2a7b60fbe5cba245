"""A heavy film's way: cut, encoded in pieces, joined; and what becomes of it when a piece does not come out right."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from media_pipeline import storage
from media_pipeline.chunks import bench, work
from media_pipeline.chunks.planning import Map
from media_pipeline.enums import AssetState, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.models import Asset, Attempt, Chunk
from tests import clips
from tests.factories import media_pipeline as make
from tests.media_pipeline.chunks import films

pytestmark = [pytest.mark.django_db, pytest.mark.media]


BOTH_SIZES = [("720", 872, 490), ("480", 854, 480)]


@pytest.fixture(autouse=True)
def farm(settings):
    settings.CHUNKED_ENCODING = films.FARM


def streams(asset: Asset) -> list[tuple[str, int, int]]:
    return [(stream.name, stream.width, stream.height) for stream in asset.renditions.streams()]


def cut_up(owner, clip=films.large) -> Asset:
    """A film that has been looked through, and whose pieces wait."""
    asset = make.received(owner, clip())
    while asset.step and asset.step != Step.CHUNKS:
        make.step(asset)
    return asset


def encode_all(asset: Asset) -> Asset:
    for chunk in asset.chunks.all():
        work.serve(chunk.pk, claimant=f"message {chunk.position}", worker="farm")
    asset.refresh_from_db()
    return asset


def stored(asset: Asset) -> list[str]:
    folder = Path(django_settings.MEDIA_ROOT) / "renditions" / work.folder_of(asset)
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_heavy_film_can_be_watched_and_is_judged_before_its_pieces_are_made(filmmaker):
    asset = cut_up(filmmaker)
    assert (asset.state, asset.is_playable, asset.is_settled) == (AssetState.PREPARING, True, True)
    assert streams(asset) == [("480", 854, 480)]
    pieces = asset.chunks.values_list("position", "first_frame", "end_frame", "rungs")
    assert list(pieces) == [
        (0, None, None, []),
        (1, 0, 48, ["720"]),
        (2, 48, 72, ["720"]),
        (3, 72, None, ["720"]),
    ]


def test_it_is_ready_when_the_pieces_are_joined(filmmaker, django_capture_on_commit_callbacks):
    asset = encode_all(cut_up(filmmaker))
    assert stored(asset) == ["720.mp4", "720.mp4", "720.mp4", "track.mp4"]
    assert (asset.step, asset.progress) == (Step.LADDER, 100)
    with django_capture_on_commit_callbacks(execute=True):
        make.step(asset)
    assert (asset.state, asset.step) == (AssetState.READY, "")
    assert streams(asset) == BOTH_SIZES
    assert (asset.chunks.count(), stored(asset)) == (0, [])
    tall, small = asset.renditions.streams()
    assert (tall.complete, tall.facts["segments"]) == (True, small.facts["segments"])


def test_a_film_that_is_shown_as_it_is_gets_its_lower_sizes_in_pieces(filmmaker):
    asset = encode_all(cut_up(filmmaker, films.large_and_web_safe))
    make.step(asset)
    assert asset.state == AssetState.READY
    assert streams(asset) == [("source", 1312, 738), ("720", 1280, 720), ("480", 854, 480)]


def test_the_diary_tells_of_every_piece(filmmaker):
    asset = encode_all(cut_up(filmmaker))
    told = Attempt.objects.filter(asset=asset, step=Step.CHUNKS)
    assert list(told.values_list("worker", "outcome")) == [("farm", "done")] * 4


def test_a_light_film_goes_the_usual_way(filmmaker, settings):
    settings.CHUNKED_ENCODING = {**films.FARM, "worth_s": 600}
    asset = make.worked_through(filmmaker, films.large())
    assert (asset.state, asset.cut_at, asset.chunks.count()) == (AssetState.READY, None, 0)


def test_an_uneven_film_goes_the_usual_way(filmmaker):
    asset = make.worked_through(filmmaker, clips.uneven())
    assert (asset.state, asset.cut_at, asset.chunks.count()) == (AssetState.READY, None, 0)


def test_a_film_without_key_frames_to_cut_at_is_made_in_one_pass(filmmaker, monkeypatch):
    monkeypatch.setattr(bench, "read_map", lambda source, **options: Map((0.0,)))
    asset = make.worked_through(filmmaker, films.large())
    assert (asset.state, asset.cut_at, asset.whole_because) == (AssetState.READY, None, "key_frames")
    assert streams(asset) == BOTH_SIZES


def test_a_piece_is_done_once_and_by_one(filmmaker):
    asset = cut_up(filmmaker)
    first = asset.chunks.get(position=1)
    for message in ("one", "two", "three", "four", "five", "six"):
        work.serve(first.pk, claimant=message)
    assert [chunk.attempts for chunk in asset.chunks.all()] == [1, 1, 1, 1]
    assert Attempt.objects.filter(step=Step.CHUNKS).count() == 4


def test_who_overslept_the_claim_leaves_the_piece_to_the_next(filmmaker, monkeypatch):
    asset = cut_up(filmmaker)
    encode = bench.encode_sound

    def oversleep(*args, **options):
        Chunk.objects.filter(asset=asset, position=0).update(claimed_by="successor")
        return encode(*args, **options)

    monkeypatch.setattr(bench, "encode_sound", oversleep)
    work.serve(asset.chunks.get(position=0).pk, claimant="sleeper")
    sound = asset.chunks.get(position=0)
    assert (sound.done_at, sound.prefix, sound.claimed_by) == (None, "", "successor")


def give_up(*args, **options):
    raise FfmpegError("ffmpeg -i film", "Invalid data found", returncode=69)


def full_disk(*args, **options):
    raise FfmpegError("ffmpeg -i film", "No space left on device", returncode=228)


def test_a_piece_that_cannot_be_encoded_costs_the_cutting_not_the_film(filmmaker, monkeypatch):
    asset = cut_up(filmmaker)
    with monkeypatch.context() as broken:
        broken.setattr(bench, "encode_pictures", give_up)
        for message in ("sound", "pictures"):
            work.serve(asset.pk, claimant=message)
    asset.refresh_from_db()
    assert (asset.cut_at, asset.whole_because, asset.step) == (None, "failed", Step.LADDER)
    assert asset.chunks.count() == 0
    make.step(asset)
    assert asset.state == AssetState.READY
    assert streams(asset) == BOTH_SIZES


def test_our_own_failure_over_a_piece_is_tried_again(filmmaker, monkeypatch):
    asset = cut_up(filmmaker)
    monkeypatch.setattr(bench, "encode_pictures", full_disk)
    piece = asset.chunks.get(position=1)
    asset.chunks.exclude(pk=piece.pk).delete()
    for attempt in (1, 2):
        work.serve(piece.pk, claimant=f"message {attempt}")
        piece.refresh_from_db()
        assert (piece.attempts, piece.claimed_by, piece.done_at) == (attempt, "", None)
    work.serve(piece.pk, claimant="message 3")
    asset.refresh_from_db()
    assert (asset.whole_because, asset.chunks.count()) == ("failed", 0)


def test_a_piece_that_lacks_a_picture_is_not_joined(filmmaker):
    asset = encode_all(cut_up(filmmaker))
    asset.chunks.filter(position=2).update(end_frame=71)
    make.step(asset)
    assert (asset.whole_because, asset.step, asset.chunks.count()) == ("failed", Step.LADDER, 0)
    make.step(asset)
    assert asset.state == AssetState.READY


def test_pieces_that_somebody_deleted_are_not_waited_for(filmmaker):
    asset = encode_all(cut_up(filmmaker))
    storage.discard(work.folder_of(asset))
    make.step(asset)
    assert (asset.state, asset.whole_because, asset.step) == (AssetState.PREPARING, "failed", Step.LADDER)


def test_a_refused_film_s_pieces_are_not_made(filmmaker):
    asset = cut_up(filmmaker)
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.REFUSED, reason="corrupt_frames", step="")
    work.serve(asset.chunks.get(position=1).pk, claimant="message")
    assert asset.chunks.to_do().count() == 4


@pytest.mark.usefixtures("bucket")
def test_pieces_travel_through_a_store_that_no_disk_is_shared_with(filmmaker):
    asset = encode_all(cut_up(filmmaker))
    make.step(asset)
    assert (asset.state, asset.whole_because) == (AssetState.READY, "")
    assert streams(asset) == BOTH_SIZES
