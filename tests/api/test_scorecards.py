"""A juror's program: own films through the veil, marks judged by the same code as on the page."""

import pytest
from rest_framework.test import APIClient

from judging import actions
from judging.models import Assignment, Scorecard
from tests.api.conftest import program_of
from tests.factories import judging as make


@pytest.fixture
def jury(edition):
    return make.jury(edition)


@pytest.fixture
def seat(jury, juror):
    return make.seat(jury, juror)


@pytest.fixture
def program(juror, seat) -> APIClient:
    return program_of(juror)


@pytest.fixture
def film(edition):
    return make.entry(edition, "The Secret Film")


def open_card(jury, film, **fields) -> Assignment:
    make.open_round(jury, [film], **fields)
    return Assignment.objects.get()


def card(assignment: Assignment, *rest: str) -> str:
    return "/".join(["/api/v1/scorecards", str(assignment.pk), *rest, ""])


def test_a_whole_way(program, jury, film):
    mine = open_card(jury, film)
    (line,) = program.get("/api/v1/scorecards/").json()["results"]
    assert (line["id"], line["standing"], line["film"]["title"]) == (mine.pk, "waiting", "The Secret Film")

    told = program.patch(card(mine), {"scores": {"story": "8"}, "private_note": "Strong."}).json()
    assert [(question["key"], question["mark"]) for question in told["criteria"]] == [
        ("story", "8"),
        ("editing", None),
    ]
    assert (told["total"], told["private_note"], told["standing"]) == ("8.0", "Strong.", "begun")

    early = program.post(card(mine, "confirm"))
    assert (early.status_code, early.json()["problems"]) == (422, ["“Editing” has no mark yet."])
    program.patch(card(mine), {"scores": {"editing": 6}})
    assert program.post(card(mine, "confirm")).json()["standing"] == "done"
    assert program.patch(card(mine), {"scores": {"editing": 7}}).status_code == 409
    assert program.post(card(mine, "reopen")).json()["confirmed_at"] is None
    assert program.patch(card(mine), {"scores": {"editing": None}}).json()["total"] == "8.0"
    back = program.post(card(mine, "step-back"), {"reason": "A friend's film."}).json()
    assert (back["standing"], back["stepped_back_because"]) == ("stepped_back", "A friend's film.")


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"scores": {"story": 11}}, 422),
        ({"scores": {"story": "7.5"}}, 422),
        ({"scores": {"story": "NaN"}}, 400),
        ({"scores": {"charm": 7}}, 400),
        ({"scores": [7]}, 400),
        ({"flag": "purple"}, 400),
        ({"private_note": "x" * 5001}, 400),
    ],
    ids=str,
)
def test_what_is_wrong_is_refused(program, jury, film, wrong, status):
    mine = open_card(jury, film)
    assert program.patch(card(mine), wrong).status_code == status
    assert not Scorecard.objects.filter(state="confirmed").exists()


def test_the_veil_hides_in_the_api_too(program, jury, film):
    mine = open_card(jury, film, blindness="film_only")
    answers = [program.get("/api/v1/scorecards/"), program.get(card(mine))]
    for answer in answers:
        text = answer.content.decode()
        for secret in ("Secret", film.owner.name, str(film.pk), film.slug, film.owner.email):
            assert secret not in text
    assert answers[1].json()["film"]["title"] == "Film 1"


def test_a_round_in_preparation_does_not_exist(program, jury, film):
    make.draft_round(jury, [film])
    assert program.get("/api/v1/scorecards/").json()["results"] == []
    assert program.get(card(Assignment.objects.get())).status_code == 404


def test_other_jurors_cards_do_not_exist(program, jury, film, edition):
    other = make.seat(jury, name="Other")
    judged = make.open_round(jury, [film])
    theirs = make.score(judged, other, film, 9, 9)
    (line,) = program.get("/api/v1/scorecards/").json()["results"]
    assert line["id"] != theirs.pk
    for method, rest in (("get", ()), ("patch", ()), ("post", ("confirm",)), ("post", ("reopen",))):
        assert getattr(program, method)(card(theirs, *rest), {}).status_code == 404


def test_a_recused_juror_has_lost_the_film(program, seat, jury, film):
    mine = open_card(jury, film)
    actions.recuse(seat, film, by=None, reason="Family.")
    assert program.get(card(mine)).status_code == 404


def test_a_closed_round_takes_nothing(program, jury, film):
    mine = open_card(jury, film)
    actions.close_round(mine.round, by=None)
    assert program.patch(card(mine), {"scores": {"story": 8}}).status_code == 409
    assert program.get(card(mine)).status_code == 200


def test_the_list_costs_the_same_whatever_its_length(program, jury, edition, django_assert_num_queries):
    for count in (1, 3):
        make.open_round(jury, [make.entry(edition) for _ in range(count)])
        with django_assert_num_queries(5):
            program.get("/api/v1/scorecards/")
