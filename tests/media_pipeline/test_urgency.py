"""Which film comes first: the most urgent, whatever the order of the queue; and each exactly once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as portal
from django.utils import timezone

from festival.models import AuditRecord
from media_pipeline import (
    actions,
    board,
    budgets,
    claims,
    crew,
    deadline,
    housekeeping,
    queues,
    tasks,
    work,
)
from media_pipeline.enums import AssetState, Step
from media_pipeline.models import Asset, Attempt
from media_pipeline.progress import Settling
from tests import clips, workers
from tests.factories import media
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


def waiting(owner, name, *, due_in_days=None, **fields):
    """A film that waits for its check."""
    due_at = timezone.now() + timedelta(days=due_in_days) if due_in_days is not None else None
    return media.asset(owner, state="received", step=Step.CHECK, original_name=name, due_at=due_at, **fields)


def take(claimant, named=None):
    taken = claims.take_most_urgent(Step.CHECK, claimant=claimant, named=named or uuid4())
    return taken and taken.original_name


def test_front_then_deadline_then_arrival(filmmaker):
    first_here = waiting(filmmaker, "no hurry, first here")
    waiting(filmmaker, "no hurry, second")
    waiting(filmmaker, "in nine days", due_in_days=9)
    waiting(filmmaker, "in two days", due_in_days=2)
    waiting(filmmaker, "to the front", due_in_days=20, rush=True)
    media.asset(filmmaker, state="preparing", step=Step.LADDER, rush=True, original_name="for another step")
    assert [take(f"worker {number}", named=first_here.pk) for number in range(6)] == [
        "to the front",
        "in two days",
        "in nine days",
        "no hurry, first here",
        "no hurry, second",
        None,
    ]


def test_the_films_before_mine_are_those_that_are_taken_before_it(filmmaker):
    now = timezone.now()
    for due_in_days, rush in ((None, False), (3, False), (None, True), (1, True), (3, False), (None, False)):
        waiting(filmmaker, "film", due_in_days=due_in_days, rush=rush)
    media.asset(filmmaker, state="preparing", step=Step.LADDER, rush=True)
    places = board.line(now)
    for asset in Asset.objects.filter(step=Step.CHECK):
        assert board.turn(asset, now).before == places[asset.pk] - 1


@pytest.mark.usefixtures("empty_queues")
def test_the_maker_reads_how_many_films_are_before(filmmaker):
    waiting(filmmaker, "first")
    mine = waiting(filmmaker, "mine")
    assert Settling(mine).turn == "1 film is before yours."
    now = timezone.now()
    crew.sign_in(crew.Worker("w", ("verdict",), 2, since=now.timestamp(), seen=now.timestamp()))
    began = now - timedelta(minutes=12)
    done = {"worker": "w", "outcome": "done", "started_at": began, "ended_at": now}
    Attempt.objects.create(asset=mine, step=Step.CHECK, **done)
    waiting(filmmaker, "in a hurry", rush=True)
    assert Settling(mine).turn == "2 films are before yours. It will be its turn in about 12 minutes."
    assert Settling(Asset.objects.get(original_name="in a hurry")).turn == ""
    crew.sign_out("w")


def test_a_film_that_is_at_work_or_ready_waits_for_nobody(filmmaker, django_assert_num_queries):
    waiting(filmmaker, "first", rush=True)
    soon = timezone.now() + timedelta(hours=1)
    at_work = waiting(filmmaker, "at work", claimed_until=soon)
    resting = waiting(filmmaker, "resting", rests_until=soon)
    with django_assert_num_queries(0):
        assert [Settling(film).turn for film in (at_work, resting)] == ["", ""]


def test_a_message_that_comes_again_goes_on_with_the_film_of_its_dead_worker(filmmaker):
    waiting(filmmaker, "held")
    assert take("message 1") == "held"
    waiting(filmmaker, "more urgent", rush=True)
    assert take("message 1") == "held"
    assert take("message 2") == "more urgent"


def test_a_film_rests_after_our_failure_until_its_own_message_comes(filmmaker):
    resting = waiting(filmmaker, "resting", rests_until=timezone.now() + timedelta(minutes=1), rush=True)
    waiting(filmmaker, "rested")
    assert take("message 1") == "rested"
    assert take("message 2") is None
    assert take("its own message", named=resting.pk) == "resting"


def test_the_claim_of_the_dead_is_free_when_it_has_run_out(filmmaker):
    waiting(filmmaker, "left behind", claimed_by="dead", claimed_until=timezone.now() - timedelta(seconds=1))
    assert take("message 1") == "left behind"


@pytest.mark.usefixtures("empty_queues")
def test_the_sweep_asks_for_a_film_whose_row_does_not_say_what_it_waits_for(filmmaker):
    asset = media.asset(filmmaker, state="received")
    assert housekeeping.wake_forgotten_films() == 1
    asset.refresh_from_db()
    assert asset.step == Step.CHECK


def test_a_film_that_changed_its_mind_is_asked_for_anew(filmmaker, django_capture_on_commit_callbacks):
    asset = media.asset(filmmaker, state="preparing", step=Step.CHECK)
    with django_capture_on_commit_callbacks() as messages:
        work.serve(Step.CHECK, claimant="message", named=asset.pk)
    asset.refresh_from_db()
    assert (asset.step, asset.claimed_by, len(messages)) == (Step.PLAY, "", 1)


def test_of_several_dates_the_earliest_counts(filmmaker):
    asset, now = media.asset(filmmaker), timezone.now()
    for days in (5, 2, 9):
        actions.due(asset, now + timedelta(days=days))
    assert asset.due_at == now + timedelta(days=2)


def test_an_upload_hands_its_date_on(filmmaker):
    upload, now = media.upload(filmmaker, state="finished"), timezone.now()
    actions.due(upload, now)
    assert actions.film_of(upload).due_at == now


def test_putting_to_the_front_is_told_once(filmmaker, director):
    asset = media.asset(filmmaker, state="received", original_name="film.mov")
    actions.rush(asset, by=director)
    actions.rush(asset, by=director)
    actions.rush(asset, by=director, first=False)
    asset.refresh_from_db()
    # Films that a whole module shares have left their own lines, which cannot be deleted.
    trail = AuditRecord.objects.filter(target_id=str(asset.pk))
    told = trail.order_by("pk").values_list("action", "actor", "facts")
    assert (asset.rush, list(told)) == (
        False,
        [
            ("asset.rushed", director.pk, {"file": "film.mov"}),
            ("asset.put_back_in_line", director.pk, {"file": "film.mov"}),
        ],
    )


@pytest.mark.usefixtures("empty_queues")
def test_the_sweep_counts_messages_and_leaves_a_long_queue_alone(filmmaker, django_assert_num_queries):
    long_ago = timezone.now() - timedelta(hours=1)
    for number in range(3):
        waiting(filmmaker, f"film {number}", enqueued_at=long_ago)
    name = queues.queue_of(Step.CHECK)
    with queues.server() as broker:
        broker.delete(name)
        broker.rpush(name, "a", "b")
        assert housekeeping.wake_forgotten_films() == 1
        broker.rpush(name, "c")
        with django_assert_num_queries(1):
            assert housekeeping.wake_forgotten_films() == 0
        broker.delete(name)
    waiting(filmmaker, "asked for just now", enqueued_at=timezone.now())
    assert housekeeping.wake_forgotten_films() == 2


def test_an_alarm_ends_work_that_takes_too_long():
    with pytest.raises(deadline.OutOfTime), deadline.deadline(0.4):
        workers.wait_until(lambda: False, within_s=5, what="anything")


def test_a_film_out_of_time_is_tried_again(filmmaker, monkeypatch):
    asset = make.received(filmmaker)
    monkeypatch.setattr(budgets, "hard_limit_s", lambda step, probe: 0.4)
    monkeypatch.setitem(work.STEPS, Step.CHECK, lambda job: workers.wait_until(bool, within_s=5, what="it"))
    make.step(asset)
    assert (asset.state, asset.attempts, asset.claimed_by) == (AssetState.RECEIVED, 1, "")
    assert asset.rests_until > timezone.now()


def test_the_longest_film_ends_before_its_task_before_the_broker_forgets():
    broker = portal.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    hard = budgets.LONGEST_S + budgets.MARGIN_S
    assert budgets.hard_limit_s(Step.CHECK, None) < tasks.check.time_limit < broker
    for step in set(Step) - {Step.CHECK}:
        assert hard < actions.TASKS[step].soft_time_limit < actions.TASKS[step].time_limit < broker


@pytest.mark.xdist_group("nights")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("empty_queues")
def test_two_workers_do_every_film_once_and_the_urgent_ones_first(filmmaker, tmp_path):
    films = [make.received(filmmaker, clips.renamed_text(), name=f"{number}.mp4") for number in range(10)]
    now = timezone.now()
    for number, asset in enumerate(films[:8]):
        actions.due(asset, now + timedelta(days=20 - number))
    actions.rush(films[9], by=filmmaker)
    wanted = [f"{number}.mp4" for number in (9, 7, 6, 5, 4, 3, 2, 1, 0, 8)]

    log = tmp_path / "workers.log"
    with workers.worker(log, "verdict", name="one"), workers.worker(log, "verdict", name="two"):
        refused = Asset.objects.filter(state=AssetState.REFUSED, claimed_by="")
        workers.wait_until(lambda: refused.count() == 10, within_s=180, what="every film has its verdict")
        name = queues.queue_of(Step.CHECK)
        workers.wait_until(lambda: not queues.lengths([name])[name], within_s=60, what="no message is left")
        workers.wait_until(lambda: len(crew.everybody()) == 2, within_s=180, what="both have signed in")
        present = [(one.name.split("@")[0], one.queues, one.hands, one.is_alive) for one in crew.everybody()]
        assert present == [("one", ("verdict",), 1, True), ("two", ("verdict",), 1, True)]
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {"done"}

    told = AuditRecord.objects.filter(target_type="media_pipeline.asset").order_by("pk")
    begun = list(told.filter(action="asset.checking").values_list("target_text", flat=True))
    assert sorted(begun) == sorted(wanted)
    # Two claims in the same moment may be told in the other order.
    assert max(abs(begun.index(name) - wanted.index(name)) for name in wanted) <= 1
    assert told.filter(action="asset.refused").count() == 10
