"""The row: its states, its adjectives twice told, what the database refuses."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from festival.exceptions import MoveNotAllowed
from media_pipeline import actions, rules
from media_pipeline.enums import AssetState
from media_pipeline.exceptions import StillWorking
from media_pipeline.lifecycle import asset_state
from media_pipeline.models import Asset
from tests import clips
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db

ALLOWED = {
    ("received", "checking"),
    ("received", "failed"),
    ("checking", "preparing"),
    ("checking", "refused"),
    ("checking", "failed"),
    ("preparing", "ready"),
    ("preparing", "refused"),
    ("preparing", "failed"),
    ("preparing", "received"),
    ("ready", "received"),
    ("refused", "received"),
    ("failed", "received"),
}


@pytest.mark.parametrize(("present", "to"), list(product(AssetState.values, repeat=2)))
def test_the_full_square_of_moves(filmmaker, present, to):
    now = timezone.now()
    asset = make.stored_without_work(
        filmmaker, state=present, reason="because", playable_at=now, verified_at=now
    )
    if (present, to) in ALLOWED:
        asset_state.move(asset, to, by=None)
        assert Asset.objects.get(pk=asset.pk).state == to
    else:
        with pytest.raises(MoveNotAllowed):
            asset_state.move(asset, to, by=None)


@pytest.fixture
def every_situation(filmmaker):
    """One asset for each state with and without its milestones, as far as the database allows."""
    now = timezone.now()
    for state, played, seen in product(AssetState.values, (None, now), (None, now)):
        if state == AssetState.READY and not (played and seen):
            continue
        make.stored_without_work(
            filmmaker, state=state, playable_at=played, verified_at=seen, reason="because"
        )


@pytest.mark.usefixtures("every_situation")
@pytest.mark.parametrize("adjective", ["playable", "settled", "accepted", "refused", "in_progress"])
def test_properties_and_querysets_agree(adjective):
    by_query = set(getattr(Asset.objects, adjective)().values_list("pk", flat=True))
    by_property = {asset.pk for asset in Asset.objects.all() if getattr(asset, f"is_{adjective}")}
    assert by_query == by_property
    assert 0 < len(by_query) < Asset.objects.count()


def test_owners_see_their_films_and_nobody_else_does(filmmaker, rival, stranger):
    asset = make.stored_without_work(filmmaker)
    make.stored_without_work(rival)
    for person in (filmmaker, rival, stranger):
        listed = asset in Asset.objects.visible_to(person)
        assert listed == rules.can_see(person, asset) == (person == filmmaker)


@pytest.mark.parametrize(
    "fields", [{"state": "refused"}, {"state": "failed"}, {"state": "ready"}, {"progress": 101}]
)
def test_the_database_keeps_the_promise(filmmaker, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.stored_without_work(filmmaker, **fields)


def test_a_stored_name_holds_no_word_of_the_sender(filmmaker):
    asset = make.received(filmmaker, name="../../-i concat:évil%d.mp4")
    assert asset.original.name == f"{asset.pk.hex[:2]}/{asset.pk.hex}"
    assert asset.original_name == "../../-i concat:évil%d.mp4"
    assert asset.size == clips.horizontal_h264().stat().st_size


def test_receiving_moves_a_file_without_copying_it_and_only_after_the_commit(
    filmmaker, tmp_path, settings, django_capture_on_commit_callbacks
):
    arrived = settings.MEDIA_ROOT / "arrived"
    arrived.parent.mkdir(parents=True, exist_ok=True)
    arrived.write_bytes(b"film")
    inode = arrived.stat().st_ino
    with django_capture_on_commit_callbacks() as callbacks:
        asset = actions.receive_file(owner=filmmaker, path=arrived, original_name="film.mp4")
    assert arrived.exists()
    callbacks[0]()
    assert not arrived.exists()
    assert (settings.MEDIA_ROOT / "originals" / asset.original.name).stat().st_ino == inode


def test_only_an_ended_film_is_tried_again(filmmaker):
    busy = make.stored_without_work(filmmaker)
    with pytest.raises(StillWorking):
        actions.retry(busy)
    failed = make.stored_without_work(filmmaker, state="failed", reason="disk full", attempts=3)
    actions.retry(failed, by=filmmaker)
    failed.refresh_from_db()
    assert (failed.state, failed.reason, failed.attempts) == ("received", "", 0)


def test_forgotten_films_are_those_whose_worker_died_or_whose_message_was_lost(filmmaker):
    now = timezone.now()
    ago, soon = now - timedelta(hours=1), now + timedelta(hours=1)
    died = make.stored_without_work(filmmaker, claimed_until=ago, enqueued_at=now)
    lost = make.stored_without_work(filmmaker, enqueued_at=ago)
    never = make.stored_without_work(filmmaker)
    make.stored_without_work(filmmaker, claimed_until=soon, enqueued_at=ago)
    make.stored_without_work(filmmaker, enqueued_at=now)
    make.stored_without_work(filmmaker, state="refused", reason="too_long", claimed_until=ago)
    assert set(Asset.objects.forgotten_at(now)) == {died, lost, never}
