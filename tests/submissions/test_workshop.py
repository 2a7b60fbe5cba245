"""The desk's page about the projection workshop."""

import json
import time
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.models import AuditRecord
from media_pipeline import crew, queues
from media_pipeline.crew import Worker
from media_pipeline.models import Asset, Attempt, Chunk
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def address(edition, name="workshop", **kwargs):
    here = {"festival": edition.festival.slug, "edition": edition.slug}
    return reverse(f"entry_desk:{name}", kwargs={**here, **kwargs})


@pytest.fixture(autouse=True)
def nobody_else_at_work():
    """The crew's list and the queues, as empty as the database."""
    with queues.server() as broker:
        broker.delete(crew.KEY, "verdict", "play", "ladder")


@pytest.fixture
def desk(client, director):
    client.force_login(director)
    return client


def worker(name="quick@here", *, queues=("play", "verdict"), silent_s=0, **fields):
    now = time.time()
    said = Worker(name, queues, 2, since=now - 3600, seen=now - silent_s, **fields)
    crew.sign_in(said)
    return said


def waiting(edition, owner, title, *, state="preparing", step="play", **fields):
    film = media.asset(owner, state=state, step=step, enqueued_at=timezone.now(), **fields)
    make.submitted(edition, owner, title=title, film=film)
    return film


def working(edition, owner, title, *, progress=0, ago_s=60, worker="transcode@here", **fields):
    soon = timezone.now() + timedelta(hours=1)
    film = waiting(edition, owner, title, claimed_until=soon, claimed_by="m", progress=progress, **fields)
    started = timezone.now() - timedelta(seconds=ago_s)
    Attempt.objects.create(asset=film, step=film.step, worker=worker, started_at=started, film_s=61, cpu_s=9)
    return film


def failed(edition, owner, title, **fields):
    film = media.asset(owner, state="failed", reason="play: ended with 1")
    make.submitted(edition, owner, title=title, film=film)
    now = timezone.now()
    for minutes in (3, 2, 1):
        Attempt.objects.create(
            asset=film,
            step="play",
            worker="transcode@here",
            started_at=now - timedelta(minutes=minutes + 1),
            ended_at=now - timedelta(minutes=minutes),
            outcome="failed",
            cause="space",
            command=f"ffmpeg -i 'film {minutes}'",
            tail="No space left on device",
        )
    return film


def shop_of(client, edition, **query):
    return client.get(address(edition), query).context["shop"]


def test_an_idle_workshop_says_so_and_does_not_ask_again(desk, edition):
    worker()
    page = desk.get(address(edition)).content.decode()
    assert "Nothing to do" in page
    assert "hx-trigger" not in page
    assert "No worker answers" not in page


def test_without_workers_it_says_that_nobody_answers(desk, edition, filmmaker):
    worker(silent_s=60)
    waiting(edition, filmmaker, "Him")
    page = desk.get(address(edition)).content.decode()
    assert "No worker answers." in page
    assert "1 fell silent" in page


def test_without_the_queue_the_page_stands(desk, edition, filmmaker, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    waiting(edition, filmmaker, "Him")
    answer = desk.get(address(edition))
    assert (answer.status_code, "The queue does not answer." in answer.content.decode()) == (200, True)


def test_what_is_at_work_where_and_for_how_long(desk, edition, filmmaker):
    working(edition, filmmaker, "Him", progress=25, ago_s=60)
    row = shop_of(desk, edition).at_work[0]
    assert (row.label.title, row.attempt.worker, row.attempt.cpu_s) == ("Him", "transcode@here", 9)
    assert 175 < row.left_s < 190


def test_before_there_is_progress_experience_tells_the_time(desk, edition, filmmaker):
    now = timezone.now()
    Attempt.objects.create(
        asset=media.asset(filmmaker),
        step="play",
        worker="w",
        started_at=now - timedelta(seconds=30),
        ended_at=now,
        outcome="done",
        film_s=60,
    )
    working(edition, filmmaker, "Him", ago_s=10)
    assert 18 < shop_of(desk, edition).at_work[0].left_s < 21


def test_a_film_in_pieces_is_at_work_while_somebody_has_a_piece(desk, edition, filmmaker):
    now = timezone.now()
    film = waiting(edition, filmmaker, "Him", step="chunks", cut_at=now - timedelta(seconds=90), progress=30)
    Chunk.objects.create(asset=film, position=1, first_frame=0, done_at=now, prefix="x", progress=100)
    held = Chunk.objects.create(
        asset=film, position=2, first_frame=240, claimed_until=now + timedelta(hours=1)
    )
    shop = shop_of(desk, edition)
    row = shop.at_work[0]
    assert (row.pieces, row.pieces_done, round(row.left_s), shop.waiting) == (2, 1, 210, [])
    assert "1 of 2 pieces done" in desk.get(address(edition)).content.decode()
    Chunk.objects.filter(pk=held.pk).update(claimed_until=None)
    shop = shop_of(desk, edition)
    assert ([row.label.title for row in shop.waiting], shop.at_work) == (["Him"], [])


def test_the_line_is_in_order_with_places_among_all_festivals(desk, edition, filmmaker, rival):
    now = timezone.now()
    elsewhere = house.edition(house.festival("elsewhere"))
    waiting(edition, filmmaker, "No hurry")
    waiting(elsewhere, rival, "Another festival's", due_at=now + timedelta(days=1))
    waiting(edition, filmmaker, "Soon", due_at=now + timedelta(days=2))
    waiting(edition, filmmaker, "Front", rush=True)
    shop = shop_of(desk, edition)
    assert [(row.label.title, row.place) for row in shop.waiting] == [
        ("Front", 1),
        ("Soon", 3),
        ("No hurry", 4),
    ]
    assert shop.others_waiting == 1
    assert "Another festival" not in desk.get(address(edition)).content.decode()


def test_a_turn_is_guessed_from_pace_and_hands(desk, edition, filmmaker):
    worker(queues=("play",))
    now = timezone.now()
    Attempt.objects.create(
        asset=media.asset(filmmaker),
        step="play",
        worker="w",
        started_at=now - timedelta(seconds=40),
        ended_at=now,
        outcome="done",
        film_s=60,
    )
    for number in range(3):
        waiting(edition, filmmaker, f"Film {number}")
    assert [round(row.wait_s) for row in shop_of(desk, edition).waiting] == [0, 20, 40]


def test_a_draft_keeps_its_title_its_file_and_its_words_to_itself(desk, edition, filmmaker):
    film = media.asset(filmmaker, state="failed", original_name="secret title.mov", reason="secret title")
    make.draft(edition, filmmaker, title="Secret title", film=film)
    Attempt.objects.create(
        asset=film,
        step="play",
        worker="w",
        started_at=timezone.now(),
        ended_at=timezone.now(),
        outcome="failed",
        cause="program",
        tail="title: Secret title",
    )
    page = desk.get(address(edition)).content.decode()
    assert "A film that is not submitted yet" in page
    assert "ecret title" not in page


def test_a_failure_shows_its_cause_its_command_and_its_last_words(desk, edition, filmmaker):
    failed(edition, filmmaker, "Him")
    page = desk.get(address(edition)).content.decode()
    row = shop_of(desk, edition).failed[0]
    assert (row.tries, row.last.command) == (3, "ffmpeg -i 'film 1'")
    assert "The disk of the workshop is full." in page
    assert 'data-copy="ffmpeg -i &#x27;film 1&#x27;"' in page
    assert "No space left on device" in page


def test_a_failed_film_is_tried_again_and_the_trail_tells(desk, edition, director, filmmaker):
    film = failed(edition, filmmaker, "Him")
    answer = desk.post(address(edition, "workshop_retry", pk=film.pk), follow=True)
    film.refresh_from_db()
    assert (film.state, film.attempts, film.step) == ("received", 0, "check")
    assert "1 film is tried again." in answer.content.decode()
    told = AuditRecord.objects.get(action="entry.film_retried")
    assert (told.edition_id, told.actor, told.facts) == (edition.pk, director, {"file": "film.mp4"})
    # Twice is once.
    desk.post(address(edition, "workshop_retry", pk=film.pk))
    assert AuditRecord.objects.filter(action="entry.film_retried").count() == 1


def test_all_failed_films_of_this_edition_are_tried_again(desk, edition, filmmaker, rival):
    for title in ("One", "Two"):
        failed(edition, filmmaker, title)
    other = failed(house.edition(house.festival("elsewhere")), rival, "Theirs")
    desk.post(address(edition, "workshop_retry_all"))
    assert list(Asset.objects.failed()) == [other]


def test_to_the_front_and_back(desk, edition, filmmaker):
    film = waiting(edition, filmmaker, "Him")
    for first, rush in (("1", True), ("0", False)):
        desk.post(address(edition, "workshop_rush", pk=film.pk), {"first": first})
        film.refresh_from_db()
        assert film.rush is rush
    told = AuditRecord.objects.filter(edition=edition, action__startswith="asset.").order_by("pk")
    assert list(told.values_list("action", flat=True)) == ["asset.rushed", "asset.put_back_in_line"]


def test_another_festivals_film_is_not_here(desk, edition, rival):
    film = waiting(house.edition(house.festival("elsewhere")), rival, "Theirs")
    assert desk.post(address(edition, "workshop_rush", pk=film.pk)).status_code == 404


def test_a_programmer_looks_and_has_no_buttons(client, programmer, edition, filmmaker):
    client.force_login(programmer)
    waiting(edition, filmmaker, "Him")
    failed(edition, filmmaker, "Her")
    page = client.get(address(edition)).content.decode()
    assert ("Him" in page, "To the front</" in page, "Try again" in page) == (True, False, False)


def test_an_administrator_sees_all_festivals_films_and_files_of_none(client, edition, filmmaker, rival):
    client.force_login(house.user("administrator", is_superuser=True))
    waiting(house.edition(house.festival("elsewhere")), rival, "Theirs")
    media.asset(filmmaker, state="received", step="check", original_name="copy.mov")
    assert shop_of(client, edition).waiting == []
    rows = shop_of(client, edition, films="all").waiting
    assert sorted(row.label.title for row in rows) == ["Theirs", "copy.mov"]


def test_a_director_cannot_ask_for_all(desk, edition, rival):
    waiting(house.edition(house.festival("elsewhere")), rival, "Theirs")
    assert shop_of(desk, edition, films="all").waiting == []


def test_the_live_part_asks_again_only_while_something_happens(desk, edition, filmmaker):
    film = waiting(edition, filmmaker, "Him")
    part = desk.get(address(edition), headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 4s"' in part
    assert "<html" not in part
    Asset.objects.filter(pk=film.pk).update(state="refused", reason="too_long")
    part = desk.get(address(edition), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(desk, edition, filmmaker, django_assert_num_queries, count):
    for number in range(count):
        waiting(edition, filmmaker, f"Waiting {number}")
        working(edition, filmmaker, f"Working {number}")
        failed(edition, filmmaker, f"Failed {number}")
        make.submitted(edition, filmmaker)
    with django_assert_num_queries(28):
        assert desk.get(address(edition)).status_code == 200
    with django_assert_num_queries(17):
        assert desk.get(address(edition), headers={"HX-Request": "true"}).status_code == 200


def test_a_worker_that_goes_home_is_off_the_list():
    said = worker()
    assert crew.everybody() == [said]
    crew.sign_out(said.name)
    assert crew.everybody() == []


def test_who_has_been_silent_for_a_day_is_forgotten():
    gone = Worker("gone@here", ("play",), 1, since=0, seen=time.time() - 2 * 24 * 3600)
    with queues.server() as broker:
        broker.hset(crew.KEY, gone.name, json.dumps(asdict(gone)))
    assert crew.everybody() == []
