"""The view log: which seconds were sent to whom, written down while they are sent."""

import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from media_pipeline import delivery, doors, spans
from media_pipeline.doors import Key
from media_pipeline.models import Asset, Viewing
from tests import clips
from tests.factories import festival as people
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        owner = people.user("projectionist")
        asset = make.worked_through(owner)
    yield asset.pk
    with django_db_blocker.unblock():
        Asset.objects.filter(pk=asset.pk).delete()
        owner.delete()


@pytest.fixture
def film(shown) -> Asset:
    return Asset.objects.get(pk=shown)


@pytest.fixture(autouse=True)
def _doors(monkeypatch):
    monkeypatch.setattr(doors, "_doors", {})
    doors.build("open", lambda *_asked: True, logged=True)
    doors.build("silent", lambda *_asked: True, logged=False)


@pytest.fixture
def watching(client, juror):
    client.force_login(juror)
    return client


def folder(film: Asset, playback) -> str:
    stream = film.renditions.streams().get()
    return f"{playback.hls.removesuffix('master.m3u8')}{stream.pk.hex}/"


def get(watching, address: str) -> tuple[int, int]:
    """Status and length of what was really sent."""
    answer = watching.get(address)
    return answer.status_code, len(b"".join(answer) if answer.streaming else answer.content)


def test_a_segment_that_is_sent_is_written_down(film, juror, watching):
    place = folder(film, delivery.playback(film, juror, Key("open", "")))
    status, length = get(watching, f"{place}0000.m4s")
    assert status == 200
    seen = Viewing.objects.get()
    assert (seen.asset, seen.viewer, seen.bytes, seen.sittings) == (film, juror, length, 1)
    assert Viewing.objects.watched_spans(film, juror) == ((0.0, pytest.approx(2.0, abs=0.1)),)
    assert Viewing.objects.watched_seconds(film.pk, juror) == seen.seconds


def test_only_pictures_count(film, juror, watching):
    place = folder(film, delivery.playback(film, juror, Key("open", "")))
    for part in ("media.m3u8", "init.mp4"):
        assert get(watching, place + part)[0] == 200
    assert watching.head(f"{place}0000.m4s").status_code == 200
    assert watching.get(f"{place}0099.m4s").status_code == 404
    assert not Viewing.objects.exists()


def test_a_door_may_keep_no_log_and_neither_does_a_public_film(film, juror, watching):
    for way in (
        delivery.playback(film, juror, Key("silent", "")),
        delivery.playback(film, juror),
        delivery.playback(film, None),
    ):
        assert get(watching, f"{folder(film, way)}0000.m4s")[0] == 200
    assert not Viewing.objects.exists()


def test_writing_down_costs_one_short_statement(film, juror, watching, django_assert_num_queries):
    place = folder(film, delivery.playback(film, juror, Key("open", "")))
    watching.get(f"{place}media.m3u8")
    with django_assert_num_queries(4 + 5):  # the row and its savepoint, once a person and film
        get(watching, f"{place}0000.m4s")
    with django_assert_num_queries(4):  # session, user, stream with film, one update; a door asks its own
        get(watching, f"{place}0000.m4s")


def test_behind_nginx_the_whole_segment_counts(film, juror, watching, settings):
    settings.MEDIA_ACCEL = "/protected/"
    place = folder(film, delivery.playback(film, juror, Key("open", "")))
    get(watching, f"{place}0000.m4s")
    assert Viewing.objects.get().bytes > 500


@pytest.mark.parametrize("seed", range(10))
def test_the_database_merges_as_we_do(seed, film, juror):
    dice = random.Random(seed)
    told = [(start, start + dice.randrange(1, 400)) for start in dice.choices(range(3000), k=30)]
    for span in told:
        Viewing.objects.note(film.pk, juror, span, 10)
    seen = Viewing.objects.get()
    assert (seen.spans, seen.bytes) == (spans.merge(told), 300)


def test_who_comes_back_after_a_pause_sits_down_anew(film, juror):
    Viewing.objects.note(film.pk, juror, (0, 600), 1)
    Viewing.objects.note(film.pk, juror, (600, 1200), 1)
    Viewing.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    begun = Viewing.objects.get().begun_at
    Viewing.objects.note(film.pk, juror, (0, 600), 1)
    seen = Viewing.objects.get()
    assert (seen.sittings, seen.spans, seen.begun_at) == (2, ((0, 1200),), begun)


def test_nobody_has_watched_what_was_never_sent(film, rival):
    assert Viewing.objects.watched_spans(film, rival) == ()
    assert Viewing.objects.watched_seconds(film, rival) == 0


def test_an_empty_log_is_read_back_as_one(film, juror):
    now = timezone.now()
    Viewing.objects.create(asset=film, viewer=juror, begun_at=now, seen_at=now)
    assert Viewing.objects.get().spans == ()


@pytest.mark.django_db(transaction=True)
def test_two_players_of_one_person_lose_nothing(filmmaker, juror):
    film = make.stored_without_work(filmmaker)

    def watch(number: int) -> None:
        Viewing.objects.note(film.pk, juror, (number * 100, number * 100 + 100), 1)
        connection.close()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(watch, range(40)))
    seen = Viewing.objects.get()
    assert (seen.spans, seen.bytes) == (((0, 4000),), 40)


def test_a_growing_film_is_counted_by_its_row(filmmaker, juror, watching):
    film = make.worked_through(filmmaker, clips.horizontal_h264())
    stream = film.renditions.streams().get()
    place = folder(film, delivery.playback(film, juror, Key("open", "")))
    written = watching.get(f"{place}media.m3u8").content.decode()
    stream.playlist, stream.complete = re.sub("#EXT-X-ENDLIST\n", "", written), False
    stream.save()
    get(watching, f"{place}0000.m4s")
    assert Viewing.objects.watched_seconds(film, juror) == pytest.approx(2.0, abs=0.1)
