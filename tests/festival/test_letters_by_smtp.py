"""From a click to a mail server: page → outbox → broker → worker → SMTP. Nothing in between is pretended."""

import time
from collections.abc import Callable

import pytest
from celery.contrib.testing.worker import start_worker
from django.urls import reverse

from festival.celery import app
from festival.models import Letter
from festival.tasks import MAX_ATTEMPTS, post_unsent_letters, send_letter
from tests.factories import festival as make


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert done()


@pytest.fixture
def worker(transactional_db):
    """A real worker on the real broker, in a thread, so that it shares the test's database and settings."""
    app.control.purge()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield


@pytest.fixture
def letter(db):
    return Letter.objects.create(
        to_email="ada@example.org",
        language="zh-hans",
        kind="festival/test",
        subject="来自电影节 · Lumen",
        text="您好\n",
        html="<p>您好</p>",
    )


def test_a_login_code_arrives_by_mail_and_opens_the_door(client, worker, mailbox):
    user = make.user("known")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    wait_until(lambda: bool(mailbox.messages))
    message = mailbox.messages[0]
    assert (message["To"], message["Subject"]) == (user.email, "Your code to sign in")
    code = next(line.strip() for line in message.get_content().splitlines() if line.startswith("    "))
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response.url == reverse("festival:my_rooms")
    wait_until(lambda: Letter.objects.get().sent_at is not None)


def test_both_forms_of_a_letter_travel_and_a_second_call_sends_nothing(letter, mailbox):
    send_letter(letter.pk)
    send_letter(letter.pk)
    assert len(mailbox.messages) == 1
    message = mailbox.messages[0]
    assert message["Subject"] == "来自电影节 · Lumen"
    parts = {part.get_content_type(): part.get_content().strip() for part in message.iter_parts()}
    assert parts == {"text/plain": "您好", "text/html": "<p>您好</p>"}


def test_a_refusing_server_is_asked_again_and_one_day_left_alone(letter, mailbox):
    mailbox.refuses = True
    for _attempt in range(MAX_ATTEMPTS + 2):
        send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (MAX_ATTEMPTS, None)
    assert "no such mailbox" in letter.last_error


def test_what_a_lost_broker_left_behind_goes_out_with_the_next_round(letter, mailbox, worker):
    Letter.objects.update(created_at="2026-01-01T00:00Z")
    post_unsent_letters()
    wait_until(lambda: len(mailbox.messages) == 1)
