"""The desk of a round's people: progress, reminders by rule and by hand, preview as juror, credits, scrutiny."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from festival.exceptions import Conflict, FestivalError
from festival.models import AuditRecord, Letter, NoReminders
from judging import actions
from judging.actions.reminding import remind_what_is_due
from judging.credits_ranges import covered_stretches, read_time
from judging.exceptions import RoundNotOpen
from judging.forms.people import CreditsForm
from judging.models import Juror, Round
from judging.reminding import Facts, Rule, is_due
from judging.veil import veil
from judging.veil_fields import VeilField, shown_fields
from tests.factories import judging as make_judging
from tests.factories import people

DAY = timedelta(days=1)
OPENED = datetime(2026, 5, 1, 10, tzinfo=UTC)
CLOSES = OPENED + 10 * DAY


@pytest.fixture
def go(edition):
    def address(name, **kwargs):
        where = {"festival": edition.festival.slug, "edition": edition.slug}
        return reverse(f"jury_desk:{name}", kwargs={**where, **kwargs})

    return address


@pytest.fixture
def at_the_desk(client, programmer):
    client.force_login(programmer)
    return client


def facts(**changes):
    told = {
        "opened_at": OPENED, "closes_at": CLOSES, "asked_at": OPENED, "admitted": True,
        "assigned": 10, "finished": 5, "begun": True,
    }  # fmt: skip
    return Facts(**{**told, **changes})


@pytest.mark.parametrize(
    ("rule", "changes", "day", "due"),
    [
        (Rule("deadline", 3), {}, 6.9, False),
        (Rule("deadline", 3), {}, 7, True),
        (Rule("deadline", 3), {}, 10, False),  # the deadline has passed
        (Rule("deadline", 3, 60), {}, 8, False),  # half is left, 60 % are asked
        (Rule("deadline", 3, 50), {}, 8, True),
        (Rule("deadline", 3), {"finished": 10}, 8, False),
        (Rule("deadline", 20), {}, 1, False),  # its moment lay before the opening
        (Rule("deadline", 3), {"closes_at": None}, 8, False),
        (Rule("deadline", 3), {"admitted": False}, 8, False),
        (Rule("begin", 2), {}, 3, False),
        (Rule("begin", 2), {"begun": False, "finished": 0}, 3, True),
        (Rule("begin", 2), {"begun": False, "finished": 0}, 1, False),
        (Rule("begin", 2), {"begun": False, "assigned": 0, "finished": 0}, 3, False),
        (Rule("accept", 2), {"admitted": False}, 3, True),
        (Rule("accept", 2), {"admitted": False, "asked_at": None}, 3, False),
        (Rule("accept", 2), {}, 3, False),
    ],
)
def test_when_a_rule_is_due(rule, changes, day, due):
    assert is_due(rule, facts(**changes), OPENED + day * DAY) is due


@pytest.fixture
def soon(judged):
    """A round of ten days, of which nine are over."""
    now = timezone.now()
    Round.objects.filter(pk=judged.pk).update(opened_at=now - 9 * DAY, closes_at=now + DAY)
    judged.refresh_from_db()
    return judged


def reminders(kind="jury/films_left"):
    return list(Letter.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def test_each_juror_gets_one_letter_by_each_rule(soon, juror):
    actions.add_reminder(soon, kind="deadline", days=3, by=None)
    assert remind_what_is_due(timezone.now()) == 1
    assert remind_what_is_due(timezone.now()) == 0
    letter = Letter.objects.get(kind="jury/films_left")
    assert (letter.recipient, letter.paced, "3 films wait" in letter.text) == (juror, True, True)
    record = AuditRecord.objects.get(action="round.reminded")
    assert record.facts == {"count": 1}
    Round.objects.filter(pk=soon.pk).update(closes_at=timezone.now() + 2 * DAY)
    assert remind_what_is_due(timezone.now()) == 0
    with pytest.raises(Conflict):
        actions.add_reminder(soon, kind="deadline", days=3, by=None)


def test_a_paused_rule_and_who_has_unsubscribed(soon, juror):
    rule = actions.add_reminder(soon, kind="deadline", days=3, by=None)
    actions.pause_reminder(rule, paused=True, by=None)
    assert remind_what_is_due(timezone.now()) == 0
    actions.pause_reminder(rule, paused=False, by=None)
    NoReminders.objects.create(person=juror)
    assert remind_what_is_due(timezone.now()) == 0
    assert reminders() == []


def test_a_seat_that_is_not_answered(soon, jury):
    waiting = make_judging.seat(jury, name="waiting", answers=False)
    Juror.objects.filter(pk=waiting.pk).update(asked_at=timezone.now() - 4 * DAY)
    actions.add_reminder(soon, kind="accept", days=3, by=None)
    assert remind_what_is_due(timezone.now()) == 1
    assert reminders("jury/answer_wanted") == [waiting.membership.user.name]


def test_by_hand_once_a_day_and_never_to_who_is_done(soon, jury, seat, films, director):
    done = make_judging.seat(jury)
    actions.assign_all(soon, by=None)
    for film in films:
        make_judging.score(soon, done, film, 7, 7)
    assert actions.remind_now(soon, {seat.pk, done.pk}, by=director) == 1
    assert actions.remind_now(soon, {seat.pk, done.pk}, by=director) == 0
    assert AuditRecord.objects.get(action="round.reminded").facts == {"count": 1, "jurors": [str(seat)]}
    actions.close_round(soon, by=None)
    with pytest.raises(RoundNotOpen):
        actions.remind_now(soon, {seat.pk}, by=director)


def test_the_page_tells_how_far_everybody_is_and_no_mark(at_the_desk, go, soon, seat, films, jury):
    make_judging.score(soon, seat, films[0], 9, 9)
    make_judging.score(soon, seat, films[1], 8, 8, confirm=False)
    actions.add_reminder(soon, kind="deadline", days=3, by=None)
    page = at_the_desk.get(go("progress", pk=soon.pk))
    (line,) = page.context["people"]
    sheet = line.progress
    assert (line.scored, sheet.assigned, sheet.done, sheet.left) == (2, 3, 1, 2)
    assert line.last_seen is not None
    assert [reader.juror for reader in page.context["rules"][0]["due"]] == [seat]
    people.terms(jury)
    words = at_the_desk.get(go("progress", pk=soon.pk)).content.decode()
    assert ("Terms not accepted" in words, "9.0" in words) == (True, False)


@pytest.mark.parametrize("more", [0, 2])
def test_query_counts(at_the_desk, go, soon, jury, films, category, django_assert_num_queries, more):
    for number in range(more):
        make_judging.seat(jury, name=f"further{number}")
    actions.add_reminder(soon, kind="deadline", days=3, by=None)
    at_the_desk.get(go("progress", pk=soon.pk))
    with django_assert_num_queries(PROGRESS_QUERIES):
        at_the_desk.get(go("progress", pk=soon.pk))
    with django_assert_num_queries(SCRUTINY_QUERIES):
        at_the_desk.get(go("credits", pk=soon.pk))


PROGRESS_QUERIES = 17
SCRUTINY_QUERIES = 9


def test_rules_by_the_desk(at_the_desk, go, soon):
    posted = {"kind": "begin", "days": 2, "percent_left": 1}
    assert at_the_desk.post(go("add_reminder", pk=soon.pk), posted).status_code == 302
    assert at_the_desk.post(go("add_reminder", pk=soon.pk), {**posted, "days": 99}).status_code == 422
    rule = soon.reminders.get()
    for deed, left in (("pause", [True]), ("resume", [False]), ("nonsense", [False]), ("remove", [])):
        at_the_desk.post(go("change_reminder", pk=rule.pk), {"deed": deed})
        assert list(soon.reminders.values_list("paused", flat=True)) == left


def test_the_room_as_a_juror_sees_it(at_the_desk, go, jury, seat, films):
    judged = make_judging.open_round(jury, films, blindness="film_only")
    duty = make_judging.score(judged, seat, films[0], 9, 9)
    actions.save_words(duty, by=seat.membership.user, private_note="SECRET-NOTE", remark="SECRET-REMARK")
    actions.recuse(seat, films[1], by=None, reason="Cousin")
    room = at_the_desk.get(go("preview", pk=judged.pk, juror=seat.pk))
    film = at_the_desk.get(go("preview_film", pk=duty.pk))
    assert (len(room.context["films"]), room.status_code, film.status_code) == (2, 200, 200)
    for page in (room, film):
        words = page.content.decode()
        assert [
            leak for leak in ("SECRET-NOTE", "SECRET-REMARK", "9.0", films[0].title) if leak in words
        ] == []
        assert "You see the room as" in words
    assert AuditRecord.objects.filter(action="juror.previewed", target_id=str(seat.pk)).count() == 2
    gone = judged.assignments.get(juror=seat, entry=films[1])
    assert at_the_desk.get(go("preview_film", pk=gone.pk)).status_code == 404


def test_credits_are_marked_and_covered_only_where_makers_are_hidden(at_the_desk, go, jury, seat, films):
    blind = make_judging.open_round(jury, films, blindness="makers_hidden")
    row = blind.round_entries.get(entry=films[0])
    url = go("mark_credits", pk=blind.pk, row=row.pk)
    at_the_desk.post(url, {"stretches": "1:10 – 1:28.50\n0:00-0:05"})
    at_the_desk.post(url, {"stretches": "1:28-1:10"})
    page = at_the_desk.get(go("credits", pk=blind.pk))
    assert page.context["rows"][0]["written"] == "0:00-0:05\n1:10-1:28.50"
    duty = make_judging.assignment(blind, seat, films[0])
    assert covered_stretches(duty) == [[0.0, 5.0], [70.0, 88.5]]
    plain = make_judging.open_round(jury, films)
    assert covered_stretches(make_judging.assignment(plain, seat, films[0])) == []
    with pytest.raises(FestivalError):
        actions.set_credits(row, [(read_time("2:00"), read_time("2:10"))], by=None)


@pytest.mark.parametrize("words", ["x", "1:10", "1:99-2:00", "-", "1:1:1:1-2", "٣-٤"])
def test_stretches_that_are_none(words):
    form = CreditsForm({"stretches": words})
    assert not form.is_valid()
    assert issubclass(ValidationError, Exception)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (["title"], {"title"}),
        (["disclosure_words"], set()),  # adds to a field that is not shown
        (["answers", "telling_answers"], {"answers", "telling_answers"}),
        (["nonsense"], set()),
    ],
)
def test_fields_chosen_one_by_one(chosen, shown):
    assert shown_fields("custom", chosen) == shown
    assert shown_fields("film_only", chosen) == frozenset()
    assert shown_fields("open", []) == frozenset(VeilField)


def test_a_veil_of_its_own_is_fixed_when_the_round_opens(jury, seat, films):
    judged = make_judging.draft_round(jury, films, blindness="custom", veil_fields=["title", "makers"])
    film = veil(films[0], blindness="custom", chosen=judged.veil_fields, number=1)
    assert (film.title, film.countries) == ("Him", ())
    assert not judged.hides_makers
    actions.open_round(judged, by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=judged.pk).update(veil_fields=["title"])


def test_only_scrutineers_and_directors_see_counts(
    client, go, judged, seat, films, programmer, director, scrutineer, juror
):
    seat.presides = True
    seat.save()
    make_judging.score(judged, seat, films[0], 9, 9)
    tally = actions.close_round(judged, by=None)
    seen = {}
    for person in (director, scrutineer, programmer, juror):
        client.force_login(person)
        pages = [client.get(go("scrutiny")), client.get(go("standings", pk=judged.pk))]
        seen[person] = [page.status_code for page in pages]
        everything = "".join(client.get(url).content.decode() for url in ("/jury/", go("rounds")))
        assert tally.method not in everything
    assert seen == {director: [200] * 2, scrutineer: [200] * 2, programmer: [403] * 2, juror: [404] * 2}


def test_closing_with_a_shortfall_asks_that_it_is_accepted(at_the_desk, go, judged):
    url = go("close_round", pk=judged.pk)
    assert at_the_desk.get(url).context["shortfall"] == ["3 scorecards are not confirmed and will not count."]
    assert at_the_desk.post(url).status_code == 422
    assert Round.objects.get(pk=judged.pk).state == "open"
    assert at_the_desk.post(url, {"accepted": "1"}).status_code == 302
    assert Round.objects.get(pk=judged.pk).state == "closed"
