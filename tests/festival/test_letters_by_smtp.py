"""From a click to a mail server: page → outbox → broker → worker → SMTP. Nothing in between is pretended."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.urls import reverse
from django.utils import timezone

from festival.celery import app
from festival.mail import MAX_ATTEMPTS, message_id
from festival.models import DeadAddress, Letter
from festival.tasks import post_unsent_letters, send_letter
from submissions.emails import post_receipt
from tests.factories import festival as make
from tests.factories import submissions as make_entry


def seal(letter: Letter) -> str:
    return message_id(letter).partition("@")[0].rpartition(".")[2]


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
    assert message["To"].addresses[0].addr_spec == user.email
    assert message["Subject"] == "Your code to sign in"
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


def test_a_permanent_refusal_is_final_and_the_address_is_remembered(letter, mailbox):
    mailbox.refuses = True
    for _attempt in range(3):
        send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at, letter.state) == (1, None, "failed")
    assert letter.last_error == "550 no such mailbox"
    assert [(b.permanent, b.reason) for b in letter.bounces.all()] == [(True, "no_address")]
    assert DeadAddress.objects.get().address == "ada@example.org"


def test_a_temporary_refusal_is_tried_again_later_and_later(letter, mailbox):
    mailbox.answers = ["450 4.2.0 greylisted, come back"] * (MAX_ATTEMPTS + 1)
    waits = []
    for _attempt in range(MAX_ATTEMPTS + 1):
        before = timezone.now()
        send_letter(letter.pk)
        letter.refresh_from_db()
        waits.append(round((letter.not_before - before).total_seconds() / 60) if letter.not_before else None)
    assert waits == [1, 5, 15, 60, 240, 720, 1440, None, None]
    assert (letter.state, letter.attempts, len(mailbox.answers)) == ("failed", MAX_ATTEMPTS, 1)
    assert DeadAddress.objects.count() == 0


@pytest.mark.parametrize(
    ("answer", "state", "reason", "dead"),
    [
        ("554 5.7.1 looks like spam", "failed", "blocked", 0),
        ("552 5.2.2 mailbox full", "failed", "full", 0),
        ("451 4.3.0 try later", "retrying", None, 0),
        ("550 5.1.1 user unknown", "failed", "no_address", 1),
    ],
)
def test_an_answer_after_the_text_is_understood_too(letter, mailbox, answer, state, reason, dead):
    mailbox.data_answers = [answer]
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (state, answer)
    assert list(letter.bounces.values_list("reason", flat=True)) == ([reason] if reason else [])
    assert DeadAddress.objects.count() == dead


def test_a_line_cut_after_the_text_sends_again_under_the_same_name(letter, mailbox):
    """At least once: a duplicate is known by its Message-ID."""
    mailbox.hangs_up = True
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("retrying", 1)
    mailbox.hangs_up = False
    send_letter(letter.pk)
    assert len({message["Message-ID"] for message in mailbox.messages}) == 1
    assert len(mailbox.messages) == 2
    letter.refresh_from_db()
    assert (letter.state, letter.message_id) == ("sent", mailbox.messages[0]["Message-ID"])


def test_a_server_that_is_away_costs_no_try(letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _attempt in range(MAX_ATTEMPTS + 2):
        send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("retrying", 0)
    assert letter.last_error == "[Errno 111] Connection refused"
    assert round((letter.not_before - timezone.now()) / timedelta(minutes=1)) == 10


def test_headers_say_who_writes_and_that_a_machine_does(mailbox, edition, filmmaker, settings):
    settings.BOUNCE_ADDRESS = "bounces@portal.example"
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@portal.example>"
    edition.festival.name = {"en": "Größe, 短片 & Co", "zh-hans": "短片"}
    edition.festival.contact_email = "office@lumen.example"
    edition.festival.save()
    filmmaker.name = 'Ada "A, B" <x@evil.example>\r\nBcc: all@evil.example 李'
    filmmaker.save()
    post_receipt(make_entry.submitted(edition, filmmaker))
    written = Letter.objects.get()
    send_letter(written.pk)
    message, envelope = mailbox.messages[0], mailbox.envelopes[0]
    assert envelope.rcpt_tos == [filmmaker.email]
    assert envelope.mail_from == f"bounces+{written.pk}-{seal(written)}@portal.example"
    to = message["To"].addresses
    assert [(a.display_name, a.addr_spec) for a in to] == [
        ('Ada "A, B" <x@evil.example> Bcc: all@evil.example 李', filmmaker.email)
    ]
    sender = message["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("Größe, 短片 & Co", "portal@portal.example")
    assert message["Reply-To"] == "office@lumen.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<letter.{written.pk}.{seal(written)}@portal.example>"
    assert (message["Bcc"], message["List-Unsubscribe"]) == (None, None)


def test_an_address_in_a_foreign_script_travels(mailbox, db):
    letter = Letter.objects.create(
        to_email="ada@电影.example", language="en", kind="festival/x", subject="S", text="T\n"
    )
    send_letter(letter.pk)
    assert mailbox.envelopes[0].rcpt_tos == ["ada@xn--p3t879b.example"]
    odd = Letter.objects.create(
        to_email="李@example.org", language="en", kind="festival/x", subject="S", text="T\n"
    )
    send_letter(odd.pk)
    odd.refresh_from_db()
    assert (odd.state, len(mailbox.envelopes)) == ("failed", 1)


def test_what_a_lost_broker_left_behind_goes_out_with_the_next_round(letter, mailbox, worker):
    Letter.objects.update(created_at="2026-01-01T00:00Z")
    post_unsent_letters()
    wait_until(lambda: len(mailbox.messages) == 1)


@pytest.mark.parametrize(("every_s", "leaving"), [(60, 30), (10, 5), (2, 1)])
def test_a_round_of_letters_to_many_is_as_long_as_the_time_since_the_last(
    every_s, leaving, db, settings, django_capture_on_commit_callbacks
):
    settings.LETTERS_PER_MINUTE, settings.LETTERS_EVERY_SECONDS = 30, every_s
    Letter.objects.bulk_create(
        Letter(to_email=f"{number}@example.org", language="en", kind="festival/x", paced=True)
        for number in range(31)
    )
    with django_capture_on_commit_callbacks() as enqueued:
        post_unsent_letters()
    assert len(enqueued) == leaving
