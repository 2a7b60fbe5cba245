"""The film on the television, the card on the phone: two pages of one account."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from judging import actions, second_screen
from tests.factories import judging as make_judging


@pytest.fixture(autouse=True)
def no_screen_of_before(juror):
    second_screen.close_screen(juror)
    yield
    second_screen.close_screen(juror)


@pytest.fixture
def television(client, juror):
    client.force_login(juror)
    client.post(reverse("jury:open_screen"))
    return client


@pytest.fixture
def phone(client_class, juror):
    hand = client_class()
    hand.force_login(juror)
    return hand


@pytest.fixture
def client_class(client):
    return type(client)


def told(client, **status):
    body = {"time": 0, "duration": 90, "paused": True, "done": 0, **status}
    return client.post(reverse("jury:screen_state"), json.dumps(body), content_type="application/json").json()


def steer(client, given, action, seconds=0):
    return client.post(
        reverse("jury:steer", args=[given.round_id, given.pk]),
        {"action": action, "seconds": seconds},
        headers={"Accept": "application/json"},
    )


def paired(phone, television):
    code = television.get(reverse("jury:screen")).context["screen"].code
    return phone.post(reverse("jury:pair"), {"code": f"{code[:3].lower()} {code[3:]}"})


def test_the_film_goes_to_the_large_screen_and_is_steered_from_the_card(television, phone, assignment):
    page = television.get(reverse("jury:screen"))
    assert len(page.context["screen"].code) == 6
    assert page.context["qr"].path.startswith("M4 4h1v1h-1z")
    assert paired(phone, television)["Location"] == reverse("jury:home")
    card = phone.get(reverse("jury:film", args=[assignment.round_id, assignment.pk]))
    assert card.context["screen"].paired is True
    assert b"<film-player" not in card.content
    assert b"<film-remote" in card.content
    assert steer(phone, assignment, "show").status_code == 200
    assert told(television)["film"] == [assignment.round_id, assignment.pk]
    assert television.get(reverse("jury:screen")).context["film"].title == "Him"
    steer(phone, assignment, "play")
    assert steer(phone, assignment, "seek", 42.5).status_code == 200
    heard = told(television, time=41, paused=False)
    assert heard["command"] == {"n": 2, "action": "seek", "seconds": 42.5}
    state = phone.get(reverse("jury:screen_state")).json()
    assert (state["status"]["time"], state["status"]["paused"]) == (41.0, False)


def test_another_film_begins_anew(television, phone, judged, seat, films, assignment):
    paired(phone, television)
    steer(phone, assignment, "show")
    steer(phone, assignment, "play")
    other = make_judging.assignment(judged, seat, films[1])
    steer(phone, other, "show")
    assert (told(television)["film"], told(television)["command"]) == ([other.round_id, other.pk], None)
    assert steer(phone, assignment, "play").status_code == 422


def test_only_ones_own_screen_can_be_paired(television, phone, client_class, jury):
    code = television.get(reverse("jury:screen")).context["screen"].code
    stranger = client_class()
    other = make_judging.seat(jury, name="other")
    stranger.force_login(other.membership.user)
    assert stranger.post(reverse("jury:pair"), {"code": code}).status_code == 422
    assert phone.post(reverse("jury:pair"), {"code": "WRONG1"}).status_code == 422
    assert second_screen.current(other.membership.user) is None


def test_somebody_elses_film_cannot_be_shown(television, phone, jury, films, judged):
    other = make_judging.seat(jury, name="other")
    actions.assign_all(judged, by=None)
    paired(phone, television)
    theirs = make_judging.assignment(judged, other, films[0])
    assert steer(phone, theirs, "show").status_code == 404


def test_signing_out_on_either_side_ends_it(television, phone, juror, assignment):
    paired(phone, television)
    phone.post(reverse("account_logout"))
    assert second_screen.current(juror) is None
    assert television.get(reverse("jury:screen_state")).json() == {"on": False}
    refused = steer(television, assignment, "play")
    assert (refused.status_code, refused.json()["title"]) == (
        409,
        "The second screen is switched off. Reload the page to watch here.",
    )


def test_it_ends_when_the_large_screen_is_silent(television, juror):
    cache.delete(f"second_screen:{juror.pk}:code")  # as after these fifteen minutes
    assert television.get(reverse("jury:screen")).context["screen"] is None


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"time": 1}', '{"time": 1, "duration": 1, "paused": 1, "done": "x"}']
)
def test_a_report_that_cannot_be_read_is_refused(television, body):
    answer = television.post(reverse("jury:screen_state"), body, content_type="application/json")
    assert answer.status_code == 422


def test_a_page_can_be_switched_off(television, juror):
    television.post(reverse("jury:close_screen"))
    assert second_screen.current(juror) is None


def test_nonsense_is_not_passed_on(television, phone, assignment):
    paired(phone, television)
    steer(phone, assignment, "show")
    assert steer(phone, assignment, "explode").status_code == 422
    steer(phone, assignment, "seek", "NaN")
    assert told(television)["command"] == {"n": 1, "action": "seek", "seconds": 0.0}
