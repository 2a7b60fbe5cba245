"""Nobody is reminded against their will, and nobody misses a decision by saying so."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from festival import letter_kinds
from festival.actions.delivering import bury
from festival.letter_kinds import LetterKind
from festival.models import Letter, NoReminders
from festival.tasks import send_letter
from festival.unsubscribing import stop_reminders, stop_url

REMINDER, RECEIPT = "test/reminder", "submissions/entry_received"


@pytest.fixture(autouse=True)
def a_reminder(monkeypatch):
    kinds = {**letter_kinds._kinds, REMINDER: LetterKind(REMINDER, "R", "R", reminder=True)}
    monkeypatch.setattr(letter_kinds, "_kinds", kinds)


def letter(person, kind):
    return Letter.objects.create(
        recipient=person, to_email=person.email, language="en", kind=kind, subject="S", text="T\n"
    )


def path(person) -> str:
    return "/" + stop_url(person).split("/", 3)[3]


def test_looking_at_the_link_changes_nothing_and_the_button_does(client, filmmaker):
    assert client.get(path(filmmaker)).status_code == 200
    assert NoReminders.objects.count() == 0
    client.post(path(filmmaker), {"reminders": "no"})
    assert NoReminders.objects.get().person == filmmaker
    client.post(path(filmmaker), {"reminders": "yes"})
    assert NoReminders.objects.count() == 0


def test_a_mail_program_unsubscribes_with_one_post_and_no_cookie(filmmaker):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(filmmaker), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NoReminders.objects.get().said_by == "link"


def test_an_invented_link_leads_nowhere(client, filmmaker, rival):
    forged = path(filmmaker).replace(f"/{filmmaker.pk}:", f"/{rival.pk}:")
    assert forged != path(filmmaker)
    assert client.post(forged).status_code == 404
    assert NoReminders.objects.count() == 0


def test_only_reminders_are_held_back(filmmaker):
    stop_reminders(filmmaker, by="page")
    letters = [letter(filmmaker, kind) for kind in (REMINDER, RECEIPT)]
    for one in letters:
        send_letter(one.pk)
        one.refresh_from_db()
    assert [(one.state, one.last_error) for one in letters] == [("suppressed", "unsubscribed"), ("sent", "")]
    assert len(mail.outbox) == 1


def test_a_dead_address_gets_decisions_but_no_reminders(filmmaker):
    bury(filmmaker.email, "closed", "")
    letters = [letter(filmmaker, kind) for kind in (REMINDER, RECEIPT)]
    for one in letters:
        send_letter(one.pk)
        one.refresh_from_db()
    assert [one.state for one in letters] == ["suppressed", "sent"]


def test_a_reminder_carries_the_link_and_other_letters_do_not(filmmaker):
    for kind in (REMINDER, RECEIPT):
        send_letter(letter(filmmaker, kind).pk)
    reminder, receipt = (message.message() for message in mail.outbox)
    assert reminder["List-Unsubscribe"] == f"<{stop_url(filmmaker)}>"
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (receipt["List-Unsubscribe"], receipt["List-Unsubscribe-Post"]) == (None, None)


def test_the_page_of_wishes(client, filmmaker):
    client.force_login(filmmaker)
    url = reverse("festival:letter_wishes")
    client.post(url, {"reminders": "no"})
    assert client.get(url).context["wanted"] is False
    client.post(url, {"reminders": "yes"})
    assert client.get(url).context["wanted"] is True


def test_whoever_signs_in_learns_that_mail_does_not_arrive(client, filmmaker):
    filmmaker.emailaddress_set.create(email=filmmaker.email, verified=True, primary=True)
    bury(filmmaker.email, "no_address", "")
    page = client.post(
        reverse("account_login"),
        {"login": filmmaker.email, "password": "a long enough pass phrase"},
        follow=True,
    )
    assert f"Your address {filmmaker.email} does not accept mail" in page.content.decode()
    assert "There is no such address" in client.get(reverse("festival:letter_wishes")).content.decode()
