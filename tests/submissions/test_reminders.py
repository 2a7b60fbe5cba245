"""Reminders of drafts: when, to whom, once; and letters about a new notification date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from festival.actions.delivering import bury
from festival.actions.setup import change
from festival.models import Letter
from festival.tasks import send_letter
from festival.unsubscribing import stop_reminders, stop_url
from submissions.actions.reminding import remind_of_drafts, set_reminder_days
from submissions.models import DecisionDayChange, Entry, ReminderRules
from submissions.reminding import due_rule, moment_of
from submissions.tasks import tell_new_decision_days
from tests.factories import submissions as make

ROME = ZoneInfo("Europe/Rome")
CLOSES = datetime(2026, 5, 10, 23, 59, tzinfo=ROME)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "begun", "due"),
    [
        (datetime(2026, 5, 3, 9, 59, tzinfo=ROME), LONG_AGO, None),
        (datetime(2026, 5, 3, 10, 0, tzinfo=ROME), LONG_AGO, 7),
        (datetime(2026, 5, 8, 9, 0, tzinfo=ROME), LONG_AGO, 7),
        (datetime(2026, 5, 8, 10, 0, tzinfo=ROME), LONG_AGO, 2),
        (datetime(2026, 5, 10, 23, 58, tzinfo=ROME), LONG_AGO, 1),
        (datetime(2026, 5, 10, 23, 59, tzinfo=ROME), LONG_AGO, None),
        (datetime(2026, 5, 8, 11, 0, tzinfo=ROME), datetime(2026, 5, 8, 10, 30, tzinfo=ROME), None),
        (datetime(2026, 5, 9, 11, 0, tzinfo=ROME), datetime(2026, 5, 8, 10, 30, tzinfo=ROME), 1),
    ],
)
def test_the_last_rule_that_has_come_is_due(now, begun, due):
    assert due_rule((7, 2, 1), now=now, begun_at=begun, closes_at=CLOSES, zone=ROME) == due


def test_the_moment_is_ten_oclock_on_the_wall_of_the_festival():
    across_the_change_of_clocks = datetime(2026, 3, 30, 0, 30, tzinfo=ROME)
    moment = moment_of(2, across_the_change_of_clocks, ROME)
    assert moment.astimezone(UTC) == datetime(2026, 3, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def closing(edition):
    """Tomorrow evening, so that the rule of one day has come at noon today."""
    edition.call_closes_at = timezone.now() + timedelta(days=5)
    edition.save()
    return edition


def long_begun(edition, owner, **fields):
    draft = make.draft(edition, owner, **fields)
    Entry.objects.filter(pk=draft.pk).update(created_at=timezone.now() - timedelta(days=60))
    return draft


def test_one_letter_lists_all_drafts_and_what_is_missing(closing, filmmaker, rival):
    first = long_begun(closing, filmmaker, title="First", synopsis={})
    long_begun(closing, filmmaker, title="Second <b>", director="")
    make.submitted(closing, rival)
    for _time in range(2):
        remind_of_drafts(timezone.now())
    letter = Letter.objects.get()
    assert (letter.to_email, letter.kind) == (filmmaker.email, "reminders/drafts")
    assert f"First: http://127.0.0.1:8000/entries/{first.pk}/review/" in letter.text
    assert (
        f"- Write a synopsis, in at least one language. http://127.0.0.1:8000/entries/{first.pk}/about/"
        in (letter.text)
    )
    assert ("Second <b>" in letter.text, "Second <b>" in letter.html) == (True, False)
    assert stop_url(filmmaker) in letter.text


def test_it_speaks_the_language_of_its_reader_and_names_the_zone(closing, filmmaker):
    filmmaker.language = "zh-hans"
    filmmaker.save()
    long_begun(closing, filmmaker)
    remind_of_drafts(timezone.now())
    letter = Letter.objects.get()
    assert (letter.language, "（UTC+" in letter.text or "UTC+" in letter.text) == ("zh-hans", True)


def test_a_later_rule_writes_again_and_a_submitted_draft_is_left_alone(closing, filmmaker, rival):
    long_begun(closing, filmmaker)
    other = long_begun(closing, rival)
    remind_of_drafts(timezone.now())
    Entry.objects.filter(pk=other.pk).update(state="withdrawn", withdrawn_at=timezone.now())
    remind_of_drafts(closing.call_closes_at - timedelta(hours=1))
    assert sorted(Letter.objects.values_list("to_email", flat=True)) == [
        filmmaker.email,
        filmmaker.email,
        rival.email,
    ]


def test_nobody_is_reminded_who_does_not_want_it_or_cannot_be_reached(closing, filmmaker, rival, stranger):
    for person in (filmmaker, rival, stranger):
        long_begun(closing, person)
    stop_reminders(filmmaker, by="page")
    bury(rival.email, "closed", "")
    remind_of_drafts(timezone.now())
    assert Letter.objects.get().to_email == stranger.email


def test_a_reminder_on_its_way_is_held_back_by_a_late_wish(closing, filmmaker):
    long_begun(closing, filmmaker)
    remind_of_drafts(timezone.now())
    stop_reminders(filmmaker, by="link")
    letter = Letter.objects.get()
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == ("suppressed", [])


def test_an_edition_may_choose_its_days_or_none(closing, filmmaker, director):
    long_begun(closing, filmmaker)
    set_reminder_days(closing, [], by=director)
    remind_of_drafts(timezone.now())
    assert Letter.objects.count() == 0
    set_reminder_days(closing, [30, 30], by=director)
    remind_of_drafts(timezone.now())
    assert Letter.objects.get().key.split(":")[3] == "30"


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_due_reminders_grows_only_with_the_letters(
    closing, filmmaker, django_assert_max_num_queries, count
):
    for _number in range(count):
        long_begun(closing, filmmaker)
    remind_of_drafts(timezone.now())
    with django_assert_max_num_queries(9):
        remind_of_drafts(timezone.now())


def move_date(edition, director, to):
    edition.decisions_on = to
    change(edition, fields=["decisions_on"], by=director)


def an_hour_later():
    DecisionDayChange.objects.update(at=timezone.now() - timedelta(hours=1))
    tell_new_decision_days()


def test_a_new_notification_date_is_kept_and_told_once_a_person(
    edition, director, filmmaker, rival, stranger
):
    make.submitted(edition, filmmaker, title="One")
    make.submitted(edition, filmmaker, title="Two")
    make.draft(edition, stranger)
    before = edition.decisions_on
    move_date(edition, director, date(2027, 5, 1))
    tell_new_decision_days()
    assert Letter.objects.count() == 0  # the office may still change its mind
    for _time in range(2):
        an_hour_later()
    letter = Letter.objects.get()
    assert (letter.to_email, letter.kind) == (filmmaker.email, "reminders/decision_day")
    assert "on 1 May 2027 at the latest" in letter.text
    assert [line for line in letter.text.splitlines() if line.startswith("– ")] == ["– One", "– Two"]
    kept = edition.decision_day_changes.get()
    assert (kept.before, kept.after) == (before, date(2027, 5, 1))


def test_of_two_changes_in_a_row_only_the_last_is_told(edition, director, filmmaker):
    make.submitted(edition, filmmaker)
    move_date(edition, director, date(2027, 5, 1))
    move_date(edition, director, date(2027, 6, 1))
    an_hour_later()
    assert "1 June 2027" in Letter.objects.get().text
    assert DecisionDayChange.objects.filter(told_at=None).count() == 0


def test_after_the_telling_and_without_a_change_nobody_is_written_to(edition, director, filmmaker):
    make.submitted(edition, filmmaker)
    move_date(edition, director, edition.decisions_on)
    edition.selection_released_at = timezone.now()
    edition.save()
    move_date(edition, director, date(2027, 5, 1))
    an_hour_later()
    assert (Letter.objects.count(), DecisionDayChange.objects.count()) == (0, 0)


def test_the_office_sets_the_days_in_plain_numbers(client, edition, director):
    client.force_login(director)
    url = reverse("entry_desk:reminders", args=[edition.festival.slug, edition.slug])
    assert client.get(url).context["form"].initial["days"] == "7, 2, 1"
    for wrong in ("soon", "0", "61", "-1", "1,2,3,4,5,6,7", "1.5"):
        assert client.post(url, {"days": wrong}).status_code == 422
    client.post(url, {"days": "3，10 3"})
    assert ReminderRules.objects.get().days == [10, 3]
    client.post(url, {"days": ""})
    assert client.get(url).context["moments"] == []


def test_every_change_of_the_date_stands_on_the_public_page(client, edition, director):
    move_date(edition, director, date(2027, 5, 1))
    page = client.get(f"/{edition.festival.slug}/{edition.slug}/call/").content.decode()
    assert "→ 1 May 2027" in page
