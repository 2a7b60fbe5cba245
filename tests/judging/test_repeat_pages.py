"""A film shown twice as its juror has it: among the others, under the same addresses, without the first marks."""

import json
import re

import pytest
from django.urls import reverse

from judging import actions
from judging.models import Assignment, Criterion, Repeat, RepeatMark, Score
from judging.queue import juror_round
from tests.factories import judging as make
from tests.factories import repeats as again


@pytest.fixture
def listed(edition, category):
    return again.films(edition)


@pytest.fixture
def judged(jury, seat, listed):
    return again.repeating_round(jury, listed, blindness="film_only")


@pytest.fixture
def repeat(judged, seat):
    """Two ordinary films are left beside it."""
    [only] = again.finish(judged, seat, leave=2)
    return only


def url(repeat, name="film"):
    return reverse(f"jury:{name}", args=[repeat.assignment.round_id, repeat.pk])


def fields(repeat):
    return [f"criterion_{one.pk}" for one in Criterion.objects.filter(round=repeat.assignment.round_id)]


def test_it_stands_at_the_end_of_the_list_as_one_more_film(repeat, judged, juror, client):
    mine = juror_round(juror, judged)
    assert (mine.assigned, mine.done, mine.left) == (11, 8, 3)
    assert [slip.pk for slip in mine.queue][-1] == repeat.pk
    client.force_login(juror)
    page = client.get(reverse("jury:home")).content.decode()
    assert f"Film {repeat.number}<" in page.replace("\n", "")
    assert "In this round 1 film may be shown to you twice" in page
    assert page.count("film-card__link") == 3


def test_its_page_shows_none_of_the_first_marks(repeat, client, juror):
    assert Score.objects.filter(scorecard__assignment=repeat.assignment, value__gt=0).count() == 2
    client.force_login(juror)
    answer = client.get(url(repeat))
    page = answer.content.decode()
    assert answer.context["card"].answered == 0
    assert re.findall(r'name="criterion_[^>]* checked', page) == []
    assert f"Film {repeat.number}" in page
    assert str(repeat.assignment.entry) not in page
    assert "I remember this film well" in page


def test_saved_by_the_page_itself_then_confirmed_and_on_to_the_next(repeat, client, juror):
    client.force_login(juror)
    one, two = fields(repeat)
    answer = client.post(
        url(repeat, "save"), {one: "4", "version": "0"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 200
    assert (answer.json()["version"], answer.json()["answered"], answer.json()["total"]) == (1, 1, "4.0")
    short = client.post(url(repeat, "confirm"), {one: "4", "version": "1"})
    assert short.status_code == 422
    done = client.post(url(repeat, "confirm"), {one: "4", two: "9", "version": "1", "then": "next"})
    assert done.status_code == 302
    repeat.refresh_from_db()
    assert repeat.state == "confirmed"
    assert done.url != url(repeat)
    assert client.post(url(repeat, "reopen")).status_code == 302
    assert [mark.value for mark in RepeatMark.objects.all()] == [4, 9]


def test_declined_with_one_click(repeat, client, juror):
    client.force_login(juror)
    assert client.post(url(repeat, "decline_repeat")).status_code == 302
    repeat.refresh_from_db()
    assert repeat.state == "declined"
    assert "Remembered too well" in client.get(url(repeat)).content.decode()


def test_what_is_played_again_is_measured_on_its_own(repeat, client, juror):
    client.force_login(juror)
    body = json.dumps({"spans": [[0, 9]]})
    answer = client.post(url(repeat, "watched"), body, content_type="application/json")
    assert answer.json() == {"seconds": 9, "percent": 10}
    assert not hasattr(repeat.assignment, "viewing")


def test_the_overview_shows_it_beside_no_first_marks(repeat, client, juror, judged):
    again.mark(repeat, 4, 5)
    client.force_login(juror)
    answer = client.get(reverse("jury:overview", args=[judged.pk]))
    assert repeat.pk not in [row.slip.pk for row in answer.context["rows"]]
    assert [slip.pk for slip in answer.context["again"]] == [repeat.pk]


def test_confirming_all_leaves_it_alone(repeat, client, juror, judged):
    again.mark(repeat, 4, 5, confirm=False)
    client.force_login(juror)
    client.post(reverse("jury:confirm_all", args=[judged.pk]))
    repeat.refresh_from_db()
    assert repeat.state == "waiting"


def test_nobody_elses(repeat, client, stranger, jury):
    colleague = make.seat(jury, name="colleague").membership.user
    for person in (stranger, colleague):
        client.force_login(person)
        assert client.get(url(repeat)).status_code == 404
        assert client.post(url(repeat, "decline_repeat")).status_code == 404


@pytest.mark.parametrize("name", ["step_back", "ask_others", "steer", "step_aside"])
def test_what_only_the_first_card_has(repeat, client, juror, name):
    client.force_login(juror)
    assert client.post(url(repeat, name), {"reason": "x"}).status_code in (404, 409)
    repeat.refresh_from_db()
    assert repeat.state == "waiting"


def test_the_api_serves_each_film_once(repeat, client, juror, judged):
    """Left out on purpose: a program that lists cards cannot hide which one comes twice."""
    client.force_login(juror)
    listed = client.get("/api/v1/scorecards/").json()
    rows = listed.get("results", listed)
    assert sorted(row["id"] for row in rows) == sorted(Assignment.objects.values_list("pk", flat=True))
    assert client.get(f"/api/v1/scorecards/{repeat.pk}/").status_code == 404


def test_the_desk_says_how_many_are_done(repeat, client, programmer, judged, edition):
    again.mark(repeat, 4, 5)
    client.force_login(programmer)
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": judged.pk}
    page = " ".join(client.get(reverse("jury_desk:progress", kwargs=where)).content.decode().split())
    assert "Hidden repeats: 1 of 1 marked again, 0 declined" in page
    rules = client.get(reverse("jury_desk:round_rules", kwargs=where)).content.decode()
    assert "Hidden repeats per juror" in rules


def test_the_form_declares_it(jury, listed, client, programmer, edition):
    draft = make.draft_round(jury, listed)
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": draft.pk}
    sent = {"method": "", "quorum_scores": 0, "quorum_share": 0, "peers": "nothing"}
    sent |= {f"tie_{number}": "" for number in range(4)}
    client.force_login(programmer)
    assert (
        client.post(reverse("jury_desk:round_rules", kwargs=where), sent | {"hidden_repeats": 3}).status_code
        == 422
    )
    assert (
        client.post(reverse("jury_desk:round_rules", kwargs=where), sent | {"hidden_repeats": 2}).status_code
        == 302
    )
    draft.refresh_from_db()
    assert draft.declared.hidden_repeats == 2


def test_closing_waits_for_none(repeat, judged):
    for task in judged.assignments.filter(scorecard=None):
        make.score(judged, task.juror, task.entry, 5, 5)
    tally = actions.close_round(judged, by=None)
    assert Repeat.objects.get().state == "waiting"
    assert tally.version == 1
